// Saves each note a second after its writer stops typing, and moves between answers by single keys.
// The page works without it: the buttons save every note, and links lead on.

import { moveByKeys } from "./shared/keys.js";
import { saveWhileTyping } from "./shared/saving.js";

const form = document.getElementById("assure-form");
const boxes = () => [...document.querySelectorAll("[data-question]")];

// --- Notes ------------------------------------------------------------------------------------------
const warn = (block, words) => {
  const panel = block.querySelector("[data-warning]");
  panel.hidden = words.length === 0;
  panel.textContent = words.length
    ? `This looks like ${words.join("; ")}. Do not name or point to a child: the organisation reads your note.`
    : "";
};

const named = (block) => `Note on ${block.querySelector(".portal-question__number").textContent}`;

const base = (block) => form.elements.namedItem(`base.${block.dataset.question}`);

const request = (block) => {
  const key = block.dataset.question;
  const note = form.elements.namedItem(`note.${key}`).value;
  return {
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value,
    },
    body: JSON.stringify({ key, note, base: base(block).value }),
  };
};

const stored = (block, answer) => {
  base(block).value = answer.base;
  warn(block, answer.warnings);
};

const hint = ({ state }) => (state === "conflict" ? " Press “Save notes” to see both." : "");

// --- Keys -------------------------------------------------------------------------------------------
const go = (step) => {
  const all = boxes();
  const at = all.findIndex((block) => block.contains(document.activeElement));
  const target = all[at === -1 ? (step > 0 ? 0 : -1) : at + step];
  if (target) {
    target.focus();
    target.scrollIntoView({ block: "start" });
  } else {
    document.querySelector(`a[rel="${step > 0 ? "next" : "prev"}"]`)?.focus();
  }
};

if (form) {
  saveWhileTyping(form, "[data-question]", { kind: "note", named, request, stored, hint });
  moveByKeys(go, "input, textarea, select, [contenteditable]");
}
