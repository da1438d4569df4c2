// Vendors and teams on the map. A mark is drawn once into a small picture and then stamped:
// stamping is several times faster than drawing paths, which counts without a graphics card.

// One shape per department; the order is that of DEPARTMENTS in twin/frame.py.
const TEAM_SHAPES = ["triangle", "square", "diamond", "circle", "star"];

function tracePolygon(pen, corners, radius, turn, inset = 1) {
  const n = corners * (inset < 1 ? 2 : 1);
  for (let i = 0; i < n; i++) {
    const r = i % 2 && inset < 1 ? radius * inset : radius;
    const angle = turn + (i / n) * 2 * Math.PI;
    pen.lineTo(r * Math.cos(angle), r * Math.sin(angle));
  }
  pen.closePath();
}

const TRACE = {
  triangle: (pen, r) => tracePolygon(pen, 3, r * 1.15, -Math.PI / 2),
  square: (pen, r) => pen.rect(-r * 0.82, -r * 0.82, r * 1.64, r * 1.64),
  diamond: (pen, r) => tracePolygon(pen, 4, r * 1.12, 0),
  circle: (pen, r) => pen.arc(0, 0, r * 0.95, 0, 2 * Math.PI),
  star: (pen, r) => tracePolygon(pen, 5, r * 1.22, -Math.PI / 2, 0.5),
};

// A picture of one mark with its halo, `radius` and `ratio` in the units of the screen.
function makeStamp(shape, colour, halo, radius, ratio, hollow = false) {
  const half = Math.ceil((radius * 1.3 + 2) * ratio);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2 * half;
  const pen = canvas.getContext("2d");
  pen.translate(half, half);
  pen.scale(ratio, ratio);
  pen.beginPath();
  TRACE[shape](pen, radius);
  pen.lineJoin = "round";
  pen.lineWidth = hollow ? 4 : 2.4;
  pen.strokeStyle = halo;
  pen.stroke();
  pen.fillStyle = hollow ? halo : colour;
  pen.fill();
  if (hollow) {
    pen.lineWidth = 1.5;
    pen.strokeStyle = colour;
    pen.stroke();
  }
  return { canvas, half };
}

// All marks of a theme at one size of cell. A team at work is filled, one on the move is hollow.
function makeStamps(colours, cell, ratio) {
  const dot = Math.min(5, Math.max(1, cell * 0.16));
  const team = Math.min(9, Math.max(3.4, cell * 0.48));
  const teams = TEAM_SHAPES.map((shape, i) => ({
    working: makeStamp(shape, colours.teams[i], colours.halo, team, ratio),
    moving: makeStamp(shape, colours.teams[i], colours.halo, team * 0.86, ratio, true),
  }));
  return { dot, teams };
}

// Where the k-th mark in a cell stands: rows of three, so that a full cell looks full.
const SPOTS = [4, 0, 8, 2, 6, 1, 7, 3, 5];
function spotInCell(k) {
  const spot = SPOTS[k % 9];
  return [((spot % 3) + 0.5) / 3, (Math.floor(spot / 3) + 0.5) / 3];
}
