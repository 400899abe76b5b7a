/*
 * For pages that show charts of the Memorandummonitor: gives every frame the height of what is in it, more or less.
 * Also makes a frame of each link <a class="memorandummonitor" href="https://.../embed/...">, which stays a link
 * wherever this script does not run. Put once or many times on a page: it works once. It stores and sends nothing.
 */
(function () {
  "use strict";

  if (window.memorandummonitor) {
    window.memorandummonitor();
    return;
  }
  const own = document.currentScript || document.querySelector('script[src$="/embed.js"]');
  const home = new URL(own.src, location.href);
  const embeds = new URL("embed/", home).href;
  const HIGHEST = 20000; // pixels; more is no chart of ours
  const SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
  const TRIES = 20; // of asking for the height at a new width
  const PAUSE = 100; // milliseconds between them
  const left = new WeakMap();
  const frames = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(embeds));

  // A frame out of sight notices nothing, not even its own width: it is asked whenever that changes here.
  const sizes = new ResizeObserver((changes) => {
    for (const change of changes) {
      left.set(change.target, TRIES);
      ask(change.target);
    }
  });

  function ask(frame) {
    if (frame.contentWindow) {
      frame.contentWindow.postMessage("memorandummonitor: height?", "*");
    }
  }

  function fit(event) {
    const told = (event.data && event.data.memorandummonitor) || {};
    const height = Math.ceil(Number(told.height));
    // A frame in a sandbox has no origin of its own: it calls itself "null".
    if (!(height > 0 && height <= HIGHEST) || ![home.origin, "null"].includes(event.origin)) {
      return;
    }
    const frame = frames().find((found) => found.contentWindow === event.source);
    if (frame) {
      frame.style.height = `${height}px`;
      again(frame, told.width);
    }
  }

  // A frame may be asked before it has its new width: what it says then is of the old one.
  function again(frame, width) {
    const tries = left.get(frame) || 0;
    if (tries > 0 && width !== frame.clientWidth) {
      left.set(frame, tries - 1);
      setTimeout(ask, PAUSE, frame);
    }
  }

  function place() {
    for (const link of document.querySelectorAll("a.memorandummonitor")) {
      if (link.href.startsWith(embeds)) {
        const frame = document.createElement("iframe");
        Object.assign(frame, { src: link.href, title: link.textContent.trim(), loading: "lazy", width: "100%" });
        frame.height = link.dataset.height || "600";
        frame.setAttribute("sandbox", SANDBOX);
        frame.style.border = "0";
        link.replaceWith(frame);
      }
    }
    // Watching begins with asking: those that were there first have told their height to nobody.
    frames().forEach((frame) => sizes.observe(frame));
  }

  window.memorandummonitor = place;
  addEventListener("message", fit);
  place();
  if (document.readyState === "loading") {
    addEventListener("DOMContentLoaded", place);
  }
})();
