/* An address that names an entry which the page does not tell goes on to the part of the history that tells it. */
(function () {
  "use strict";

  /* In a page that Dash has drawn as by a link (page.js), so that the entry is shown when it has been drawn. */
  function go(address) {
    if (!("live" in document.documentElement.dataset)) {
      location.replace(address);
      return;
    }
    const link = Object.assign(document.createElement("a"), { href: address });
    document.body.append(link);
    link.click();
    link.remove();
  }

  function arrive() {
    const named = /^#logregel-(-?\d+)$/.exec(location.hash);
    const address = new URL(location.href);
    const told = named && (document.getElementById(named[0].slice(1)) || address.searchParams.get("entry") === named[1]);
    if (named && !told && document.querySelector(".history .cut")) {
      address.searchParams.set("entry", named[1]);
      go(address);
    }
  }

  window.addEventListener("hashchange", arrive);
  arrive();
})();
