/*
 * From the server's page to Dash's, and from one address to the next.
 *
 * The server sends each page complete. Dash draws the same page again, invisibly, with charts that answer to the mouse;
 * when it is whole it takes the place of the server's copy in one frame: nothing moves, focus and scroll stay. If Dash
 * never gets that far, the server's copy stays and works. From then on an address on the same page is fetched by Dash;
 * every other address, language or theme is a page of its own.
 */
(function () {
  "use strict";

  const still = document.getElementById("still");
  const live = document.getElementById("react-entry-point");
  if (!still || !live) {
    return;
  }
  const SLOW = 15000; // after this many milliseconds an address that Dash has not drawn is loaded as a page
  const root = document.documentElement;
  let asked = null; // the question that Dash is drawing the answer to
  let focused = null; // where the focus was when it was asked
  let opened = []; // which tables were open
  let renewing = null; // what is drawn again because there is something new: the version left, and the reader's state
  let moved = false; // whether the reader has begun to scroll
  ["wheel", "touchmove", "keydown"].forEach((sign) => addEventListener(sign, () => (moved = true), { once: true }));

  const page = () => live.querySelector("[data-address]");
  const drawn = (graph) => graph.querySelector(".main-svg");
  const whole = (found) => found && [...found.querySelectorAll(".graph")].every(drawn);

  /* Where an element stands on the page, in words that find it again in another drawing of the same page. */
  function place(element) {
    const home = element.closest("[id]:not(#still, #react-entry-point)");
    const within = home ? "#" + CSS.escape(home.id) : "";
    if (home === element) {
      return { selector: within, index: 0 };
    }
    const selector = `${within} ${element.tagName}`;
    const copy = element.closest("#still, #react-entry-point");
    return { selector, index: [...copy.querySelectorAll(selector)].indexOf(element) };
  }

  /* The focus goes where it was, or to the summary of what has closed since. */
  function focusOn(element) {
    const closed = element.closest("details:not([open])");
    (closed ? closed.querySelector("summary") : element).focus({ preventScroll: true });
  }

  const at = (where, copy) => copy.querySelectorAll(where.selector)[where.index];
  const twin = (element, copy) => at(place(element), copy);

  /* Tables come as one text, because Dash is slow with many components. */
  function fill() {
    for (const frame of live.querySelectorAll("[data-html]")) {
      if (frame.filled !== frame.dataset.html) {
        frame.innerHTML = frame.filled = frame.dataset.html;
      }
    }
  }

  /* The parts of a chart lead to what is behind them; Plotly begins anew with every chart it draws. */
  function lead() {
    for (const graph of live.querySelectorAll(".js-plotly-plot")) {
      if (graph.on && graph.leads !== graph.on) {
        graph.leads = graph.on;
        const href = (event) => [event.points[0].customdata].flat().at(-1);
        graph.on("plotly_click", (event) => follow(href(event), event.event));
        graph.on("plotly_hover", (event) => graph.classList.toggle("leads", isAddress(href(event))));
        graph.on("plotly_unhover", () => graph.classList.remove("leads"));
      }
    }
  }

  const isAddress = (text) => typeof text === "string" && text.startsWith("/");

  function follow(href, event) {
    if (!isAddress(href)) {
      return;
    }
    const address = new URL((root.dataset.root || "") + href, location.origin);
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      window.open(address);
    } else if (within(address)) {
      go(address);
    } else {
      location.assign(address);
    }
  }

  /* What a reader has begun in the server's copy is not taken away: then the change waits until they are done. */
  function beingUsed() {
    const fields = [...still.querySelectorAll("input, select, textarea")];
    const other = (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked;
    const changed = (field) => field.type !== "hidden" && field.tagName === "INPUT" && other(field);
    return fields.includes(document.activeElement) || fields.some(changed) || !getSelection().isCollapsed;
  }

  /* What stands nearest to the top of the window: it stays there. */
  function topmost() {
    const away = (element) => Math.abs(element.getBoundingClientRect().top);
    return [...still.querySelectorAll("section[id], h2[id]")].sort((one, other) => away(one) - away(other))[0];
  }

  function takeOver() {
    const successor = still.contains(document.activeElement) && twin(document.activeElement, live);
    const kept = topmost();
    const before = kept && kept.getBoundingClientRect().top;
    const unfolded = [...still.querySelectorAll("details[open]")].map((details) => twin(details, live));
    const after = kept && twin(kept, live);

    unfolded.filter(Boolean).forEach((details) => (details.open = true));
    still.remove();
    live.classList.remove("waiting");
    live.inert = false;
    if (after && scrollY > 0) {
      scrollBy({ top: after.getBoundingClientRect().top - before, behavior: "instant" });
    }
    root.dataset.live = "";
    retarget(moved);
    if (successor) {
      focusOn(successor);
    }
    document.dispatchEvent(new CustomEvent("monitor:drawn"));
  }

  const named = () => document.getElementById(location.hash.slice(1));

  /*
   * The place that the address names is another element now: it is marked again, and shown unless the reader stays. At
   * once: a browser that is still on its way there smoothly when the page changes does not arrive.
   */
  function retarget(stays) {
    if (location.hash) {
      const top = scrollY;
      const found = named();
      location.replace(location.hash);
      if (stays) {
        scrollTo({ top, behavior: "instant" });
      } else if (found) {
        found.scrollIntoView({ behavior: "instant" });
      }
    }
  }

  function inView() {
    const found = named();
    const box = found && found.getBoundingClientRect();
    return !box || (box.bottom > 0 && box.top < innerHeight);
  }

  /* Called whenever Dash has drawn something. */
  function drawnOn() {
    const found = page();
    fill();
    lead();
    if (!whole(found)) {
      return;
    }
    if (!("live" in root.dataset)) {
      if (!beingUsed()) {
        takeOver();
      }
    } else if (asked !== null && found.dataset.address === asked && !(renewing && found.dataset.version === renewing.version)) {
      answered(found);
    }
    if ("live" in root.dataset && asked === null) {
      document.dispatchEvent(new CustomEvent("monitor:drawn"));
    }
  }

  /* Dash has drawn the answer: what the reader had opened and where they were stays. */
  function answered(found) {
    asked = null;
    live.removeAttribute("aria-busy");
    if (renewing) {
      window.monitorState.put(renewing.state, live);
      renewing = null;
      announce(found);
      return;
    }
    opened.map((where) => at(where, live)).filter(Boolean).forEach((details) => (details.open = true));
    const successor = focused && document.activeElement === document.body && at(focused, live);
    if (successor) {
      focusOn(successor);
    }
    if ("sliding" in live.dataset) {
      // What the slider wrote in the tables goes: they come complete, with their links.
      live.querySelectorAll(".chart [data-html]").forEach((frame) => (frame.filled = null));
      fill();
    }
    if (!inView()) {
      retarget(false);
    }
    announce(found);
  }

  function announce(found) {
    const headline = found.querySelector("h1");
    const told = document.getElementById("told");
    if (headline && told) {
      told.textContent = headline.textContent;
    }
  }

  const observer = new MutationObserver(() => requestAnimationFrame(drawnOn));
  observer.observe(live, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-address", "data-html"] });
  still.addEventListener("focusout", () => setTimeout(drawnOn, 500));

  /* An address that Dash can draw without a new page: this page with another question, in this language and theme. */
  function within(address) {
    const chosen = (url, name) => url.searchParams.get(name) || { lang: "nl", theme: "auto" }[name];
    return (
      "live" in root.dataset &&
      address.origin === location.origin &&
      address.pathname === location.pathname &&
      address.search !== location.search &&
      ["lang", "theme"].every((name) => chosen(new URL(location.href), name) === chosen(address, name))
    );
  }

  /* What is put in the history says whether the slider went there: its next stop replaces that. */
  function go(address, slid, replace) {
    history[replace ? "replaceState" : "pushState"](slid ? "slider" : null, "", address);
    asked = address.search;
    focused = live.contains(document.activeElement) ? place(document.activeElement) : null;
    opened = [...live.querySelectorAll("details.data[open]")].map(place);
    live.setAttribute("aria-busy", "true");
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    setTimeout(() => asked === address.search && location.reload(), SLOW);
  }

  /* The same question again, because there is something new: Dash draws when an input is set, even to what it was. */
  document.addEventListener("monitor:renew", () => {
    asked = location.search;
    renewing = { version: page().dataset.version, state: window.monitorState.of(live) };
    live.setAttribute("aria-busy", "true");
    window.dash_clientside.set_props("scheme", { data: scheme() });
    setTimeout(() => renewing && location.reload(), SLOW);
  });

  document.addEventListener("monitor:go", ({ detail }) => go(detail.address, true, detail.replace));

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = !event.defaultPrevented && event.button === 0;
    if (!link || !plain || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target) {
      return;
    }
    const address = new URL(link.href);
    if (within(address)) {
      event.preventDefault();
      go(address);
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "get") {
      return;
    }
    const address = new URL(form.action);
    const filled = [...new FormData(form)].filter(([, value]) => value !== "");
    address.search = new URLSearchParams(filled).toString();
    if (within(address)) {
      event.preventDefault();
      go(address);
    }
  });

  /* A place on this page is no new question: Dash would draw the page again, and meanwhile the place would be gone. */
  window.addEventListener("popstate", (event) => {
    if ("live" in root.dataset && asked === null && page() && page().dataset.address === location.search) {
      event.stopImmediatePropagation();
    }
  });

  window.addEventListener("popstate", () => {
    const lang = new URLSearchParams(location.search).get("lang") || "nl";
    if (lang !== root.lang) {
      location.reload();
    }
  });

  /* Charts are drawn for the colours in use: those of the address, else the system's. */
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const scheme = () => (dark.matches ? "dark" : "light");
  window.dash_clientside = Object.assign({}, window.dash_clientside, { monitor: { scheme } });
  dark.addEventListener("change", () => window.dash_clientside.set_props("scheme", { data: scheme() }));
})();
