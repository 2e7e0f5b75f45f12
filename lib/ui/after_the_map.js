/* Tells the server that the map is painted and the browser at rest, as long as this place is there:
   what is said while the server cannot be reached is lost. */
const LATEST_MS = 8000; // a map that cannot be drawn holds nothing up for longer
const AGAIN_MS = 3000;
const DRAWN = "closer-map-drawn"; // said by the map in its frame (lib/maps/assets/host.js)

const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));

export default function ({ setTriggerValue }) {
  let isOver = false;
  let next = setTimeout(tell, LATEST_MS);
  function tell() {
    clearTimeout(next);
    if (isOver) return;
    setTriggerValue("painted", true);
    next = setTimeout(tell, AGAIN_MS);
  }
  const atRest = () => idle(tell, { timeout: 1000 });
  if (window.closerMapIsDrawn) atRest();
  else addEventListener(DRAWN, atRest, { once: true });
  return () => {
    isOver = true;
    clearTimeout(next);
    removeEventListener(DRAWN, atRest);
  };
}
