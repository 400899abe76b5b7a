/*
 * What somebody typed in a form and has not sent, kept in this browser too: a lost connection or an ended session takes
 * nothing away. Only forms behind the sign-in use it. Signing out clears it; another person's copies are never read.
 */
(function () {
  "use strict";

  const BEGINNING = "monitor-draft:";
  const name = (owner, key) => `${BEGINNING}${owner}:${key}`;

  /* A browser may refuse to keep anything: then the server's copy is all there is. */
  function quietly(work) {
    try {
      return work();
    } catch {
      return null;
    }
  }

  function names() {
    return Object.keys(localStorage).filter((found) => found.startsWith(BEGINNING));
  }

  window.monitorDrafts = {
    keep: (owner, key, fields) =>
      quietly(() => localStorage.setItem(name(owner, key), JSON.stringify({ at: Date.now(), fields }))),
    find: (owner, key) => quietly(() => JSON.parse(localStorage.getItem(name(owner, key)))),
    drop: (owner, key) => quietly(() => localStorage.removeItem(name(owner, key))),
  };

  document.addEventListener("submit", (event) => {
    if (new URL(event.target.getAttribute("action") || "", location).pathname.endsWith("/afmelden")) {
      quietly(() => names().forEach((found) => localStorage.removeItem(found)));
    }
  });
})();
