/*
 * The log form while it is typed: how the track stands, what the entry changes, what looks like a slip; kept all the
 * while, here and on the server. Sending it leaves the page only when the entry is written: whatever goes wrong, what
 * was typed stays. Without this script the same form does the same with its buttons.
 */
(function () {
  "use strict";

  const PAUSE = 350; // after the last key: look what follows from it
  const KEEP = 1500; // and keep it on the server
  const AGAIN = 10000; // when that failed
  const drafts = window.monitorDrafts;
  let form = null;
  let asked = 0;
  let looking = 0;
  let keeping = 0;

  // Not form.action: a form with a field of that name answers with the field.
  const sentTo = () => new URL(form.getAttribute("action"), location);
  const main = () => document.querySelector("main");
  const key = () => form.elements.key.value;
  const owner = () => form.dataset.owner;
  const fields = () => [...new FormData(form)].filter(([name]) => !["deed", "sure", "doubt"].includes(name));
  const body = (more = []) => new URLSearchParams([...new FormData(form), ...more]);

  function start() {
    form = document.getElementById("log-form");
    if (form) {
      form.classList.add("scripted");
      document.dispatchEvent(new CustomEvent("monitor:form"));
    }
  }

  function say(words, ...more) {
    document.getElementById("kept").replaceChildren(words, ...more);
  }

  const post = (address, content) => fetch(address, { method: "POST", body: content });

  /* What follows from what was typed. An answer that was overtaken by a later question is not shown. */
  async function look() {
    clearTimeout(looking);
    const number = ++asked;
    try {
      const answer = await post(form.dataset.parts, body());
      if (answer.ok && number === asked) {
        show(await answer.json());
      } else if (answer.status === 401) {
        expired();
      }
    } catch {
      say(form.dataset.offline);
    }
  }

  function show(parts) {
    for (const [place, html] of Object.entries(parts)) {
      const home = document.getElementById(place);
      const drawn = document.createElement("template");
      drawn.innerHTML = html;
      if (place === "governments" && sameChoices(home, drawn.content)) {
        choose(home, drawn.content);
      } else if (home.innerHTML !== drawn.innerHTML) {
        replaceIn(home, drawn.content);
      }
    }
  }

  /* Buttons that stay the same stay where they are, so that the focus does too. */
  const values = (part) => [...part.querySelectorAll("input")].map((input) => input.value).join();
  const sameChoices = (home, drawn) => values(home) === values(drawn);

  /* Whoever was in the part that is replaced goes on where they were: at the choice made, or the first one. */
  function replaceIn(home, drawn) {
    const within = home.contains(document.activeElement);
    home.replaceChildren(drawn);
    const successor = within && (home.querySelector("input:checked") || home.querySelector("input, a"));
    if (successor) {
      successor.focus();
    }
  }

  function choose(home, drawn) {
    const chosen = drawn.querySelector("input[checked]");
    if (chosen && !home.querySelector("input:checked")) {
      home.querySelector(`input[value="${chosen.value}"]`).checked = true;
    }
  }

  async function keep() {
    clearTimeout(keeping);
    try {
      const answer = await post(form.dataset.keeping, body());
      if (answer.ok) {
        const { at } = await answer.json();
        const time = new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        say(form.dataset.kept.replace("{time}", time));
      } else if (answer.status === 401) {
        expired();
      }
    } catch {
      say(form.dataset.offline);
      keeping = setTimeout(keep, AGAIN);
    }
  }

  /* The session ended. Signing in again, in another tab, is enough to go on here. */
  function expired() {
    const link = document.createElement("a");
    link.href = form.dataset.signIn + encodeURIComponent(location.pathname + location.search);
    link.target = "_blank";
    link.textContent = form.dataset.signInLabel;
    say(`${form.dataset.expired} `, link);
  }

  function typed() {
    drafts.keep(owner(), key(), fields());
    const address = sentTo();
    address.searchParams.set("draft", key());
    history.replaceState(history.state, "", address);
    clearTimeout(looking);
    clearTimeout(keeping);
    looking = setTimeout(look, PAUSE);
    keeping = setTimeout(keep, KEEP);
  }

  const ours = (event) => form && event.target.form === form && event.target.name !== "sure";
  document.addEventListener("input", (event) => ours(event) && typed());
  document.addEventListener("monitor:taken", (event) => ours(event) && (typed(), look()));
  window.addEventListener("online", () => form && keep());

  /* Somebody wrote in the log: the form says so itself, and nothing that was typed moves. */
  document.addEventListener("monitor:news", (event) => {
    if (form) {
      event.preventDefault();
      look();
    }
  });

  const deeds = {
    show: look,
    keep: () => keep(),
    source: another,
    record: (button) => send(button),
  };

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target !== form || !button) {
      return;
    }
    if (button.value === "discard") {
      drafts.drop(owner(), key());
    } else if (deeds[button.value]) {
      event.preventDefault();
      deeds[button.value](button);
    }
  });

  /* One more row for a source, empty, under the last one. */
  function another() {
    const rows = form.querySelectorAll(".source");
    const row = rows[rows.length - 1].cloneNode(true);
    const number = rows.length + 1;
    for (const input of row.querySelectorAll("input")) {
      const place = input.id.replace(/[0-9]+$/, number);
      row.querySelector(`label[for="${input.id}"]`).htmlFor = place;
      Object.assign(input, { id: place, value: "" });
      input.removeAttribute("value");
    }
    row.querySelector("legend").textContent = row.querySelector("legend").textContent.replace(/[0-9]+/, number);
    rows[rows.length - 1].after(row);
    row.querySelector("input").focus();
  }

  async function send(button) {
    button.disabled = true;
    clearTimeout(keeping);
    clearTimeout(looking);
    asked++; // what is still asked for says less than the answer to come
    drafts.keep(owner(), key(), fields());
    try {
      const answer = await post(sentTo(), body([["deed", button.value]]));
      if (answer.redirected) {
        drafts.drop(owner(), key());
        location.assign(answer.url);
        return;
      }
      if (answer.status === 401) {
        expired();
      } else if (answer.headers.get("Content-Type").startsWith("text/html")) {
        replace(await answer.text());
      } else {
        say(form.dataset.failed);
      }
    } catch {
      say(form.dataset.offline);
    }
    button.disabled = false;
  }

  /* The form as the server drew it: what is wrong, or doubtful, comes into view. */
  function replace(html) {
    const drawn = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    if (!drawn || !drawn.querySelector("#log-form")) {
      say(form.dataset.failed);
      return;
    }
    main().replaceWith(drawn);
    start();
    const told = drawn.querySelector(".refusals") || drawn.querySelector("#sure");
    if (told) {
      told.focus();
    }
  }

  /* What this browser has is newer than what the server drew: it is drawn again with that. */
  async function restore() {
    const found = form && drafts.find(owner(), key());
    if (!found || found.at <= Number(form.dataset.saved) || same(found.fields)) {
      return;
    }
    try {
      const answer = await post(sentTo(), new URLSearchParams([...found.fields, ["deed", "show"]]));
      if (answer.ok) {
        replace(await answer.text());
        await keep();
        say(form.dataset.restored);
      }
    } catch {
      say(form.dataset.offline);
    }
  }

  const same = (found) => JSON.stringify(found) === JSON.stringify(fields());

  start();
  restore();
})();
