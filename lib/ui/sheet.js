/* Draws the text and tables that the server wrote, and tells it which row was pressed.

   It waits until the browser is at rest: the map comes first. Each node is made here, from a
   closed list, and changed only where it differs; so whatever a text from outside may turn
   into is left out, and focus, place and what is open stay. */

const ELEMENTS = new Set(
  "b br button caption details div h2 i li p span summary table tbody td th thead tr ul".split(" "),
);
const ATTRIBUTE = /^(aria-[a-z]+|class|colspan|data-head|role|scope|tabindex|value)$/;
const ONLY = { style: /^(--cth-side|width):[\d.]+%?$/, type: /^button$/ };

const REST_MS = 35; // a browser that promises so much has no picture to draw
const LATEST_MS = 1000;

const sheets = new WeakMap();
const seen = new Set(); // all that stand on the page
const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 50, { timeRemaining: () => 50 }));

export default function ({ parentElement, data, setTriggerValue }) {
  const sheet = sheets.get(parentElement) ?? new Sheet(parentElement);
  sheets.set(parentElement, sheet);
  seen.add(sheet);
  sheet.audience = data.audience;
  sheet.tell = (value) => setTriggerValue("pressed", value);
  sheet.show(data.parts);
}

class Sheet {
  drawn = [];
  wanted = [];
  isAwaited = false;

  constructor(place) {
    this.place = place;
    place.classList.add("cth-sheet");
    place.addEventListener("click", (event) => {
      const row = event.target.closest("button.cth-row");
      if (row && event.detail <= 1) this.tell(row.value); // the second press of two would undo the first
    });
  }

  show(parts) {
    this.wanted = parts;
    if (this.isAwaited) return;
    this.isAwaited = true;
    this.place.setAttribute("aria-busy", "true");
    whenAtRest(() => this.drawNext());
  }

  /* One part, then the browser may do something else. */
  drawNext() {
    const at = this.wanted.findIndex((part, at) => part !== this.drawn[at]);
    if (at >= 0) {
      clearThoseOfOthers(this.audience);
      this.drawn[at] = this.wanted[at];
      if (!this.place.children[at]) this.place.append(document.createElement("div"));
      fill(this.place.children[at], new DOMParser().parseFromString(this.wanted[at], "text/html").body);
      idle(() => this.drawNext(), { timeout: LATEST_MS });
      return;
    }
    while (this.place.children.length > this.wanted.length) this.place.lastElementChild.remove();
    this.drawn.length = this.wanted.length;
    this.isAwaited = false;
    this.place.removeAttribute("aria-busy");
  }
}

/* What another audience sees leaves before the first of these figures comes, wherever it stands:
   its place on the page goes only when the server has said all. */
function clearThoseOfOthers(audience) {
  for (const sheet of seen) {
    if (!sheet.place.isConnected) seen.delete(sheet);
    else if (audience && sheet.audience && sheet.audience !== audience) {
      sheet.wanted = [];
      sheet.drawn = [];
      sheet.place.replaceChildren();
    }
  }
}

function whenAtRest(act, since = performance.now()) {
  idle(
    (time) => {
      const isDue = time.timeRemaining() >= REST_MS || performance.now() - since >= LATEST_MS;
      if (isDue) act();
      else setTimeout(whenAtRest, 4, act, since);
    },
    { timeout: LATEST_MS },
  );
}

/* Make the nodes of an element those of another, which stands in a document without scripts. */
function fill(element, wanted) {
  const isText = (node) => node.nodeType === Node.TEXT_NODE;
  const ours = [...wanted.childNodes].filter((node) => isText(node) || ELEMENTS.has(node.localName));
  const old = [...element.childNodes];
  ours.forEach((node, at) => {
    if (old[at]?.nodeName === node.nodeName) {
      if (!isText(node)) become(old[at], node);
      else if (old[at].data !== node.data) old[at].data = node.data;
      return;
    }
    const made = isText(node)
      ? document.createTextNode(node.data)
      : become(document.createElement(node.localName), node);
    if (old[at]) old[at].replaceWith(made);
    else element.append(made);
  });
  old.slice(ours.length).forEach((node) => node.remove());
}

function become(element, wanted) {
  for (const { name } of [...element.attributes]) {
    if (name !== "open" && !isOurs(name, wanted.getAttribute(name))) element.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (isOurs(name, value) && element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  fill(element, wanted);
  return element;
}

function isOurs(name, value) {
  if (value === null) return false;
  return Object.hasOwn(ONLY, name) ? ONLY[name].test(value) : ATTRIBUTE.test(name);
}
