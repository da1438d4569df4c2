// The live map. Frames come as binary messages and are acknowledged when they arrive; Python sends
// a fourth only after the first is acknowledged, so a slow laptop sees fewer frames, not old ones.

const GLIDE_FROM = 45; // ms between frames from which teams glide instead of jumping
const GLIDE_MOST = 350;
const GLIDE_STEP = 30; // ms between two pictures of a glide: smooth enough, and kind to one core
const SPEAK_EVERY = 1000; // ms between texts for screen readers

class MapView {
  constructor(model, el) {
    this.model = model;
    this.words = model.get("words");
    this.ground = readGround(model.get("ground"));
    this.build(el);
    this.layer = this.findLayer();
    this.painter = new Painter(this.canvas, this.ground, this.layer);
    this.arrived = 0;
    this.painted = 0;
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.relabel();
    this.group = joinGroup(this);
    this.stops = [
      () => this.group.leave(),
      () => this.legend.leave(),
      onTheme(() => {
        this.painter.restyle();
        this.relabel();
      }),
      watchSize(this.stage, () => {
        this.painter.resize(this.stage.clientWidth, this.stage.clientHeight);
        this.stir();
      }),
      watchPointer(this),
      watchKeys(this),
    ];
    model.on("msg:custom", (content, buffers) => this.receive(content, buffers));
    model.on("change:words", () => this.relabel());
    model.on("change:layer", () => this.relabel());
    if (model.get("watched")) {
      const feed = joinFeed(this);
      this.stops.push(feed.leave);
      model.on("change:words", feed.change);
    }
    this.tell({ kind: "ready", still: this.still });
  }

