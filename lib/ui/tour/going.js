/* Goes to another view as the browser's own buttons do: one step to go back, and what belongs to the
   visit (files that were sent, an opened contract) stays. The links are links: they can be copied,
   or opened elsewhere. After a step the keyboard stands on the link to the next one. */
const MOVED = "closerTourMoved";

export default function ({ parentElement, data }) {
  const nav = parentElement.querySelector("nav");
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
  const show = () => {
    const heading = [...document.querySelectorAll("h2, h3, p")]
      .find((one) => one.textContent.trim().startsWith(data.section));
    if (!heading) return;
    heading.tabIndex = -1;
    heading.scrollIntoView({ behavior: "auto", block: "start" });
    heading.focus({ preventScroll: true });
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
    button.addEventListener("click", show);
    parts.unshift(button);
  }
  nav.replaceChildren(...parts);
  if (window[MOVED]) {
    window[MOVED] = false;
    (nav.querySelector(".is-next") ?? nav.querySelector("a"))?.focus({ preventScroll: true });
  }
}
