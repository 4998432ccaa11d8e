// Saves the review of a return while its reviewer types. The page works without it: the buttons save everything.

import { saveWhileTyping } from "./shared/saving.js";

const form = document.getElementById("review-form");
const named = (block) => block.dataset.saves;

// The block's own boxes, and what every form of the portal sends.
const request = (block) => {
  const body = new FormData(form);
  const own = new Set([...block.querySelectorAll("[name]")].map(({ name }) => name));
  for (const name of [...body.keys()]) {
    if (!own.has(name) && name !== "csrfmiddlewaretoken") body.delete(name);
  }
  return { body };
};

const stored = (block, { versions }) => {
  for (const [name, version] of Object.entries(versions)) form.elements.namedItem(name).value = version;
};

const hint = () => " Press a save button to see more.";

if (form) saveWhileTyping(form, "[data-saves]", { kind: "text", named, request, stored, hint });
