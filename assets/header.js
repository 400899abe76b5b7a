/* What opens below the header closes again by Escape or a click elsewhere; "/" goes to the search field. */
(function () {
  "use strict";

  const opened = () => [...document.querySelectorAll(".top > details[open], .menu[open]")];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });

  document.addEventListener("click", (event) => {
    opened()
      .filter((details) => !details.contains(event.target))
      .forEach((details) => (details.open = false));
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox], [type=range]), select, textarea, [contenteditable]");
    if (event.key === "Escape") {
      for (const details of opened()) {
        details.open = false;
        if (details.contains(document.activeElement)) {
          details.querySelector("summary").focus();
        }
      }
    } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const field = [...document.querySelectorAll("#search")].find(shown);
      if (field) {
        event.preventDefault();
        field.select();
        field.focus();
      }
    }
  });
})();
