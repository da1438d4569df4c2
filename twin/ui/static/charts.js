// Two small charts that move while the city plays: order and vitality over time, and the plane of
// the two. Points are appended as they come; the history is sent only when a city opens.

const MOST_DAYS = 120; // shown at once on the time axis
const TAIL_DAYS = 30; // length of the tail in the plane

// A canvas that fits its box, a pen in CSS pixels, and text in the page's ink.
class Chart {
  constructor(box) {
    this.canvas = make("canvas", "tw-chart");
    this.canvas.setAttribute("role", "img");
    box.append(this.canvas);
  }

  begin() {
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    const pen = this.canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.font = `11px ${NAME_FONT}`;
    pen.lineJoin = pen.lineCap = "round";
    return pen;
  }
}

// A line on whole pixels, so that it is thin and not grey.
function drawLine(pen, x0, y0, x1, y1) {
  pen.beginPath();
  pen.moveTo(Math.round(x0) + 0.5, Math.round(y0) + 0.5);
  pen.lineTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
  pen.stroke();
}

class TrendChart extends Chart {
  draw(trail, words, colours) {
    const pen = this.begin();
    const [left, right, top, bottom] = [30, this.width - 54, 8, this.height - 20];
    const last = trail.days.length ? trail.days[trail.days.length - 1] : 0;
    const longest = Math.max(last, trail.other ? trail.other.days[trail.other.days.length - 1] : 0);
    const first = Math.max(trail.days[0] ?? 0, longest - MOST_DAYS);
    const span = Math.max(longest - first, 14);
    const x = (day) => left + ((day - first) / span) * (right - left);
    const y = (value) => bottom - value * (bottom - top);
    drawScores(pen, { left, right, y }, colours);
    drawDays(pen, { first, span, x, bottom }, words, colours);
    pen.strokeStyle = colours.faint;
    drawLine(pen, x(0), top, x(0), bottom);
    for (const mark of trail.marks) {
      if (mark < first) continue;
      pen.strokeStyle = colours.quiet;
      pen.setLineDash([2, 3]);
      pen.beginPath();
      pen.moveTo(x(mark), top);
      pen.lineTo(x(mark), bottom);
      pen.stroke();
      pen.setLineDash([]);
    }
    if (trail.other) {
      // the course that was left behind when the visitor went back and did otherwise
      for (const name of ["order", "vitality"]) {
        this.line(pen, trail.other, name, { x, y, first }, colours.quiet);
      }
    }
    if (trail.at < last) {
      pen.strokeStyle = colours.ink;
      pen.lineWidth = 1;
      drawLine(pen, x(Math.max(trail.at, first)), top, x(Math.max(trail.at, first)), bottom);
    }
    const ends = [];
    for (const name of ["order", "vitality"]) {
      this.line(pen, trail, name, { x, y, first }, colours[name]);
      const value = trail[name][trail[name].length - 1];
      if (value !== undefined) ends.push({ name, value, at: y(value) });
    }
    labelEnds(pen, ends, { x: x(last) + 7, gap: 13 }, words, colours);
  }

  line(pen, trail, name, { x, y, first }, colour) {
    pen.strokeStyle = colour;
    pen.lineWidth = 1.8;
    pen.setLineDash(name === "vitality" ? [6, 3] : []);
    pen.beginPath();
    trail.days.forEach((day, i) => {
      if (day >= first) pen.lineTo(x(day), y(trail[name][i]));
    });
    pen.stroke();
    pen.setLineDash([]);
  }
}

function drawScores(pen, { left, right, y }, colours) {
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const value of [0, 0.5, 1]) {
    pen.strokeStyle = colours.faint;
    pen.lineWidth = 1;
    drawLine(pen, left, y(value), right, y(value));
    pen.fillStyle = colours.quiet;
    pen.fillText(`${100 * value}`, left - 6, y(value));
  }
}

function drawDays(pen, { first, span, x, bottom }, words, colours) {
  const step = [1, 2, 7, 14, 30].find((days) => span / days <= 6) || 30;
  pen.textAlign = "center";
  pen.textBaseline = "top";
  pen.fillStyle = colours.quiet;
  for (let day = Math.ceil(first / step) * step; day <= first + span; day += step) {
    const label = day === 0 ? words.start : `${day}`;
    pen.fillText(label, x(day), bottom + 6);
  }
}

// The names of the lines stand at their ends, pushed apart where they would touch.
function labelEnds(pen, ends, { x, gap }, words, colours) {
  ends.sort((a, b) => a.at - b.at);
  if (ends.length === 2 && ends[1].at - ends[0].at < gap) {
    const middle = (ends[0].at + ends[1].at) / 2;
    [ends[0].at, ends[1].at] = [middle - gap / 2, middle + gap / 2];
  }
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  for (const end of ends) {
    pen.fillStyle = colours[end.name];
    pen.fillText(words[end.name], x, end.at);
  }
}

