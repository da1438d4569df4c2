// What lies on and around the map: layer switch, clock, legend, zoom, the card of a cell.
// Each function builds its piece once and gives back how to update it.

function makeLayerSwitch(words, onChoose) {
  const box = make("div", "tw-layers");
  box.setAttribute("role", "radiogroup");
  const choose = (name) => {
    for (const button of box.children) {
      const on = button.dataset.layer === name;
      button.setAttribute("aria-checked", on);
      button.tabIndex = on ? 0 : -1;
    }
  };
  const label = (words) => {
    const active = box.querySelector("[aria-checked=true]");
    box.setAttribute("aria-label", words.layers_label);
    box.replaceChildren(
      ...words.layers.map((layer) => {
        const button = make("button", "tw-layer", layer.label);
        button.type = "button";
        button.setAttribute("role", "radio");
        button.dataset.layer = layer.name;
        button.title = layer.text;
        button.addEventListener("click", () => onChoose(layer.name));
        return button;
      }),
    );
    if (active) choose(active.dataset.layer);
  };
  box.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...box.children];
    const next = (buttons.indexOf(event.target) + step + buttons.length) % buttons.length;
    buttons[next].focus();
    onChoose(buttons[next].dataset.layer);
  });
  label(words);
  return { box, choose, label };
}

// Date and hour in words, and the sun or moon on its way over a dial.
function makeClock() {
  const size = 30;
  const sun = makeSvg("circle", { r: 4.2, class: "tw-sun" });
  const dial = makeSvg(
    "svg",
    { viewBox: `0 0 ${size} ${size}`, class: "tw-dial", "aria-hidden": "true" },
    makeSvg("circle", { cx: 15, cy: 15, r: 10.5, class: "tw-dial-ring" }),
    makeSvg("line", { x1: 1.5, x2: 28.5, y1: 15, y2: 15, class: "tw-dial-ground" }),
    sun,
  );
  const date = make("span", "tw-date");
  const hour = make("strong", "tw-hour");
  const box = make("div", "tw-clock", dial, make("div", "", hour, date));
  const show = (clock) => {
    const angle = ((clock.at - 6) / 24) * 2 * Math.PI;
    sun.setAttribute("cx", 15 - 10.5 * Math.cos(angle));
    sun.setAttribute("cy", 15 - 10.5 * Math.sin(angle));
    box.dataset.part = clock.at >= 6 && clock.at < 18 ? "day" : "night";
    date.textContent = clock.date;
    hour.textContent = clock.hour;
  };
  return { box, show };
}

function makeLegend() {
  const box = make("details", "tw-legend");
  const roomy = window.matchMedia("(min-width: 700px)");
  const fold = () => (box.open = roomy.matches); // a turned tablet has another room for it
  fold();
  roomy.addEventListener("change", fold);
  const leave = () => roomy.removeEventListener("change", fold);
  const title = make("summary");
  const ramp = make("canvas", "tw-ramp");
  [ramp.width, ramp.height] = [256, 1];
  const ticks = make("div", "tw-ticks");
  const marks = make("ul", "tw-marks");
  box.append(title, ramp, ticks, marks);
  const show = (words, layer, colours, language) => {
    title.textContent = `${layer.label} (${layer.unit})`;
    const image = new ImageData(256, 1);
    new Uint32Array(image.data.buffer).set(rampTable(colours.ramp, layer.quiet));
    ramp.getContext("2d").putImageData(image, 0, 0);
    ticks.replaceChildren(
      ...[0, 0.5, 1].map((at) => {
        const value = layer.high * (layer.root ? at * at : at);
        return make("span", "", formatNumber(value, language));
      }),
    );
    marks.replaceChildren(...legendMarks(words, colours));
  };
  return { box, show, leave };
}

function legendMarks(words, colours) {
  const row = (stamp, text) => {
    stamp.canvas.className = "tw-mark";
    stamp.canvas.setAttribute("aria-hidden", "true");
    return make("li", "", stamp.canvas, make("span", "", text));
  };
  const ratio = 2;
  const stamps = [
    [makeStamp("square", colours.licensed, colours.halo, 3.4, ratio), words.licensed],
    [makeStamp("circle", colours.unlicensed, colours.halo, 3.4, ratio), words.unlicensed],
    ...TEAM_SHAPES.map((shape, i) => [
      makeStamp(shape, colours.teams[i], colours.halo, 5.4, ratio),
      words.departments[i],
    ]),
    [makeStamp("circle", colours.ink, colours.halo, 5, ratio, true), words.hollow],
  ];
  return stamps.map(([stamp, text]) => row(stamp, text));
}

function makeZoom(words, onZoom) {
  const box = make("div", "tw-zoom");
  const label = (words) =>
    box.replaceChildren(
      makeButton("tw-zoom-button", words.zoom_in, "+", () => onZoom(1.5)),
      makeButton("tw-zoom-button", words.zoom_out, "−", () => onZoom(1 / 1.5)),
      makeButton("tw-zoom-button", words.zoom_fit, "⤢", () => onZoom(0)),
    );
  label(words);
  return { box, label };
}

// The card of a cell: where it is, what the layer says, who is there.
function makeCard(onClose) {
  const title = make("strong");
  const land = make("span", "tw-card-land");
  const rows = make("dl");
  const close = makeButton("tw-card-close", "", "×", onClose);
  const box = make("div", "tw-card", close, title, land, rows);
  box.hidden = true;
  const show = (facts, words) => {
    box.hidden = !facts;
    if (!facts) return;
    close.title = words.close;
    close.setAttribute("aria-label", words.close);
    close.hidden = !facts.pinned;
    box.classList.toggle("tw-card-pinned", facts.pinned);
    title.textContent = facts.title;
    land.textContent = facts.land;
    rows.replaceChildren(
      ...facts.rows.flatMap(([name, value]) => [make("dt", "", name), make("dd", "", value)]),
    );
  };
  return { box, show };
}

// The leading numbers beside a map, where the page shows several maps.
function makeNumbers() {
  const box = make("dl", "tw-pane-numbers");
  box.hidden = true;
  const show = (items) => {
    box.hidden = false;
    box.replaceChildren(
      ...items.map((item) => {
        const value = make("dd", "tw-value", item.value, make("small", "", item.unit));
        const name = make("dt", "", item.label);
        name.title = item.text;
        return make("div", `tw-number tw-of-${item.name}`, name, value, make("dd", "tw-sentence", item.sentence));
      }),
    );
  };
  return { box, show };
}
