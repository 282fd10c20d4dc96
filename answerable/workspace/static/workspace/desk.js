// Binds single keys to the buttons and boxes that name them (data-keys), and moves the focus to what is new.
// Every page works without it: a key does nothing but press a button that is there.
(() => {
  "use strict";

  const NOTHING_TYPED = ["checkbox", "radio", "button", "submit"];
  const named = new Map();
  for (const one of document.querySelectorAll("[data-keys]")) {
    for (const key of one.dataset.keys.split(" ")) named.set(key, one);
  }
  let sent = false;

  const typing = (target) =>
    target.matches("textarea, select") || (target.matches("input") && !NOTHING_TYPED.includes(target.type));

  const press = (one) => {
    if (one.matches("input[type=checkbox]")) {
      one.click();
      one.focus({ preventScroll: true });
    } else if (one.matches("input, textarea")) {
      one.focus();
    } else if (one.matches("details")) {
      one.open = !one.open;
      one.querySelector("summary").focus();
    } else {
      one.click();
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "Enter" && event.target.closest("button, a, summary")) return;
    const one = named.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (!one) return;
    event.preventDefault();
    press(one);
  });

  // A form is sent once, however often its key is pressed before the next page comes.
  document.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => {
    sent = false;
  });

  const fresh = document.querySelector("[data-focus]");
  if (fresh) fresh.focus({ preventScroll: true });
})();
