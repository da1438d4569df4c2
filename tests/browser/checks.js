// What every form of the page must have. Evaluated in the page; each check gives what is wrong.

const checks = {
  // Texts that are wider than their box and so cannot be read whole.
  cut() {
    const kinds = "button, summary, label, legend, output, h1, h2, dt, dd, p";
    return [...document.querySelectorAll(kinds)]
      .filter((e) => e.checkVisibility()) // what is in a closed fold has no size yet
      .filter((e) => e.offsetParent && e.clientWidth && e.scrollWidth > e.clientWidth + 1)
      .filter((e) => getComputedStyle(e).position !== "absolute")
      .filter((e) => !e.closest(".tw-reset, .tw-title"))
      .map(describe);
  },

  // Controls and pictures that have no name for those who cannot see them.
  nameless() {
    const kinds = [".tw-root button", ".tw-root input", ".tw-root select", "canvas[role=img]"];
    return [...document.querySelectorAll(kinds.join(","))]
      .filter((e) => e.offsetParent)
      .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim() || e.labels?.length))
      .map((e) => e.outerHTML.slice(0, 120));
  },

  // Texts whose contrast with what lies behind them is under 4.5 to 1 (WCAG 2.2, 1.4.3).
  pale() {
    return [...document.querySelectorAll(".tw-page *, .tw-start *, .tw-compare *, .tw-sweep *, .tw-room *")]
      .filter((e) => e.offsetParent && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
      .map((e) => [contrast(parse(getComputedStyle(e).color), ground(e)), describe(e)])
      .filter(([ratio]) => ratio < 4.5);
  },

  // Texts of the projector view that are smaller than 16 px on the screen.
  small() {
    return [...document.querySelectorAll(".tw-room-stage *")]
      .filter((e) => e.checkVisibility() && !e.closest(".tw-room-hidden, .tw-room-label"))
      .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
      .map((e) => [parseFloat(getComputedStyle(e).fontSize) * scale(e), describe(e)])
      .filter(([size]) => size < 15.9);
  },

  // Boxes with a scroll bar of their own, of which a part cannot be seen.
  scrolled() {
    return [...document.querySelectorAll(".tw-room-stage *")]
      .filter((e) => e.checkVisibility() && e.scrollHeight > e.clientHeight + 1)
      .filter((e) => ["auto", "scroll"].includes(getComputedStyle(e).overflowY))
      .map(describe);
  },

  // How many colours the map has: a blank one has one.
  colours() {
    const canvas = document.querySelector(".tw-canvas");
    const pen = canvas.getContext("2d");
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  },

  // Identifiers used twice.
  doubled() {
    const ids = [...document.querySelectorAll(".tw-root [id]")].map((e) => e.id);
    return ids.filter((id, i) => ids.indexOf(id) !== i);
  },
};

function describe(e) {
  return `${e.className.baseVal ?? e.className}: ${e.textContent.trim().slice(0, 40)}`;
}

function scale(e) {
  const drawn = e.ownerSVGElement && e.getScreenCTM();
  return drawn ? Math.hypot(drawn.a, drawn.b) : 1;
}

function parse(colour) {
  return colour.match(/[\d.]+/g).map(Number);
}

function ground(e) {
  for (; e; e = e.parentElement) {
    const colour = parse(getComputedStyle(e).backgroundColor);
    if (colour.length < 4 || colour[3] > 0.9) return colour;
  }
  return [255, 255, 255];
}

function light([r, g, b]) {
  const line = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  return 0.2126 * line(r) + 0.7152 * line(g) + 0.0722 * line(b);
}

function contrast(a, b) {
  const [most, least] = [light(a), light(b)].sort((x, y) => y - x);
  return (most + 0.05) / (least + 0.05);
}
