/* The presentation: arrow keys, space, Home and End step through the screens; F or the button fills the whole screen. */
"use strict";

(() => {
  const screens = [...document.querySelectorAll(".screen")];
  const full = document.querySelector(".full");

  /* The screen that fills most of the window: nobody need have come to it by key. */
  const current = () => {
    const middle = window.innerHeight / 2;
    const found = screens.findIndex((screen) => screen.getBoundingClientRect().bottom > middle);
    return found < 0 ? screens.length - 1 : found;
  };

  const show = (place) => {
    const screen = screens[Math.min(Math.max(place, 0), screens.length - 1)];
    history.replaceState(null, "", `#${screen.id}`);
    screen.focus({ preventScroll: true });
    screen.scrollIntoView();
  };

  const steps = {
    ArrowRight: () => current() + 1, ArrowDown: () => current() + 1, PageDown: () => current() + 1, " ": () => current() + 1,
    ArrowLeft: () => current() - 1, ArrowUp: () => current() - 1, PageUp: () => current() - 1,
    Home: () => 0, End: () => screens.length - 1,
  };

  const whole = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === " " && event.target.closest("button, a")) return;
    if (event.key === "f") { whole(); return; }
    if (steps[event.key]) {
      event.preventDefault();
      show(steps[event.key]());
    }
  });

  if (document.fullscreenEnabled) {
    full.hidden = false;
    full.addEventListener("click", whole);
  }
})();
