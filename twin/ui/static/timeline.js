// The timeline: a slider from the opening to the horizon. What was lived can be gone back to; the
// marks above the rail, and the list beside it, are what happened.

class TrackView {
  constructor(model, el) {
    this.model = model;
    this.state = null;
    this.input = make("input", "tw-track-slide");
    this.input.type = "range";
    this.input.step = 1;
    this.marks = make("div", "tw-track-marks");
    this.marks.setAttribute("aria-hidden", "true");
    this.list = make("select", "tw-track-jump");
    this.now = make("output", "tw-track-now");
    this.note = make("p", "tw-track-note tw-quiet");
    this.strike = make("select", "tw-strike");
    const rail = make("div", "tw-track-rail", this.marks, this.input);
    this.root = make("section", "tw-track", this.now, rail, this.list, this.strike, this.note);
    el.append(this.root);
    this.root.view = this;
    this.input.addEventListener("input", () => (this.held = true));
    this.input.addEventListener("change", () => this.go(Number(this.input.value)));
    this.list.addEventListener("change", () => {
      if (this.list.value) this.go(Number(this.list.value));
      this.list.value = "";
    });
    this.strike.addEventListener("change", () => {
      if (this.strike.value) this.model.send({ kind: "act", name: "strike", value: this.strike.value });
      this.strike.value = "";
    });
    this.offer();
    model.on("msg:custom", (content) => this.receive(content));
    model.on("change:words", () => {
      this.offer();
      this.draw();
    });
    model.send({ kind: "ready" });
  }

  go(tick) {
    this.held = false;
    this.model.send({ kind: "act", name: "go", value: tick });
  }

  // The shocks that can be set off.
  offer() {
    const words = this.model.get("words");
    this.strike.setAttribute("aria-label", words.strike);
    this.strike.title = words.strike_hint;
    const options = [{ name: "", title: words.shocks }, ...words.offer];
    this.strike.replaceChildren(
      ...options.map(({ name, title }) => {
        const option = make("option", "", title);
        option.value = name;
        return option;
      }),
    );
  }

  receive(content) {
    if (content.kind !== "track") return;
    this.state = content;
    this.draw();
  }

  draw() {
    const { state } = this;
    if (!state) return;
    const words = this.model.get("words");
    this.input.min = state.first;
    this.input.max = state.last;
    if (!this.held) this.input.value = state.now;
    this.root.setAttribute("aria-label", words.timeline);
    this.input.setAttribute("aria-label", words.timeline);
    this.input.setAttribute("aria-valuetext", state.when);
    this.share("--at", state.now);
    this.share("--head", state.head);
    this.now.textContent = state.when;
    this.note.textContent = state.now < state.head ? words.gone_back : "";
    this.note.hidden = state.now >= state.head;
    this.drawEvents(state, words);
  }

  share(name, tick) {
    const { first, last } = this.state;
    this.root.style.setProperty(name, (tick - first) / Math.max(1, last - first));
  }

  drawEvents(state, words) {
    const key = JSON.stringify([state.events, state.last, words.jump, state.head]);
    if (key === this.drawn) return;
    this.drawn = key;
    const span = Math.max(1, state.last - state.first);
    this.marks.replaceChildren(
      ...state.events
        .filter((event) => event.tick <= state.last)
        .map((event) => {
          const mark = make("i", `tw-track-mark tw-track-${event.kind}`);
          mark.style.setProperty("--at", (event.tick - state.first) / span);
          mark.title = `${event.when} ${event.text}`;
          mark.addEventListener("click", () => this.go(event.tick));
          return mark;
        }),
    );
    const lived = state.events.filter((event) => event.tick <= state.last);
    const first = make("option", "", words.events);
    first.value = "";
    this.list.replaceChildren(
      first,
      ...lived.map((event) => {
        const option = make("option", "", `${event.when} · ${event.text}`);
        option.value = event.tick;
        return option;
      }),
    );
    this.list.disabled = !lived.length;
    this.list.setAttribute("aria-label", words.jump);
  }
}

export default {
  render({ model, el }) {
    new TrackView(model, el);
  },
};