  build(el) {
    this.layers = makeLayerSwitch(this.words, (name) => {
      this.layers.choose(name);
      this.tell({ kind: "layer", name });
    });
    this.canvas = make("canvas", "tw-canvas");
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "img");
    this.clock = makeClock();
    this.layers.box.hidden = Boolean(this.model.get("watched"));
    this.legend = makeLegend();
    if (this.model.get("group")) {
      this.legend.leave();
      this.legend.box.open = false; // small maps have no room for it
    }
    this.zoom = makeZoom(this.words, (factor) => {
      if (factor) this.painter.zoom(factor);
      else this.painter.fit();
      this.stir();
    });
    this.card = makeCard(() => this.pin(-1));
    this.numbers = makeNumbers();
    this.stage = make("div", "tw-stage", this.canvas, this.zoom.box, this.card.box);
    this.root = make(
      "div", "tw-map", make("div", "tw-strip", this.layers.box, this.clock.box), this.stage,
      this.legend.box, this.numbers.box,
    );
    if (!this.model.get("group")) this.root.id = "tw-map"; // of several maps, what holds them has it
    el.append(this.root);
    this.root.view = this; // the browser tests look at what was painted
  }

  tell(message) {
    this.model.send(message);
  }

  relabel() {
    this.words = this.model.get("words");
    const names = this.words.streets.map((street) => street.short);
    this.painter.names = names;
    this.painter.stale = true;
    this.layer = this.findLayer();
    this.layers.label(this.words);
    this.layers.choose(this.layer.name);
    this.zoom.label(this.words);
    this.legend.show(this.words, this.layer, this.painter.theme, this.words.language);
    this.stir();
  }

  findLayer() {
    return this.words.layers.find((layer) => layer.name === this.model.get("layer"));
  }

  receive(content, buffers) {
    if (content.kind === "pin") {
      this.painter.pinned = content.cell;
      const before = this.painter.marked;
      this.mark(content.mark);
      if (this.painter.marked !== before) liftAboveSheet(this);
      this.showCard();
      this.stir();
    } else if (content.kind === "frame") {
      this.tell({ kind: "ack", number: content.number });
      this.group.take(content.number, () => this.show(content, readFrame(buffers[0])));
    }
  }

  show(content, frame) {
    this.clock.show(content.clock);
    this.details = content.card;
    if (content.mark) this.mark(content.mark);
    if (content.numbers) this.numbers.show(content.numbers);
    const shown = this.words.layers[frame.layer];
    if (shown !== this.painter.layer) this.painter.restyle(shown);
    this.takeFrame(frame, content);
  }

  // Who the open card is about: a ring around it, kept in sight where it is followed.
  mark({ cell, on }) {
    this.painter.marked = cell;
    this.followed = on;
  }

  takeFrame(frame, content) {
    const now = performance.now();
    this.gap = this.arrived ? now - this.arrived : Infinity;
    this.arrived = now;
    this.painter.hour = frame.hour;
    this.painter.setFrame(frame);
    if (!this.spoken || now - this.spoken > SPEAK_EVERY || !content.playing) {
      this.spoken = now;
      this.canvas.setAttribute("aria-label", content.text);
    }
    this.fresh = true;
    this.repaint();
  }

  // Paint before the next picture of the screen; a hand on the map is answered at once.
  stir() {
    this.stirred = true;
    this.repaint();
  }

  repaint() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      if (this.fresh || this.stirred || performance.now() - this.drawn > GLIDE_STEP) this.paint();
      else this.repaint();
    });
  }

  paint() {
    this.stirred = false;
    if (!this.painter.width || !this.painter.height) return; // on its way out of the page, or in
    const length = Math.min(this.gap, GLIDE_MOST);
    const glides = !this.still && this.gap > GLIDE_FROM && this.gap < 2000;
    const progress = glides ? Math.min(1, (performance.now() - this.arrived) / length) : 1;
    if (this.followed) keepInSight(this.painter, this.painter.marked);
    this.painter.paint(progress);
    if (this.fresh) {
      this.fresh = false;
      this.painted += 1; // frames of the city, not repaints of the same one
      this.root.dataset.tick = this.painter.frame.tick;
      this.showCard();
    }
    this.drawn = performance.now();
    if (progress < 1) this.repaint();
  }

  hover(cell) {
    if (cell === this.painter.cursor) return;
    this.painter.cursor = cell;
    this.showCard();
    this.stir();
  }

  // `more` says who in the cell is meant, and whether a key was pressed
  pin(cell, more = {}) {
    this.tell({ kind: "cell", cell, ...more });
    for (const member of this.group.members()) member.point(cell);
  }

  point(cell) {
    this.painter.pinned = cell;
    this.details = null;
    this.showCard();
    this.stir();
  }

  showCard() {
    const { pinned, cursor, frame } = this.painter;
    const cell = pinned >= 0 ? pinned : cursor;
    if (cell < 0 || !frame) this.card.show(null);
    else this.card.show(cellFacts(this, cell, pinned >= 0), this.words);
  }

  close() {
    for (const stop of this.stops) stop();
    cancelAnimationFrame(this.asked);
  }
}

// What the frame says about a cell, then what Python knows about it once it is pinned.
function cellFacts(view, cell, pinned) {
  const { ground, words, painter, layer } = view;
  const { frame } = painter;
  const share = frame.values[cell] / 255;
  const value = layer.high * (layer.root ? share * share : share);
  let [licensed, unlicensed] = [0, 0];
  frame.vendorCells.forEach((place, i) => {
    if (place !== cell) return;
    if (isLicensed(frame.vendorMarks[i])) licensed += 1;
    else unlicensed += 1;
  });
  const teams = [];
  frame.teamCells.forEach((place, i) => {
    const state = teamStateOf(frame.teamMarks[i]);
    if (place !== cell || state === 0) return;
    teams.push(`${words.departments[departmentOf(frame.teamMarks[i])]} ${words.states[state]}`);
  });
  const rows = [
    [layer.label, `${formatNumber(value, words.language)}`],
    [words.licensed, `${licensed}`],
    [words.unlicensed, `${unlicensed}`],
  ];
  if (teams.length) rows.push([words.teams, teams.join(words.comma)]);
  const known = view.details && view.details.cell === cell ? view.details.rows : [];
  const numbers = known.map(([name, number]) => [name, formatNumber(number, words.language)]);
  return {
    pinned,
    title: words.streets[ground.street[cell]].name,
    land: words.lands[ground.land[cell]],
    rows: rows.concat(numbers),
  };
}

export default {
  render({ model, el }) {
    const view = new MapView(model, el);
    return () => view.close();
  },
};
