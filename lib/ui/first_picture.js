/* Tells the server that the map is painted and the browser at rest, until it has heard: what is said
   while the server cannot be reached is lost. */
const LATEST_MS = 5000; // a map that cannot be drawn holds nothing up for longer
const AGAIN_MS = 3000;
const DRAWN = "closer-map-drawn"; // said by the map in its frame (lib/maps/assets/host.js)

const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));

/* Named before they are needed, as those of the first picture are (files_at_hand.py). Not before the
   server has been told, nor while the map is being painted: so many names take a frame. */
function fetchEarly(scripts) {
  for (const script of scripts) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "modulepreload", crossOrigin: "", href: `./static/js/${script}` });
    document.head.append(link);
  }
}

export default function ({ data, setTriggerValue }) {
  let isOver = false;
  let next = setTimeout(tell, LATEST_MS);
  function tell() {
    if (isOver) return;
    clearTimeout(next);
    setTriggerValue("painted", true);
    next = setTimeout(tell, AGAIN_MS);
  }
  const atRest = () => {
    tell();
    fetchEarly(data.scripts);
  };
  const drawn = () => idle(atRest, { timeout: 1000 });
  if (window.closerMapIsDrawn) drawn();
  else addEventListener(DRAWN, drawn, { once: true });
  return () => {
    isOver = true;
    clearTimeout(next);
    removeEventListener(DRAWN, drawn);
  };
}
