// Who stands under the pointer: the mark of a vendor or team nearest to it, if it is near enough.

const PICK_WITHIN = 9; // px: a finger or a hurried mouse still hits

// Gives {who, place}: which kind, and the how-manieth of its kind in the cell, as drawn.
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
