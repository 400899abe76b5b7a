/*
 * Live notices: while a page is open, a small question tells whether something was logged since; a hidden page does not
 * ask. The reader decides when to see it, and what they had opened, typed and scrolled to stays. A page of the past has
 * no version and does not ask. Also tells the styles whether this browser is signed in; that opens nothing.
 */
(function () {
  "use strict";

  const news = document.getElementById("news");
  if (!news) {
    return;
  }
  const root = document.documentElement;
  if (/(^|; )staff=/.test(document.cookie)) {
    root.dataset.staff = "";
  }
  const PAUSE = "staff" in root.dataset ? 4000 : 60000;
  let waiting = 0;
  let told = null; // the version that was told of

  const shown = () => (document.querySelector("[data-version]") || { dataset: {} }).dataset.version;

  async function ask() {
    clearTimeout(waiting);
    if (document.hidden) {
      return;
    }
    waiting = setTimeout(ask, PAUSE);
    if (!shown()) {
      return;
    }
    try {
      const answer = await fetch(news.dataset.address);
      if (answer.ok) {
        hear((await answer.json()).version);
      }
    } catch {
      // No connection: it is asked again.
    }
  }

  function hear(version) {
    if (version === shown() || version === told) {
      return;
    }
    told = version;
    if (document.dispatchEvent(new CustomEvent("monitor:news", { cancelable: true }))) {
      tell();
    }
  }

  function tell() {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = news.dataset.show;
    button.addEventListener("click", renew);
    news.replaceChildren(news.dataset.told, button);
  }

  /* Pages that Dash draws are drawn again by Dash (page.js); others are fetched, and the new content takes its place. */
  function renew() {
    if ("live" in root.dataset) {
      document.dispatchEvent(new CustomEvent("monitor:renew"));
    } else {
      fetched();
    }
  }

  async function fetched() {
    const answer = await fetch(location.href);
    const drawn = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!drawn || !drawn.querySelector("main")) {
      location.reload();
      return;
    }
    const old = document.querySelector("main");
    const state = window.monitorState.of(old);
    old.replaceWith(drawn.querySelector("main"));
    window.monitorState.put(state, document.querySelector("main"));
    news.dataset.version = drawn.getElementById("news").dataset.version;
    done();
  }

  function done() {
    news.replaceChildren();
    told = null;
  }

  document.addEventListener("monitor:drawn", () => news.firstChild && shown() === told && done());
  document.addEventListener("visibilitychange", ask);
  ask();
})();
