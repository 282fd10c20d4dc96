// Saves the draft on the page every 20 seconds while it changes. Without it the Save button does the same.
"use strict";

(() => {
  const form = document.querySelector("form[data-autosave]");
  const told = document.querySelector("[data-autosave-told]");
  if (!form || !told || !window.fetch) return;
  const spell = () => new URLSearchParams(new FormData(form)).toString();
  let saved = spell();
  let stopped = false;

  const save = async () => {
    const now = spell();
    if (stopped || now === saved) return;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(now),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
      });
      const said = await answer.json();
      if (said.saved) {
        form.elements.revision.value = said.revision;
        saved = spell() === now ? spell() : now.replace(/revision=\d+/, `revision=${said.revision}`);
        told.textContent = `Saved at ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}.`;
      } else {
        stopped = answer.status === 409;
        told.textContent = said.why;
      }
    } catch {
      told.textContent = "Could not be saved just now. It will be tried again; you can also press Save.";
    }
  };

  setInterval(save, 20000);
})();
