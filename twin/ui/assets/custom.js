// Solara puts this script at the head of the page. anywidget gives a widget two seconds to start
// and leaves its place empty after that; a slow laptop needs longer to open a whole page at once.
const within = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (milliseconds) => within(milliseconds === 2000 ? 60_000 : milliseconds);

// What the links of all panels do: their addresses begin at the root of the server, and a plain
// click changes the page within this one; any other (new tab, say) is the browser's.
window.twinLinks = {
  root: () => (window.solara && window.solara.rootPath) || "",
  follow(event, go) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go();
  },
};
