/* Copies the link of the view as it is at that moment: a path and a query, never a host. And takes
   the view as it is to the page that makes files of it: the map writes in the address too, and
   only the browser knows what. */
export default function ({ parentElement, data, setTriggerValue }) {
  const [button, brief] = parentElement.querySelectorAll("button");
  const [said, field] = ["span", "input"].map((name) => parentElement.querySelector(name));
  brief.hidden = !data.has_briefing;

  const copy = async () => {
    // a comma may stand in a query as it is, and reads better
    const link = data.page + location.search.replaceAll("%2C", ",") || "./";
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
  const make = () => setTriggerValue("briefing", location.search);

  button.addEventListener("click", copy);
  brief.addEventListener("click", make);
  return () => {
    button.removeEventListener("click", copy);
    brief.removeEventListener("click", make);
  };
}
