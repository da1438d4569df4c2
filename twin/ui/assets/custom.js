// Solara puts this script at the head of the page. anywidget gives a widget two seconds to start
// and leaves its place empty after that; a slow laptop needs longer to open a whole page at once.
const within = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (milliseconds) => within(milliseconds === 2000 ? 60_000 : milliseconds);

// Solara's bar over a page that is long busy has no name; the panels themselves say what they do.
const shell = document.querySelector("#vue-app-template");
shell.textContent = shell.textContent.replace(
  "<v-progress-linear",
  '<v-progress-linear aria-hidden="true"',
);

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

// What the panels hand to the visitor: a file to keep, a text to paste.
window.twinHand = {
  file(name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  },
  parcel({ name, base64 }) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    window.twinHand.file(name, new Blob([bytes], { type: "application/zip" }));
  },
  // Tells whether the clipboard has it. Within a dialog only what the dialog holds can be chosen.
  async text(text, holder = document.body) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (refused) {
      // a page that came unencrypted may not write the clipboard: let the browser copy by hand
    }
    const box = document.createElement("textarea");
    box.value = text;
    holder.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  },
};
