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
  const frames = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(embeds));

  function fit(event) {
    const height = Math.ceil(Number(event.data && event.data.memorandummonitor && event.data.memorandummonitor.height));
    // A frame in a sandbox has no origin of its own: it calls itself "null".
    if (!(height > 0 && height <= HIGHEST) || ![home.origin, "null"].includes(event.origin)) {
      return;
    }
    const frame = frames().find((found) => found.contentWindow === event.source);
    if (frame) {
      frame.style.height = `${height}px`;
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
    // Those that were there first have told their height to nobody.
    frames().forEach((frame) => frame.contentWindow.postMessage("memorandummonitor: height?", "*"));
  }

  window.memorandummonitor = place;
  addEventListener("message", fit);
  place();
  if (document.readyState === "loading") {
    addEventListener("DOMContentLoaded", place);
  }
})();
