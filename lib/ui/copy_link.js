/* Copies the link of the view as it is at that moment: a path and a query, never a host. And takes
   the view as it is to the page that makes files of it: the map writes in the address too, and
   only the browser knows what. */
export default function ({ parentElement, data }) {
  const [button, brief] = parentElement.querySelectorAll("button");
  const [said, field] = ["span", "input"].map((name) => parentElement.querySelector(name));
  brief.hidden = data.briefing === null;

  // where the map stands now: it may be moving, or a run may just have dropped its part
  const query = () => {
    const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]');
    frame?.contentWindow.closer?.writeNow?.();
    return location.search;
  };

  const copy = async () => {
    // a comma may stand in a query as it is, and reads better
    const link = data.page + query().replaceAll("%2C", ",") || "./";
    said.textContent = "";
    field.hidden = true;
    try {
      await navigator.clipboard.writeText(link);
      said.textContent = "Link copied. It goes after the address of Closer to Home.";
    } catch {
      // the browser, or how this page came to it, allows no copying: the reader can
      field.value = link;
      field.hidden = false;
      field.focus();
      field.select();
      said.textContent = "Copy the link from here. It goes after the address of Closer to Home.";
    }
  };

  // as the browser's own buttons do it: one step to go back, and Streamlit reads the address
  const make = () => {
    const to = new URL(data.briefing, location.href);
    for (const [name, value] of new URLSearchParams(query())) {
      if (value && data.kept.includes(name)) to.searchParams.append(name, value);
    }
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  };

  button.addEventListener("click", copy);
  brief.addEventListener("click", make);
  return () => {
    button.removeEventListener("click", copy);
    brief.removeEventListener("click", make);
  };
}
