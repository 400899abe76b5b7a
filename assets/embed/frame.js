/*
 * In an embed: tells the page around it how high it is, and draws the interactive chart when asked.
 * Without it everything is there already. Nothing is stored, and nothing is fetched before somebody asks.
 */
(function () {
  "use strict";

  const root = document.documentElement;
  const main = document.querySelector("main");
  const drawn = document.querySelector(".drawn");
  const link = document.querySelector("[data-figure]");
  const ROOM_FOR_FLAGS = 1024; /* as in charts.css: below this milestones are numbers with a list */
  const CONFIG = { displayModeBar: false, showSendToCloud: false, doubleClick: false, scrollZoom: false, responsive: true };

  /* The height of what is here. It does not depend on that of the frame, so the frame can shrink as well as grow. */
  let told = 0;
  function tell() {
    const height = Math.ceil(main.getBoundingClientRect().height);
    if (height === told) {
      return;
    }
    told = height;
    const ours = { id: main.id, height, width: root.clientWidth };
    parent.postMessage({ memorandummonitor: ours, "datawrapper-height": { [main.id]: height } }, "*");
    /* WordPress names the frames it makes of an address, and listens for the name. */
    const secret = /secret=(\w+)/.exec(location.hash);
    if (secret) {
      parent.postMessage({ message: "height", value: height, secret: secret[1] }, "*");
    }
  }

  function loaded(address) {
    return new Promise((done, failed) => {
      document.head.append(Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed }));
    });
  }

  /* The policy of this document allows no style in attributes, where Plotly writes it; set as a property it is the same. */
  function withoutStyleAttributes() {
    const set = Element.prototype.setAttribute;
    Element.prototype.setAttribute = function (name, value) {
      if (name === "style") {
        this.style.cssText = value;
      } else {
        set.call(this, name, value);
      }
    };
  }

  async function fetched(address) {
    const answer = await fetch(address, { credentials: "omit" });
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    return answer.json();
  }

  /* What the colours mean stands above the table as its header; above the figure it stands too. */
  function legend() {
    const bars = drawn.querySelector(".area") ? null : drawn.querySelector(".bars");
    const found = drawn.querySelector(".legend") || bars;
    const copy = found && found.cloneNode(!bars);
    if (bars) {
      copy.append(bars.tHead.cloneNode(true));
    }
    return copy || "";
  }

  /* Where the names of milestones would lie on each other, they become the numbers of their list. */
  function numbered(figure) {
    const events = drawn.querySelector(".area + .events");
    if (!events || innerWidth >= ROOM_FOR_FLAGS) {
      return "";
    }
    const flags = figure.layout.annotations.filter((note) => note.name === "flag");
    flags.forEach((note, place) => Object.assign(note, { text: String(place + 1), xanchor: "center", xshift: 0 }));
    return events.cloneNode(true);
  }

  async function draw(button) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const address = new URL(button.dataset.figure, location.href);
    address.searchParams.set("theme", root.dataset.theme || (dark ? "dark" : "light"));
    withoutStyleAttributes();
    const [figure] = await Promise.all([fetched(address), loaded(button.dataset.library)]);
    const picture = document.createElement("div");
    const plot = document.createElement("div");
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", document.querySelector(".finding").textContent);
    picture.className = "picture";
    picture.append(legend(), plot, numbered(figure));
    drawn.after(picture);
    await Plotly.newPlot(plot, figure.data, figure.layout, CONFIG);
    plot.on("plotly_click", (event) => {
      const href = [event.points[0].customdata].flat().at(-1);
      if (typeof href === "string" && href.startsWith("/")) {
        open((root.dataset.root || "") + href, "_blank", "noopener");
      }
    });
    return picture;
  }

  /* The button that draws the chart and takes it away again. */
  function made() {
    const button = document.createElement("button");
    const words = [link.textContent, link.dataset.back];
    let picture = null;
    Object.assign(button, { type: "button", className: "interactive", textContent: words[0] });
    Object.assign(button.dataset, link.dataset);
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        picture = picture || (await draw(button));
        drawn.hidden = !drawn.hidden;
        picture.hidden = !drawn.hidden;
        button.textContent = words[Number(drawn.hidden)];
      } catch (error) {
        open(link.href, "_blank", "noopener");
      }
      button.disabled = false;
      button.focus();
    });
    return button;
  }

  /* In a narrow frame names would leave no room for the chart: there the link leads to the page. A frame may be narrow
     at first, before the page around it has given it its width. */
  function sized() {
    if (link && link.isConnected && innerWidth >= Number(link.dataset.wide)) {
      link.replaceWith(made());
    }
    if (parent !== window) {
      tell();
    }
  }

  /* At once, and whenever asked: of a frame out of sight the browser notices no change. */
  sized();
  new ResizeObserver(() => setTimeout(sized)).observe(main); /* afterwards, for it may change the size itself */
  addEventListener("message", (event) => {
    if (event.source === parent && event.data === "memorandummonitor: height?") {
      told = 0;
      sized();
    }
  });
})();
