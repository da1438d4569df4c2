// Reads one frame. The layout is declared in twin/frame.py; change both together.

const FRAME_VERSION = 1;
const HEADER_BYTES = 24;

function readFrame(message) {
  // Numbers of two bytes must start at even addresses, which a websocket message does not promise.
  const bytes = message.buffer.slice(
    message.byteOffset,
    message.byteOffset + message.byteLength,
  );
  const header = new DataView(bytes, 0, HEADER_BYTES);
  if (header.getUint8(0) !== FRAME_VERSION) throw new Error("a frame of another version");
  const cells = header.getUint32(12, true);
  const vendors = header.getUint32(16, true);
  const teams = header.getUint32(20, true);
  let at = HEADER_BYTES;
  const take = (kind, n) => {
    const part = new kind(bytes, at, n);
    at += part.byteLength;
    return part;
  };
  const values = take(Uint8Array, cells);
  at += cells % 2;
  return {
    layer: header.getUint8(1),
    hour: header.getUint8(2),
    tick: header.getUint32(4, true),
    number: header.getUint32(8, true),
    values,
    vendorCells: take(Uint16Array, vendors),
    teamCells: take(Uint16Array, teams),
    vendorMarks: take(Uint8Array, vendors),
    teamMarks: take(Uint8Array, teams),
  };
}

const isLicensed = (mark) => (mark & 1) === 1;
const tradeOf = (mark) => mark >> 2;
const departmentOf = (mark) => mark & 7;
const teamStateOf = (mark) => mark >> 3;
const TEAM_WORKING = 3;
