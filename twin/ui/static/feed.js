// The frames of a run that somebody else plays: by a line of their own, which all who watch share
// the messages of. Each holds the length of its words, the words as JSON, and the frame. An empty
// message says that it has arrived.

const FEED_AGAIN = 1500; // ms until a line that broke is tried again
const FEED_REFUSED = 1008; // nothing is shared under this code
const FEED_ENDED = 1000;

function joinFeed(view) {
  let socket = null;
  let left = false;
  const open = () => {
    const root = window.twinLinks.root();
    const { language } = view.model.get("words");
    const path = `${root}/watch/${view.model.get("watched")}/frames?lang=${language}`;
    const line = new WebSocket(`ws${location.origin.slice(4)}${path}`); // or wss, as the page
    line.binaryType = "arraybuffer";
    line.onmessage = ({ data }) => {
      line.send("");
      const length = new DataView(data).getUint32(0, true);
      const words = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length)));
      view.show(words, readFrame(new DataView(data, 4 + length)));
    };
    line.onclose = ({ code }) => {
      const over = left || line !== socket || code === FEED_REFUSED || code === FEED_ENDED;
      if (!over) setTimeout(() => left || open(), FEED_AGAIN);
    };
    socket = line;
  };
  const leave = () => {
    left = true;
    socket.close();
  };
  const change = () => {
    const before = socket;
    open(); // in the language of now
    before.close();
  };
  open();
  return { leave, change };
}
