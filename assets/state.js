/* What a reader did to a part of a page, carried over to a new drawing of it: opened, typed, focused, scrolled to. */
(function () {
  "use strict";

  const FIELDS = "input:not([type=hidden]), select, textarea";
  const all = (part, selector) => [...part.querySelectorAll(selector)];

  /* An element in words that find it again: its id, or its place among those of its kind. */
  function place(part, element) {
    const within = element.closest("[id]");
    const home = within && part.contains(within) && within !== part ? `#${CSS.escape(within.id)}` : "";
    if (home && within === element) {
      return { selector: home, index: 0 };
    }
    const selector = `${home} ${element.tagName}`.trim();
    return { selector, index: all(part, selector).indexOf(element) };
  }

  const find = (part, { selector, index }) => all(part, selector)[index];
  const typed = (field) =>
    field.matches("[type=radio], [type=checkbox]")
      ? field.checked !== field.defaultChecked
      : field.tagName === "SELECT"
        ? !(field.selectedOptions[0] || {}).defaultSelected
        : field.value !== field.defaultValue;

  function of(part) {
    const focused = part.contains(document.activeElement) ? place(part, document.activeElement) : null;
    return {
      focused,
      scrolled: scrollY,
      opened: all(part, "details[open]").map((element) => place(part, element)),
      fields: all(part, FIELDS)
        .filter(typed)
        .map((field) => ({ where: place(part, field), value: field.value, checked: field.checked })),
    };
  }

  function put(state, part) {
    for (const where of state.opened) {
      Object.assign(find(part, where) || {}, { open: true });
    }
    for (const { where, value, checked } of state.fields) {
      const field = find(part, where);
      if (field) {
        write(field, value, checked);
      }
    }
    const focused = state.focused && find(part, state.focused);
    if (focused) {
      focused.focus({ preventScroll: true });
    }
    scrollTo({ top: state.scrolled, behavior: "instant" });
  }

  /* React only takes notice of what is written the way a browser writes it. */
  function write(field, value, checked) {
    if (field.matches("[type=radio], [type=checkbox]")) {
      field.checked = checked;
      return;
    }
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  window.monitorState = { of, put };
})();
