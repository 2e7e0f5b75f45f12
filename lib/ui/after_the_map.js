/* Tells the server once that the map is painted and the browser is at rest. */
const LATEST_MS = 8000; // a map that cannot be drawn holds nothing up for longer
const DRAWN = "closer-map-drawn"; // said by the map in its frame (lib/maps/assets/host.js)

const asked = new WeakSet();
const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));

export default function ({ parentElement, setTriggerValue }) {
  if (asked.has(parentElement)) return;
  asked.add(parentElement);
  const tell = () => {
    clearTimeout(latest);
    removeEventListener(DRAWN, atRest);
    setTriggerValue("painted", true);
  };
  const atRest = () => idle(tell, { timeout: 1000 });
  const latest = setTimeout(tell, LATEST_MS);
  if (window.closerMapIsDrawn) atRest();
  else addEventListener(DRAWN, atRest);
}
