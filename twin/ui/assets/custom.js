// Solara puts this script at the head of the page. anywidget gives a widget two seconds to start
// and leaves its place empty after that; a slow laptop needs longer to open a whole page at once.
const within = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (milliseconds) => within(milliseconds === 2000 ? 60_000 : milliseconds);
