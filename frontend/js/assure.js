// Saves each note a second after its writer stops typing, and moves between answers by single keys.
// The page works without it: the buttons save every note, and links lead on.

import { moveByKeys } from "./shared/keys.js";
import { saveWhileTyping } from "./shared/saving.js";

const form = document.getElementById("assure-form");
const status = document.getElementById("save-status");
const boxes = () => [...document.querySelectorAll("[data-question]")];

// --- Notes ------------------------------------------------------------------------------------------
const warn = (block, words) => {
  const panel = block.querySelector("[data-warning]");
  panel.hidden = words.length === 0;
  panel.textContent = words.length
    ? `This looks like ${words.join("; ")}. Do not name or point to a child: the organisation reads your note.`
    : "";
};

const numberOf = (block) => block.querySelector(".portal-question__number").textContent;

const send = async (block) => {
  const key = block.dataset.question;
  const base = form.elements.namedItem(`base.${key}`);
  const note = form.elements.namedItem(`note.${key}`).value;
  const number = numberOf(block);
  const response = await fetch(form.dataset.save, {
    method: "POST",
    credentials: "same-origin",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value,
    },
    body: JSON.stringify({ key, note, base: base.value }),
  });
  if (response.redirected || response.status === 403) {
    status.textContent = `Note on ${number} is not saved: you are signed out. Copy your note, then sign in again.`;
    return false;
  }
  const answer = await response.json();
  if (answer.state === "failed") throw new Error("The server could not save");
  if (answer.state === "saved") {
    base.value = answer.base;
    warn(block, answer.warnings);
    status.textContent = `Note on ${number} saved at ${answer.time}`;
    return true;
  }
  const more = answer.state === "conflict" ? " Press “Save notes” to see both." : "";
  status.textContent = `Note on ${number} is not saved. ${answer.message}${more}`;
  return false;
};

const failed = (block) => {
  status.textContent = `Note on ${numberOf(block)} is not saved: trying again`;
};

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
  saveWhileTyping(form, "[data-question]", { send, failed });
  moveByKeys(go, "input, textarea, select, [contenteditable]");
}
