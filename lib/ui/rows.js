/* Tells the server which row of the table beside it was pressed. The table stands in the page
   as any other: without this file it can still be read, and the list of boroughs chooses. */
const cleanups = new WeakMap();

export default function ({ parentElement, setTriggerValue }) {
  const place = parentElement.closest('[class*="st-key-rows-"]');
  cleanups.get(place)?.(); // called again when the theme changes
  let pressed = null;

  const press = (event) => {
    const row = event.target.closest("button.cth-row");
    if (!row || event.detail > 1) return; // the second press of two would undo the first
    pressed = row.value;
    setTriggerValue("pressed", row.value);
  };
  // The table that comes back is a new one: the focus returns to the row that had it.
  const watcher = new MutationObserver(() => {
    if (pressed === null || document.activeElement !== document.body) return;
    const rows = [...place.querySelectorAll("button.cth-row")];
    rows.find((row) => row.value === pressed)?.focus({ preventScroll: true });
    pressed = null;
  });

  place.addEventListener("click", press);
  watcher.observe(place, { childList: true, subtree: true });
  const cleanup = () => {
    place.removeEventListener("click", press);
    watcher.disconnect();
  };
  cleanups.set(place, cleanup);
  return cleanup;
}
