/* Requests found while one types: an ARIA combobox over the field of the log form. The first that fits is marked, so
 * that Enter or Tab takes it. Without this script the server looks up what was typed. */
(function () {
  "use strict";

  const PAUSE = 150;
  let latest = 0;

  function start() {
    const field = document.getElementById("request");
    if (!field || field.list_) {
      return;
    }
    const list = document.createElement("ul");
    Object.assign(list, { id: "request-found", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.labels[0].textContent);
    field.parentNode.classList.add("combo");
    field.after(list);
    field.list_ = list;
    const given = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    Object.entries(given).forEach(([name, value]) => field.setAttribute(name, value));
    listen(field, list);
  }

  function listen(field, list) {
    let waiting = 0;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => look(field, list), PAUSE);
    });
    field.addEventListener("focus", () => field.select());
    field.addEventListener("blur", () => close(field, list));
    field.addEventListener("keydown", (event) => pressed(event, field, list));
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        take(field, list, option);
      }
    });
  }

  async function look(field, list) {
    const number = ++latest;
    const typed = field.value.trim();
    if (!typed) {
      close(field, list);
      return;
    }
    const address = new URL(field.dataset.search, location);
    address.searchParams.set("q", typed);
    try {
      const answer = await fetch(address);
      const found = answer.ok ? await answer.json() : [];
      if (number === latest && document.activeElement === field) {
        show(field, list, found);
      }
    } catch {
      close(field, list); // no connection: the server looks it up when the form is sent
    }
  }

  function show(field, list, found) {
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    mark(field, list, list.firstElementChild);
  }

  function option(found, place) {
    const item = document.createElement("li");
    item.id = `request-found-${place}`;
    item.setAttribute("role", "option");
    item.dataset.value = `${found.code} ${found.title}`;
    const code = document.createElement("b");
    code.textContent = found.code;
    const extract = document.createElement("small");
    extract.textContent = found.extract;
    item.append(code, ` ${found.title}`, ...(found.extract ? [extract] : []));
    return item;
  }

  function mark(field, list, item) {
    [...list.children].forEach((other) => other.setAttribute("aria-selected", String(other === item)));
    if (item) {
      field.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  const marked = (list) => list.querySelector("[aria-selected=true]");

  function pressed(event, field, list) {
    if (list.hidden) {
      return;
    }
    const items = [...list.children];
    const place = items.indexOf(marked(list));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(field, list, items[(place + step + items.length) % items.length]);
    } else if (event.key === "Enter" || event.key === "Tab") {
      if (event.key === "Enter") {
        event.preventDefault();
      }
      take(field, list, marked(list));
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close(field, list);
    }
  }

  function take(field, list, item) {
    close(field, list);
    if (item && field.value !== item.dataset.value) {
      field.value = item.dataset.value;
      field.dispatchEvent(new CustomEvent("monitor:taken", { bubbles: true }));
    }
  }

  function close(field, list) {
    latest++; // what is still asked for comes too late
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    mark(field, list, null);
  }

  document.addEventListener("monitor:form", start);
  start();
})();
