/* Copies the link of the view as it is at that moment: a path and a query, never a host. */
export default function ({ parentElement, data }) {
  const [button, said, field] = ["button", "span", "input"].map((name) =>
    parentElement.querySelector(name),
  );

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

  button.addEventListener("click", copy);
  return () => button.removeEventListener("click", copy);
}
