// Differences over time, one chart an indicator: what the cities on the page show now as a line,
// and behind it the band of many futures. Every chart has a sentence above it and a table below.

const DIFF = { height: 190, left: 46, right: 26, top: 10, bottom: 24 };

function niceLimit(values, least) {
  const most = Math.max(least, ...values.map(Math.abs));
  const unit = 10 ** Math.floor(Math.log10(most));
  return unit * [1, 2, 3, 4, 5, 6, 8, 10].find((k) => k * unit >= most);
}

// How far a chart reaches above and below zero: as far as its values, but never so little on one side that zero leaves the picture.
function niceSides(values, least) {
  const [up, down] = [1, -1].map((sign) => niceLimit(values.map((value) => Math.max(0, sign * value)), least));
  return { up: Math.max(up, down / 4), down: Math.max(down, up / 4) };
}

function signed(value, language) {
  if (value === 0) return "0";
  return `${value > 0 ? "+" : "−"}${formatNumber(Math.abs(value), language)}`;
}

const isNumber = (value) => value !== null && value !== undefined;

// The points of a line as runs without a gap.
function runsOf(days, values) {
  const runs = [[]];
  days.forEach((day, i) => {
    if (isNumber(values[i])) runs[runs.length - 1].push([day, values[i], i]);
    else if (runs[runs.length - 1].length) runs.push([]);
  });
  return runs.filter((run) => run.length);
}

class DifferenceChart {
  constructor() {
    this.title = make("h3");
    this.unit = make("span", "tw-quiet");
    this.sentences = make("div", "tw-diff-words");
    this.plot = makeSvg("svg", { role: "img", class: "tw-diff-plot", height: DIFF.height });
    this.table = make("table");
    this.summary = make("summary");
    this.scroll = make("div", "tw-scroll", this.table);
    this.scroll.tabIndex = 0;
    this.scroll.setAttribute("role", "group");
    this.more = make("details", "tw-diff-table", this.summary, this.scroll);
    this.more.addEventListener("toggle", () => this.fill());
    this.box = make("figure", "tw-diff", make("figcaption", "", this.title, this.unit), this.sentences, this.plot, this.more);
  }

  show(chart, state) {
    [this.chart, this.state] = [chart, state];
    this.title.textContent = chart.title;
    this.unit.textContent = chart.unit;
    this.sentences.replaceChildren(...chart.sentences.map((text) => make("p", "", text)));
    this.plot.setAttribute("aria-label", [chart.title, ...chart.sentences].join(" "));
    this.summary.textContent = state.words.table;
    this.scroll.setAttribute("aria-label", `${chart.title}: ${state.words.table}`);
    this.draw(chart, state);
    this.fill();
  }

  draw(chart, state) {
    const all = chart.pairs.flatMap((pair) => [...pair.live, ...pair.low, ...pair.high, ...pair.mean]);
    const { up, down } = niceSides(all.filter(isNumber), chart.least);
    const last = Math.max(state.horizon, ...state.days);
    const { height, left, right, top, bottom } = DIFF;
    const width = this.plot.clientWidth || 560; // as wide as the page has room, text of one size
    const x = (day) => left + (day / last) * (width - left - right);
    const y = (value) => top + ((up - value) / (up + down)) * (height - top - bottom);
    const parts = [...this.axes({ x, y, up, down, last, width }, state)];
    const ends = [];
    for (const pair of chart.pairs) {
      const { letter } = pair;
      for (const run of runsOf(state.ahead, pair.low)) parts.push(bandOf(run, pair, { x, y }));
      for (const run of runsOf(state.ahead, pair.mean)) parts.push(lineOf(run, { x, y }, `tw-mean tw-line-${letter}`));
      const live = runsOf(state.days, pair.live);
      for (const run of live) parts.push(lineOf(run, { x, y }, `tw-live tw-line-${letter}`));
      const end = (live.length ? live : runsOf(state.ahead, pair.mean)).at(-1)?.at(-1);
      if (end) ends.push({ letter, x: x(end[0]), y: y(end[1]) });
    }
    this.plot.replaceChildren(...parts, ...endLetters(ends));
  }

