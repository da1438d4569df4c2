// Colours of the map and the charts, for light and dark pages.
//
// The ramps are cividis (Nunez, Anderton & Renslow 2018), which reads the same with every kind of
// colour vision; on a light page it runs the other way, from paper to ink. Marks never differ by
// colour alone: each kind also has its own shape. tests/browser checks the distances.

const THEMES = {
  light: {
    ramp: ["#fdfbf0", "#f4edcb", "#e2d59d", "#bdb183", "#8e8f80", "#61707f", "#39547c", "#153c74"],
    halo: "#ffffff",
    dotHalo: "rgba(255,255,255,.6)",
    border: "rgba(255,255,255,.75)",
    rim: "rgba(40,46,56,.6)",
    name: "#1c2026",
    nameHalo: "rgba(255,255,255,.86)",
    cursor: "#1c2026",
    licensed: "#009e73",
    unlicensed: "#cc3311",
    teams: ["#332288", "#000000", "#000000", "#555555", "#000000"],
    order: "#332288",
    vitality: "#cc3311",
    ink: "#1c2026",
    faint: "rgba(28,32,38,.13)",
    quiet: "rgba(28,32,38,.62)",
    land: ["#efece4", "#f4dcc0", "#dfe3ee", "#dfe9d8", "#e3dfe6"],
    sky: [[246, 245, 241], [228, 231, 238]],
  },
  dark: {
    ramp: ["#0d2346", "#17386f", "#3b4a6d", "#5a606e", "#7b7b77", "#a09873", "#ccb965", "#fbe45a"],
    halo: "#101317",
    dotHalo: "rgba(16,19,23,.65)",
    border: "rgba(12,14,18,.7)",
    rim: "rgba(226,231,240,.5)",
    name: "#f2f3f5",
    nameHalo: "rgba(12,14,18,.8)",
    cursor: "#ffffff",
    licensed: "#56b4e9",
    unlicensed: "#ff6a45",
    teams: ["#f0e442", "#ffffff", "#ffffff", "#a8a8a8", "#ffffff"],
    order: "#88ccee",
    vitality: "#f0a05a",
    ink: "#eef0f3",
    faint: "rgba(238,240,243,.14)",
    quiet: "rgba(238,240,243,.62)",
    land: ["#22262c", "#3d3226", "#252c3a", "#22301f", "#2e2a33"],
    sky: [[24, 27, 32], [13, 15, 19]],
  },
};

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen) return chosen === "dark";
  return window.matchMedia("(prefers-color-scheme: dark)").matches;
}

function theme() {
  return THEMES[isDark() ? "dark" : "light"];
}

// Call back whenever the page turns light or dark; gives a function that stops it.
function onTheme(callback) {
  const media = window.matchMedia("(prefers-color-scheme: dark)");
  const watcher = new MutationObserver(callback);
  watcher.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  media.addEventListener("change", callback);
  return () => {
    watcher.disconnect();
    media.removeEventListener("change", callback);
  };
}

function hexToRgb(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

// 256 colours as packed little-endian RGBA, ready to be written into an ImageData. A quiet layer
// runs from the other end: there it is what is low that has to be seen.
function rampTable(stops, quiet) {
  const table = new Uint32Array(256);
  const colours = (quiet ? [...stops].reverse() : stops).map(hexToRgb);
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (colours.length - 1);
    const k = Math.min(Math.floor(at), colours.length - 2);
    const [r, g, b] = colours[k].map((c, j) => Math.round(c + (colours[k + 1][j] - c) * (at - k)));
    table[i] = (255 << 24) | (b << 16) | (g << 8) | r;
  }
  return table;
}
