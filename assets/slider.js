/*
 * The time slider moves the overview through the months. The server has worked out what the page says in each (one
 * answer, fetched when the slider is first touched); here it is only put in its place. When the reader lets go, pauses
 * or reaches the end, the address gets that day and the page is drawn again, complete.
 */
(function () {
  "use strict";

  const live = document.getElementById("react-entry-point");
  if (!live) {
    return;
  }
  const STEP = 450; // milliseconds per month while playing
  const SETTLE = 500; // milliseconds of rest after which the address follows
  let months = null; // the answer to `asked`
  let asked = "";
  let shown = null; // the month that stands on the page, while it slides
  let player = 0;
  let rest = 0;

  const box = () => live.querySelector("#slider");
  const range = () => live.querySelector("#slider-month");
  const button = () => live.querySelector("#slider .play");

  /* Fetched again only for another question: other filters, language or moment of knowledge. */
  async function load() {
    const address = box().dataset.months;
    if (asked !== address) {
      asked = address;
      months = fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));
      months.catch(() => (asked = ""));
    }
    return months;
  }

  /* Only the letters change, never an element: Dash keeps hold of those. */
  function write(element, text) {
    if (element && element.firstChild && element.firstChild.data !== text) {
      element.firstChild.data = text;
    }
  }

  function table(rows, statuses, counts) {
    rows.forEach((row, place) => {
      row.querySelectorAll("td:not(.total)").forEach((cell, status) => {
        const count = counts[place][status];
        cell.className = count ? `s-${statuses[status]}` : "zero";
        cell.style.setProperty("--n", count);
        write(cell.querySelector("a") || cell, String(count));
      });
    });
  }

  function chart(found, statuses, told) {
    write(found.querySelector(".finding"), told.sentence);
    write(found.querySelector(".finding + p"), told.note);
    table(found.querySelectorAll("table.bars tbody tr"), statuses, told.counts);
    const graph = found.querySelector(".js-plotly-plot");
    if (graph && graph.offsetParent) {
      window.Plotly.restyle(graph, { x: told.shares, text: told.texts }, [...statuses.keys()]);
    }
  }

  function show(answer, place) {
    const month = answer.months[place];
    shown = month;
    live.dataset.sliding = "";
    write(live.querySelector("h1"), month.headline);
    write(live.querySelector("#clock-shown"), month.shown);
    live.querySelectorAll(".figures > div").forEach((figure, which) => {
      const places = [figure.querySelector("dt"), ...figure.querySelectorAll("b, span"), figure.querySelector("dd + dd")];
      places.forEach((element, part) => write(element, month.figures[which][part]));
    });
    for (const [id, told] of Object.entries(month.charts)) {
      const found = document.getElementById(id);
      if (found) {
        chart(found, answer.statuses, told);
      }
    }
    tell(month);
  }

  function tell(month) {
    range().setAttribute("aria-valuetext", month ? `${month.shown}: ${month.headline}` : spoken());
  }
  const spoken = () => ["#clock-shown", "h1"].map((name) => live.querySelector(name).textContent).join(": ");

  function move(place) {
    range().value = place;
    return load().then((answer) => show(answer, place));
  }

  /* The address follows; the page is asked for as it is then. */
  function settle() {
    clearTimeout(rest);
    rest = setTimeout(() => {
      const address = new URL(location.href);
      if (shown && address.searchParams.get("as_of") !== shown.day) {
        address.searchParams.set("as_of", shown.day);
        address.hash = "";
        document.dispatchEvent(new CustomEvent("monitor:go", { detail: { address, replace: history.state === "slider" } }));
      } else {
        delete live.dataset.sliding;
      }
      shown = null;
    }, SETTLE);
  }

  function stop() {
    if (player) {
      clearInterval(player);
      player = 0;
      dress();
      settle();
    }
  }

  /* From the beginning if it stands at the end. With reduced motion there is one step at a time: the slider itself. */
  async function play() {
    const answer = await load();
    const last = answer.months.length - 1;
    let place = Number(range().value) >= last ? 0 : Number(range().value) + 1;
    show(answer, place);
    range().value = place;
    player = setInterval(() => {
      if (place >= last || !range()) {
        stop();
        return;
      }
      place += 1;
      range().value = place;
      show(answer, place);
    }, STEP);
    dress();
  }

  function dress() {
    const found = button();
    if (found) {
      found.setAttribute("aria-label", player ? found.dataset.stop : found.dataset.play);
      found.classList.toggle("on", Boolean(player));
    }
  }

  live.addEventListener("input", (event) => {
    if (event.target === range()) {
      clearTimeout(rest);
      clearInterval(player);
      player = 0;
      dress();
      load().then((answer) => show(answer, Number(range().value)));
    }
  });
  live.addEventListener("change", (event) => event.target === range() && load().then(settle));
  live.addEventListener("click", (event) => {
    if (event.target.closest("#slider .play")) {
      clearTimeout(rest);
      player ? stop() : play();
    }
  });
  for (const kind of ["pointerover", "focusin"]) {
    live.addEventListener(kind, (event) => event.target.closest("#slider") && load());
  }

  /* After every drawing of the page the slider stands where the page stands. */
  document.addEventListener("monitor:drawn", () => {
    const field = range();
    if (field && shown === null) {
      field.value = box().dataset.place;
      delete live.dataset.sliding;
      tell(null);
      dress();
    }
  });
})();