  *axes({ x, y, up, down, last, width }, { words, language }) {
    for (const value of [up, up / 2, 0, -down / 2, -down]) {
      yield makeSvg("line", { x1: DIFF.left, x2: width - DIFF.right, y1: y(value), y2: y(value),
        class: value ? "tw-grid" : "tw-zero" });
      if (value && value !== up && value !== -down) continue;
      yield makeSvg("text", { x: DIFF.left - 7, y: y(value) + 4, class: "tw-tick", "text-anchor": "end" }, signed(value, language));
    }
    const step = [1, 2, 7, 14, 28, 56, 112, 364].find((days) => last / days <= 6) || 364;
    for (let day = 0; day <= last; day += step) {
      const label = day ? (language === "zh" ? `${day} ${words.days}` : `${words.days} ${day}`) : words.start;
      yield makeSvg("text", { x: x(day), y: DIFF.height - 6, class: "tw-tick", "text-anchor": "middle" }, label);
    }
  }

  fill() {
    if (!this.more.open || !this.chart) return;
    const { chart, state } = this;
    const { words, days, ahead, horizon, language } = state;
    const heads = [words.day, ...chart.pairs.flatMap(({ name }) => [`${name} · ${words.live}`, `${name} · ${words.mean}`, words.interval])];
    const every = [...new Set([...days, ...ahead])].sort((a, b) => a - b).filter((day) => day && (day % 7 === 0 || day === horizon));
    const text = (value) => (isNumber(value) ? signed(value, language) : "–");
    const rows = every.map((day) => {
      const [now, then] = [days.indexOf(day), ahead.indexOf(day)];
      const cells = chart.pairs.flatMap((pair) => [
        text(pair.live[now]), text(pair.mean[then]),
        isNumber(pair.low[then]) ? `${text(pair.low[then])} … ${text(pair.high[then])}` : "–",
      ]);
      const head = make("th", "", `${day}`);
      head.scope = "row";
      return make("tr", "", head, ...cells.map((cell) => make("td", "", cell)));
    });
    const top = heads.map((head) => {
      const cell = make("th", "", head);
      cell.scope = "col";
      return cell;
    });
    this.table.replaceChildren(make("thead", "", make("tr", "", ...top)), make("tbody", "", ...rows));
  }
}

function lineOf(run, { x, y }, className) {
  const points = run.map(([day, value]) => `${x(day).toFixed(1)},${y(value).toFixed(2)}`).join(" ");
  return makeSvg("polyline", { points, class: className });
}

function bandOf(run, pair, { x, y }) {
  const there = run.map(([day, low]) => [x(day), y(low)]);
  const back = run.map(([day, , i]) => [x(day), y(pair.high[i])]).reverse();
  const points = [...there, ...back].map(([a, b]) => `${a.toFixed(1)},${b.toFixed(2)}`).join(" ");
  return makeSvg("polygon", { points, class: `tw-band tw-line-${pair.letter}` });
}

// The letters of the panes stand at the ends of their lines, pushed apart where they would touch.
function endLetters(ends) {
  ends.sort((a, b) => a.y - b.y);
  ends.forEach((end, i) => {
    if (i) end.y = Math.max(end.y, ends[i - 1].y + 13);
  });
  return ends.map(({ letter, x, y }) =>
    makeSvg("text", { x: x + 6, y: y + 4, class: `tw-end tw-line-${letter}` }, letter));
}

class DifferencesView {
  constructor(model, el) {
    this.charts = new Map();
    this.root = make("div", "tw-diffs");
    this.root.view = this;
    el.append(this.root);
    model.on("msg:custom", (state) => this.show(state));
    this.stop = watchSize(this.root, () => this.state && this.show(this.state));
    model.send({ kind: "ready" });
  }

  show(state) {
    this.state = state;
    for (const chart of state.charts) {
      if (!this.charts.has(chart.name)) {
        const made = new DifferenceChart();
        this.charts.set(chart.name, made);
        this.root.append(made.box);
      }
      this.charts.get(chart.name).show(chart, state);
    }
    this.root.dataset.days = state.days.length;
    this.root.dataset.times = state.times;
  }
}

export default {
  render({ model, el }) {
    return new DifferencesView(model, el).stop;
  },
};
