// Who stands under the pointer, and who the open card is about: found, marked, kept in sight.

const PICK_WITHIN = 9; // px: a finger or a hurried mouse still hits

// The vendor or team whose mark is nearest, if it is near enough. Gives {who, place}: which kind, and the how-manieth of its kind in the cell, as drawn.
function whoIsAt(painter, cell, x, y) {
  const { frame, ground, view } = painter;
  if (!frame || cell < 0) return {};
  let best = { far: Math.min(PICK_WITHIN, view.scale * 0.6) };
  const look = (who, cells, there) => {
    let drawn = 0; // marks of this kind take the spots of a cell in turn
    for (let i = 0; i < cells.length; i++) {
      if (cells[i] !== cell || !there(i)) continue;
      const [dx, dy] = spotInCell(drawn);
      const far = Math.hypot(
        view.x + (ground.x[cell] + dx) * view.scale - x,
        view.y + (ground.y[cell] + dy) * view.scale - y,
      );
      if (far < best.far) best = { far, who, place: drawn };
      drawn += 1;
    }
  };
  look("vendor", frame.vendorCells, () => true);
  look("team", frame.teamCells, (i) => teamStateOf(frame.teamMarks[i]) !== 0);
  return best.who ? { who: best.who, place: best.place } : {};
}

// Keeps a cell in the middle half of the map, once it is zoomed in; gives whether it moved.
function keepInSight(painter, cell) {
  const { view, ground, width, height } = painter;
  if (cell < 0 || cell >= ground.cells || view.scale <= view.least * 1.001) return false;
  const x = view.x + (ground.x[cell] + 0.5) * view.scale;
  const y = view.y + (ground.y[cell] + 0.5) * view.scale;
  if (Math.abs(x - width / 2) < width / 4 && Math.abs(y - height / 2) < height / 4) return false;
  painter.pan(width / 2 - x, height / 2 - y);
  return true;
}

// On a phone the card of who is marked comes up from below: scroll the page so that the ring stays above it.
function liftAboveSheet({ painter, canvas }) {
  const { marked, ground, view } = painter;
  if (marked < 0 || window.innerWidth >= 900) return;
  const y = canvas.getBoundingClientRect().top + view.y + (ground.y[marked] + 0.5) * view.scale;
  if (y > window.innerHeight * 0.4) window.scrollBy(0, y - window.innerHeight * 0.3);
}

// A ring around the marked cell, wide enough to be found on the whole map.
function paintMark(painter, pen, size, left, top) {
  const { marked, ground, ratio, theme } = painter;
  if (marked < 0 || marked >= ground.cells) return;
  const [x, y] = [left + (ground.x[marked] + 0.5) * size, top + (ground.y[marked] + 0.5) * size];
  for (const [colour, line] of [[theme.halo, 5], [theme.cursor, 2.5]]) {
    pen.beginPath();
    pen.arc(x, y, Math.max(size * 0.9, 11 * ratio), 0, 7);
    pen.strokeStyle = colour;
    pen.lineWidth = line * ratio;
    pen.stroke();
  }
}
