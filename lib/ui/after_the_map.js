/* Tells the server that the map is painted and the browser at rest, as long as this place is there:
   what is said while the server cannot be reached is lost. One place at a time: Streamlit sends what
   two of them say at once as one message, and draws the first alone. */
const LATEST_MS = 8000; // a map that cannot be drawn holds nothing up for longer
const AGAIN_MS = 3000;
const DRAWN = "closer-map-drawn"; // said by the map in its frame (lib/maps/assets/host.js)

const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));
const turns = (window.closerTurns ??= []); // shared by all places of the page, each once it may tell

export default function ({ setTriggerValue }) {
  let isOver = false;
  let next = setTimeout(takeTurn, LATEST_MS);
  function takeTurn() {
    if (isOver || turns.includes(tell)) return;
    clearTimeout(next);
    turns.push(tell);
    if (turns[0] === tell) tell();
  }
  function tell() {
    setTriggerValue("painted", true);
    next = setTimeout(tell, AGAIN_MS);
  }
  const atRest = () => idle(takeTurn, { timeout: 1000 });
  if (window.closerMapIsDrawn) atRest();
  else addEventListener(DRAWN, atRest, { once: true });
  return () => {
    isOver = true;
    clearTimeout(next);
    removeEventListener(DRAWN, atRest);
    const at = turns.indexOf(tell);
    if (at >= 0) turns.splice(at, 1);
    if (at === 0) turns[0]?.();
  };
}
