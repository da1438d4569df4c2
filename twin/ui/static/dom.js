// Small helpers around the document. Text always goes through textContent: nothing a participant
// or a district file brings along can become markup.

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const child of children) element.append(child);
  return element;
}

function makeButton(className, label, face, onClick) {
  const button = make("button", className);
  button.type = "button";
  button.textContent = face;
  button.title = label;
  button.setAttribute("aria-label", label);
  button.addEventListener("click", onClick);
  return button;
}

function makeSvg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Numbers as the reader's language writes them: at most three digits that mean something.
function formatNumber(value, language) {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en-GB", {
    maximumFractionDigits: digits,
  }).format(value);
}

function watchSize(element, callback) {
  const watcher = new ResizeObserver(callback);
  watcher.observe(element);
  return () => watcher.disconnect();
}

const NAME_FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif';
