// Pointer and keyboard on the map: hover, pin, drag, wheel, pinch, and a cursor moved by arrows.

const DRAG_FROM = 4; // px a pointer moves before a click becomes a drag

function watchPointer(view) {
  const { canvas } = view;
  const held = new Map();
  let dragged = false;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const zoomed = () => view.painter.view.scale > view.painter.view.least * 1.001;
  const settle = () => {
    // at full view a finger scrolls the page; closer in, it moves the map
    canvas.style.touchAction = zoomed() ? "none" : "pan-y";
    view.stir();
  };
  const on = (name, handler, options) => canvas.addEventListener(name, handler, options);
  on("pointerdown", (event) => {
    held.set(event.pointerId, place(event));
    dragged = false;
  });
  on("pointermove", (event) => {
    const [x, y] = place(event);
    const from = held.get(event.pointerId);
    if (!from) {
      view.hover(view.painter.cellAt(x, y));
      return;
    }
    const far = Math.hypot(x - from[0], y - from[1]);
    if (!dragged && far < DRAG_FROM) return;
    dragged = true;
    canvas.setPointerCapture(event.pointerId);
    if (held.size === 2) pinch(view, held, event.pointerId, [x, y]);
    else if (zoomed()) view.painter.pan(x - from[0], y - from[1]);
    held.set(event.pointerId, [x, y]);
    settle();
  });
  const release = (event) => held.delete(event.pointerId);
  on("pointerup", (event) => {
    release(event);
    if (dragged) return;
    const [x, y] = place(event);
    const cell = view.painter.cellAt(x, y);
    view.pin(cell, whoIsAt(view.painter, cell, x, y));
  });
  on("pointercancel", release);
  on("pointerleave", (event) => {
    release(event);
    view.hover(-1);
  });
  on("wheel", (event) => {
    event.preventDefault();
    view.painter.zoom(Math.exp(-event.deltaY * 0.0016), ...place(event));
    settle();
  }, { passive: false });
  on("dblclick", (event) => {
    view.painter.zoom(2, ...place(event));
    settle();
  });
  settle();
  return () => held.clear();
}

function pinch(view, held, moved, to) {
  const [other] = [...held.entries()].filter(([id]) => id !== moved).map(([, at]) => at);
  const from = held.get(moved);
  const before = Math.hypot(from[0] - other[0], from[1] - other[1]);
  const after = Math.hypot(to[0] - other[0], to[1] - other[1]);
  view.painter.zoom(after / Math.max(before, 1), (to[0] + other[0]) / 2, (to[1] + other[1]) / 2);
}

const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function watchKeys(view) {
  const onMap = (event) => {
    const { painter, ground } = view;
    if (event.key === "Enter") view.pin(painter.cursor, { keys: true });
    else if (event.key === "Escape") view.pin(-1);
    else if (event.key in ARROWS) {
      const at = painter.cursor >= 0 ? painter.cursor : painter.pinned;
      const [dx, dy] = ARROWS[event.key];
      view.hover(at < 0 ? middleCell(ground) : neighbourCell(ground, at, dx, dy));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Space plays and pauses, the arrows step an hour, with Shift a day, B opens two futures, and
  // Ctrl+Z takes a lever back; but only while nobody is typing, and a button that has the focus keeps its space.
  const onPage = (event) => {
    if (!view.group.leads() || view.model.get("watched")) return;
    if (event.target.closest("input:not([type=range]), textarea, dialog")) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z") {
      view.tell({ kind: "act", name: event.shiftKey ? "redo" : "undo" });
      event.preventDefault();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select")) return;
    if (event.key === " " && !event.target.closest("button, a, summary")) {
      view.tell({ kind: "act", name: "toggle" });
    } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const name = event.key === "ArrowRight" ? "step" : "back";
      view.tell({ kind: "act", name, value: event.shiftKey ? 24 : 1 });
    } else if (event.key.toLowerCase() === "b" && !event.repeat) {
      view.tell({ kind: "act", name: "branch" });
    } else return;
    event.preventDefault();
  };
  view.canvas.addEventListener("keydown", onMap);
  document.addEventListener("keydown", onPage);
  return () => document.removeEventListener("keydown", onPage);
}

function middleCell(ground) {
  let best = ground.cells - 1;
  const [cx, cy] = [ground.width / 2, ground.height / 2];
  const far = (i) => Math.hypot(ground.x[i] - cx, ground.y[i] - cy);
  for (let i = 0; i < ground.cells; i++) if (far(i) < far(best)) best = i;
  return best;
}

function neighbourCell(ground, cell, dx, dy) {
  for (let k = 1; k < 12; k++) {
    const next = ground.cellAt(ground.x[cell] + dx * k, ground.y[cell] + dy * k);
    if (next >= 0) return next;
  }
  return cell;
}
