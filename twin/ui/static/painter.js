// Paints the district on one canvas: cells, borders, vendors, teams, names, cursor.
//
// Everything that only changes with the view (borders, names) is kept in pictures of its own and
// copied, so that a frame costs a few milliseconds even where the processor does all the drawing.

class Painter {
  constructor(canvas, ground, layer) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d", { alpha: false });
    this.ground = ground;
    this.view = { scale: 1, x: 0, y: 0, least: 1 };
    this.frame = null;
    this.before = null;
    this.names = [];
    this.hour = 12;
    this.cursor = -1;
    this.pinned = -1;
    this.marked = -1; // where the one is whose card is open
    this.pixels = document.createElement("canvas");
    this.pixels.width = ground.width;
    this.pixels.height = ground.height;
    this.image = new ImageData(ground.width, ground.height);
    this.colours = new Uint32Array(this.image.data.buffer);
    this.counts = new Uint8Array(ground.cells);
    this.fixed = { under: document.createElement("canvas"), over: document.createElement("canvas") };
    this.restyle(layer);
  }

  restyle(layer = this.layer) {
    this.theme = theme();
    this.layer = layer;
    this.table = rampTable(this.theme.ramp, layer.quiet);
    this.stale = true;
    if (this.frame) this.colourCells();
  }

  resize(width, height) {
    this.ratio = Math.min(window.devicePixelRatio || 1, 2);
    const fresh = !this.width || this.view.scale === this.view.least;
    [this.width, this.height] = [width, height];
    this.canvas.width = Math.round(width * this.ratio);
    this.canvas.height = Math.round(height * this.ratio);
    const { ground } = this;
    const margin = Math.min(18, width * 0.03);
    this.view.least = Math.min(
      (width - 2 * margin) / ground.width,
      (height - 2 * margin) / ground.height,
    );
    if (fresh) this.fit();
    else this.keepInside();
  }

  fit() {
    const { view, ground } = this;
    view.scale = view.least;
    view.x = (this.width - ground.width * view.scale) / 2;
    view.y = (this.height - ground.height * view.scale) / 2;
    this.stale = true;
  }

  // Zoom by a factor around a point of the screen, which stays where it is.
  zoom(factor, atX = this.width / 2, atY = this.height / 2) {
    const { view } = this;
    const scale = Math.min(Math.max(view.scale * factor, view.least), 60);
    const real = scale / view.scale;
    view.x = atX - (atX - view.x) * real;
    view.y = atY - (atY - view.y) * real;
    view.scale = scale;
    this.keepInside();
  }

  pan(dx, dy) {
    this.view.x += dx;
    this.view.y += dy;
    this.keepInside();
  }

  keepInside() {
    const { view, ground } = this;
    if (view.scale <= view.least * 1.001) {
      this.fit();
      return;
    }
    const hold = (at, size, room) =>
      size < room
        ? (room - size) / 2
        : Math.min(room * 0.25, Math.max(room * 0.75 - size, at));
    view.x = hold(view.x, ground.width * view.scale, this.width);
    view.y = hold(view.y, ground.height * view.scale, this.height);
    this.stale = true;
  }

  cellAt(x, y) {
    const { view } = this;
    return this.ground.cellAt(
      Math.floor((x - view.x) / view.scale),
      Math.floor((y - view.y) / view.scale),
    );
  }

  setFrame(frame) {
    this.before = this.frame;
    this.frame = frame;
    this.colourCells();
  }

  colourCells() {
    const { ground, colours, table, frame } = this;
    const { x, y, width } = ground;
    for (let i = 0; i < frame.values.length; i++) {
      colours[y[i] * width + x[i]] = table[frame.values[i]];
    }
    this.pixels.getContext("2d").putImageData(this.image, 0, 0);
  }

  // `progress` (0 to 1) is how far the teams have come from the last frame to this one.
  paint(progress = 1) {
    if (!this.frame || !this.width) return;
    if (this.stale) this.paintFixed();
    const { pen, view, ratio, ground } = this;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = this.skyColour();
    pen.fillRect(0, 0, this.canvas.width, this.canvas.height);
    pen.imageSmoothingEnabled = false;
    const size = view.scale * ratio;
    const [left, top] = [view.x * ratio, view.y * ratio];
    pen.drawImage(this.pixels, left, top, ground.width * size, ground.height * size);
    pen.drawImage(this.fixed.under, 0, 0);
    pen.setTransform(size, 0, 0, size, left, top);
    this.paintVendors(pen);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    this.paintTeams(pen, size, left, top, progress);
    pen.drawImage(this.fixed.over, 0, 0);
    this.paintCursors(pen, size, left, top);
  }

  // The paper around the district turns from day to night; the cells keep their colours.
  skyColour() {
    const [day, night] = this.theme.sky;
    const dark = 0.5 + 0.5 * Math.cos(((this.hour - 1.5) / 24) * 2 * Math.PI);
    const mix = day.map((c, i) => Math.round(c + (night[i] - c) * dark));
    return `rgb(${mix.join(",")})`;
  }

  paintVendors(pen) {
    const { ground, frame, counts, theme: colours } = this;
    counts.fill(0);
    const dot = (2 * this.stamps.dot) / this.view.scale;
    const rim = dot + Math.min(1.4, this.stamps.dot) / this.view.scale;
    const kinds = [[], []];
    for (let i = 0; i < frame.vendorCells.length; i++) {
      const cell = frame.vendorCells[i];
      const [dx, dy] = spotInCell(counts[cell]++);
      kinds[isLicensed(frame.vendorMarks[i]) ? 1 : 0].push(ground.x[cell] + dx, ground.y[cell] + dy);
    }
    const round = this.stamps.dot > 1.8;
    pen.fillStyle = colours.dotHalo;
    for (const places of kinds) fillDots(pen, places, rim, round && places === kinds[0]);
    pen.fillStyle = colours.unlicensed;
    fillDots(pen, kinds[0], dot, round);
    pen.fillStyle = colours.licensed;
    fillDots(pen, kinds[1], dot, false);
  }

  paintTeams(pen, size, left, top, progress) {
    const { frame, before, ground, counts } = this;
    counts.fill(0);
    const glide = before && before.teamCells.length === frame.teamCells.length && progress < 1;
    for (let i = 0; i < frame.teamCells.length; i++) {
      const cell = frame.teamCells[i];
      const state = teamStateOf(frame.teamMarks[i]);
      if (state === 0 || cell >= ground.cells) continue;
      const stamps = this.stamps.teams[departmentOf(frame.teamMarks[i])];
      const stamp = state === TEAM_WORKING ? stamps.working : stamps.moving;
      const [dx, dy] = spotInCell(counts[cell]++);
      let [x, y] = [ground.x[cell] + dx, ground.y[cell] + dy];
      const from = glide ? before.teamCells[i] : cell;
      if (from !== cell && from < ground.cells) {
        x = ground.x[from] + dx + (x - ground.x[from] - dx) * progress;
        y = ground.y[from] + dy + (y - ground.y[from] - dy) * progress;
      }
      pen.drawImage(
        stamp.canvas,
        Math.round(left + x * size - stamp.half),
        Math.round(top + y * size - stamp.half),
      );
    }
  }

  paintCursors(pen, size, left, top) {
    const outline = (cell, width, dashes) => {
      if (cell < 0) return;
      const [x, y] = [left + this.ground.x[cell] * size, top + this.ground.y[cell] * size];
      pen.setLineDash(dashes);
      for (const [colour, line] of [[this.theme.halo, width + 2], [this.theme.cursor, width]]) {
        pen.strokeStyle = colour;
        pen.lineWidth = line * this.ratio;
        pen.strokeRect(x - 1, y - 1, size + 2, size + 2);
      }
      pen.setLineDash([]);
    };
    outline(this.pinned, 2, []);
    if (this.cursor !== this.pinned) outline(this.cursor, 1.5, []);
    paintMark(this, pen, size, left, top);
  }

  paintFixed() {
    this.stale = false;
    this.stamps = makeStamps(this.theme, this.view.scale, this.ratio);
    for (const picture of Object.values(this.fixed)) {
      picture.width = this.canvas.width;
      picture.height = this.canvas.height;
    }
    this.paintBorders(this.fixed.under.getContext("2d"));
    this.paintNames(this.fixed.over.getContext("2d"));
  }

  paintBorders(pen) {
    const { view, ratio, ground } = this;
    const line = (edges, colour, width) => {
      pen.beginPath();
      for (const [x0, y0, x1, y1] of edges) {
        pen.moveTo((view.x + x0 * view.scale) * ratio, (view.y + y0 * view.scale) * ratio);
        pen.lineTo((view.x + x1 * view.scale) * ratio, (view.y + y1 * view.scale) * ratio);
      }
      pen.strokeStyle = colour;
      pen.lineWidth = width * ratio;
      pen.lineCap = "round";
      pen.stroke();
    };
    // a light line under a thin dark one can be seen on any colour of cells
    const width = Math.min(2, 0.8 + view.scale * 0.05);
    line(ground.borders.inner, this.theme.border, width + 1.4);
    line(ground.borders.inner, this.theme.rim, width);
    line(ground.borders.outer, this.theme.rim, width);
  }

  paintNames(pen) {
    const { view, ratio } = this;
    const taken = [];
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    const order = [...this.names.keys()].sort(
      (a, b) => this.ground.centres[b].cells - this.ground.centres[a].cells,
    );
    const size = Math.min(15, Math.max(10.5, 9 + view.scale * 0.35));
    pen.font = `600 ${size * ratio}px ${NAME_FONT}`;
    for (const street of order) {
      const centre = this.ground.centres[street];
      const [x, y] = [view.x + centre.x * view.scale, view.y + centre.y * view.scale];
      const half = pen.measureText(this.names[street]).width / ratio / 2 + 2;
      const box = [x - half, y - size * 0.62, x + half, y + size * 0.62];
      if (taken.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1])) {
        continue; // a name that would cover another waits for a closer look
      }
      taken.push(box);
      pen.strokeStyle = this.theme.nameHalo;
      pen.lineWidth = 3 * ratio;
      pen.strokeText(this.names[street], x * ratio, y * ratio);
      pen.fillStyle = this.theme.name;
      pen.fillText(this.names[street], x * ratio, y * ratio);
    }
  }
}

// Many dots of one colour: squares, or discs where they are large enough to be told apart.
function fillDots(pen, places, size, round) {
  if (!round) {
    for (let i = 0; i < places.length; i += 2) {
      pen.fillRect(places[i] - size / 2, places[i + 1] - size / 2, size, size);
    }
    return;
  }
  pen.beginPath();
  for (let i = 0; i < places.length; i += 2) {
    pen.moveTo(places[i] + size / 2, places[i + 1]);
    pen.arc(places[i], places[i + 1], size / 2, 0, 2 * Math.PI);
  }
  pen.fill();
}