// The part of the plane that is shown: a window around the opening, wider only if the city leaves it.
function planeWindow(trail) {
  const around = [trail.order[trail.past] ?? 0.5, trail.vitality[trail.past] ?? 0.5];
  for (const span of [0.4, 0.6, 1]) {
    const low = around.map((at) => {
      const start = Math.round((at - span / 2) * 10) / 10;
      return Math.min(Math.max(start, 0), 1 - span);
    });
    const inside = trail.order.every(
      (order, i) =>
        order >= low[0] && order <= low[0] + span &&
        trail.vitality[i] >= low[1] && trail.vitality[i] <= low[1] + span,
    );
    if (inside) return { low, span };
  }
  return { low: [0, 0], span: 1 };
}

class PlaneChart extends Chart {
  draw(trail, words, colours) {
    const pen = this.begin();
    const side = Math.min(this.width - 80, this.height - 34);
    const [left, top] = [(this.width - side) / 2 + 14, 6];
    const { low, span } = planeWindow(trail);
    const x = (value) => left + ((value - low[0]) / span) * side;
    const y = (value) => top + (1 - (value - low[1]) / span) * side;
    pen.lineWidth = 1;
    pen.fillStyle = colours.quiet;
    for (const step of [0, 0.25, 0.5, 0.75, 1]) {
      const [order, vitality] = low.map((from) => from + step * span);
      pen.strokeStyle = colours.faint;
      drawLine(pen, left, y(vitality), left + side, y(vitality));
      drawLine(pen, x(order), top, x(order), top + side);
      if (step % 0.5) continue;
      pen.textAlign = "center";
      pen.textBaseline = "top";
      pen.fillText(`${Math.round(100 * order)}`, x(order), top + side + 5);
      pen.textAlign = "right";
      pen.textBaseline = "middle";
      pen.fillText(`${Math.round(100 * vitality)}`, left - 6, y(vitality));
    }
    pen.textAlign = "right";
    pen.textBaseline = "top";
    pen.fillText(`${words.order} →`, left + side, top + side + 18);
    pen.save();
    pen.translate(left - 24, top);
    pen.rotate(-Math.PI / 2);
    pen.textBaseline = "bottom";
    pen.fillText(`${words.vitality} →`, 0, 0);
    pen.restore();
    this.tail(pen, trail, x, y, colours);
  }

  tail(pen, trail, x, y, colours) {
    const n = trail.days.length;
    if (!n) return;
    const from = trail.days.findIndex((day) => day >= trail.days[n - 1] - TAIL_DAYS);
    pen.lineWidth = 2;
    pen.strokeStyle = colours.ink;
    for (let i = from + 1; i < n; i++) {
      pen.globalAlpha = 0.12 + (0.6 * (i - from)) / (n - from);
      pen.beginPath();
      pen.moveTo(x(trail.order[i - 1]), y(trail.vitality[i - 1]));
      pen.lineTo(x(trail.order[i]), y(trail.vitality[i]));
      pen.stroke();
    }
    pen.globalAlpha = 1;
    pen.strokeStyle = colours.quiet;
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.arc(x(trail.order[trail.past]), y(trail.vitality[trail.past]), 5, 0, 2 * Math.PI);
    pen.stroke();
    pen.fillStyle = colours.ink;
    pen.beginPath();
    pen.arc(x(trail.order[n - 1]), y(trail.vitality[n - 1]), 4.5, 0, 2 * Math.PI);
    pen.fill();
  }
}

const emptyTrail = () => ({ days: [], order: [], vitality: [], marks: [], past: 0, at: 0, other: null });

class ChartsView {
  constructor(model, el) {
    this.model = model;
    this.trail = emptyTrail();
    this.titles = [make("h2"), make("h2")];
    const boxes = this.titles.map((title) => make("figure", "tw-figure", title));
    this.trend = new TrendChart(boxes[0]);
    this.plane = new PlaneChart(boxes[1]);
    this.hint = make("figcaption", "tw-quiet");
    boxes[1].append(this.hint);
    const root = make("div", "tw-charts", ...boxes);
    el.append(root);
    root.view = this;
    model.on("msg:custom", (content) => this.receive(content));
    model.on("change:words", () => this.draw());
    this.stops = [onTheme(() => this.draw()), watchSize(root, () => this.draw())];
    model.send({ kind: "ready" });
  }

  receive(content) {
    if (content.kind !== "trail") return;
    if (content.fresh) this.trail = emptyTrail();
    for (const name of ["days", "order", "vitality"]) this.trail[name].push(...content[name]);
    this.trail.marks = content.marks;
    this.trail.past = content.past;
    this.trail.at = content.at;
    if (content.fresh) this.trail.other = content.other;
    this.text = content.text;
    this.draw();
  }

  draw() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      const words = this.model.get("words");
      this.titles[0].textContent = words.trend;
      this.titles[1].textContent = words.plane;
      this.hint.textContent = words.plane_hint;
      for (const chart of [this.trend, this.plane]) {
        chart.draw(this.trail, words, theme());
        chart.canvas.setAttribute("aria-label", this.text || words.trend);
      }
    });
  }

  close() {
    for (const stop of this.stops) stop();
    cancelAnimationFrame(this.asked);
  }
}

export default {
  render({ model, el }) {
    const view = new ChartsView(model, el);
    return () => view.close();
  },
};
