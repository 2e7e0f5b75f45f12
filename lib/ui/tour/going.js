/* Goes to another view as the browser's own buttons do: one step to go back, and what belongs to the
   visit (files that were sent, an opened contract) stays. The links are links: they can be copied,
   or opened elsewhere.

   Whoever comes to a step stands with the keyboard on what is to be done next. Where the strip stays
   in sight, the part of the page that answers is brought beneath it, and the next step is next; else
   the button that leads to the part. Both are done once for each step, and neither after the reader
   has done something. Escape comes back to the strip from wherever in the page. */
const MOVED = "closerTourMoved";
const ARRIVED = "closerTourArrived"; // at which view: on a later run nobody arrives
const LOOK_EVERY_MS = 200;
const STILL_LOOKS = 10; // what is drawn above the part may push it on
const LATEST_LOOKS = 600;
const ACTS = ["wheel", "touchstart", "pointerdown", "keydown", "popstate"];
const MAP = 'iframe[title="streamlit_folium.st_folium"]';
const OWN_ESCAPE = "input, textarea, select, [role=combobox], [role=listbox], [role=dialog]";

const drawn = new WeakMap();
let latest = null; // the next step, where a strip is

export default function ({ parentElement, data }) {
  const nav = parentElement.querySelector("nav");
  if (drawn.get(nav) === JSON.stringify(data)) return; // the keyboard may stand on a link
  drawn.set(nav, JSON.stringify(data));
  nav.setAttribute("aria-label", data.name);

  const target = (to) => {
    const url = new URL(to, location.href);
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (value && data.kept.includes(name)) url.searchParams.append(name, value);
    }
    return url;
  };
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    window[MOVED] = true;
    history.pushState({}, "", event.currentTarget.href);
    dispatchEvent(new PopStateEvent("popstate"));
  };

  const links = data.links.map(({ said, to, is_next }) => {
    const link = document.createElement("a");
    link.textContent = said;
    link.href = target(to);
    link.className = is_next ? "is-next" : "";
    link.addEventListener("click", follow);
    // whose view it is may have changed since
    link.addEventListener("pointerenter", () => { link.href = target(to); });
    link.addEventListener("focus", () => { link.href = target(to); });
    return link;
  });
  const parts = [...links];
  if (data.section) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Go to “${data.section}”`;
    button.addEventListener("click", () => {
      const heading = headingOf(data.section);
      if (!heading) return;
      bringIntoView(heading);
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    });
    parts.unshift(button);
  }
  nav.replaceChildren(...parts);

  latest = nextOf(nav);
  if (latest) arrive(data, nav);
}

const nextOf = (nav) => nav.querySelector(".is-next");

function arrive(data, nav) {
  const view = `${location.pathname} ${data.name}`;
  const isCalled = window[MOVED] || (window[ARRIVED] !== view && nothingHasTheKeyboard());
  window[MOVED] = false;
  window[ARRIVED] = view;
  if (!isCalled) return;
  main()?.scrollTo(0, 0); // the view before it may have been scrolled
  bringOnceThere(data.section, nav);
}

/* Neither from whoever went on with it, nor from what they went on to. */
function takeTheKeyboard(nav) {
  const [next, button] = [nextOf(nav), nav.querySelector("button")];
  const isOurs = nav.contains(nav.getRootNode().activeElement);
  if (!isOurs && !nothingHasTheKeyboard()) return;
  (isPinned() || !button ? next : button)?.focus({ preventScroll: true });
}

/* The page is new, or what had the keyboard went with the page before. */
const nothingHasTheKeyboard = () => document.activeElement === document.body;

document.addEventListener("keydown", (event) => {
  const isForUs = event.key === "Escape" && !event.defaultPrevented && !event.target.closest(OWN_ESCAPE);
  if (!isForUs || !strip() || !latest?.isConnected) return;
  if (!isPinned()) strip().scrollIntoView({ block: "center" });
  latest.focus({ preventScroll: true });
});

const main = () => document.querySelector('[data-testid="stMain"]');

/* The strip of a step, but on the page of all six. */
const strip = () => document.querySelector(".st-key-tour:has(h2)");
const pinned = () => strip()?.parentElement;
const isPinned = () => Boolean(pinned()) && getComputedStyle(pinned()).position === "sticky";

const headingOf = (section) =>
  [...document.querySelectorAll("h2, h3, p:not(.is-awaited)")].find(
    (one) => one.textContent.trim().startsWith(section) && !one.closest(".st-key-tour"),
  );

/* Beneath the header, and beneath the strip where it stays. */
function bringIntoView(heading) {
  const part = heading.closest('[data-testid="stHtml"], .cth-sheet > div') ?? heading;
  const header = document.querySelector('[data-testid="stHeader"]')?.offsetHeight ?? 0;
  part.style.scrollMarginTop = `${header + (isPinned() ? pinned().offsetHeight : 0) + 16}px`;
  part.scrollIntoView({ behavior: "auto", block: "start" });
}

/* The part may be drawn seconds later, its style too, and what is drawn above pushes it on: so it is
   brought until nothing has moved for a while and nothing more is awaited. A reader who scrolls,
   touches or presses anything, over a map too, has the page for good. */
function bringOnceThere(section, nav) {
  let [looks, still, tallBefore] = [0, 0, 0];
  const stop = () => {
    clearInterval(looking);
    listen(removeEventListener);
  };
  const listen = (how) => {
    for (const where of [window, ...frames()]) {
      for (const act of ACTS) how.call(where, act, stop, { capture: true, passive: true });
    }
  };
  const look = () => {
    listen(addEventListener);
    takeTheKeyboard(nav);
    const heading = section && headingOf(section);
    if (heading && isPinned()) bringIntoView(heading);
    const tall = main()?.scrollHeight;
    const isDone = isAtRest() && (heading || !section) && tall === tallBefore;
    still = isDone ? still + 1 : 0;
    tallBefore = tall;
    if (still >= STILL_LOOKS || ++looks >= LATEST_LOOKS) stop();
  };
  const looking = setInterval(look, LOOK_EVERY_MS);
  look();
}

/* Of maps alone: they are of this page's origin, others would refuse. */
const frames = () => [...document.querySelectorAll(MAP)].map((frame) => frame.contentWindow);

const isAtRest = () =>
  Boolean(document.querySelector('[data-test-script-state="notRunning"]')) &&
  !document.querySelector(".is-awaited");
