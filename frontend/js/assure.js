// Saves each note a second after its writer stops typing, and moves between answers by single keys.
// The page works without it: the buttons save every note, and links lead on.

import { moveByKeys } from "./shared/keys.js";

const PAUSE = 1000;
const RETRY = 10000;
const form = document.getElementById("assure-form");
const status = document.getElementById("save-status");
const boxes = () => [...document.querySelectorAll("[data-question]")];

// --- Notes ------------------------------------------------------------------------------------------
const timers = new Map();
const dirty = new Set();
let running = Promise.resolve();
let sending = 0;
let leaving = false;

const warn = (block, words) => {
  const panel = block.querySelector("[data-warning]");
  panel.hidden = words.length === 0;
  panel.textContent = words.length
    ? `This looks like ${words.join("; ")}. Do not name or point to a child: the organisation reads your note.`
    : "";
};

const save = async (block) => {
  const key = block.dataset.question;
  const base = form.elements.namedItem(`base.${key}`);
  const text = form.elements.namedItem(`note.${key}`).value;
  const number = block.querySelector(".portal-question__number").textContent;
  try {
    const response = await fetch(form.dataset.save, {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value,
      },
      body: JSON.stringify({ key, note: text, base: base.value }),
    });
    if (response.redirected || response.status === 403) {
      status.textContent = `Note on ${number} is not saved: you are signed out. Copy your note, then sign in again.`;
      return;
    }
    const answer = await response.json();
    if (answer.state === "failed") throw new Error("The server could not save");
    if (answer.state === "saved") {
      base.value = answer.base;
      if (form.elements.namedItem(`note.${key}`).value === text) dirty.delete(block);
      warn(block, answer.warnings);
      status.textContent = `Note on ${number} saved at ${answer.time}`;
    } else {
      const more = answer.state === "conflict" ? " Press “Save notes” to see both." : "";
      status.textContent = `Note on ${number} is not saved. ${answer.message}${more}`;
    }
  } catch {
    status.textContent = `Note on ${number} is not saved: trying again`;
    timers.set(block, setTimeout(() => queue(block), RETRY));
  }
};

// One after another: two saves of one note at once would conflict with themselves.
const queue = (block) => {
  sending += 1;
  running = running.then(() => save(block)).then(() => {
    sending -= 1;
  });
};

const typed = (event) => {
  const block = event.target.closest("[data-question]");
  if (!block) return;
  dirty.add(block);
  leaving = false;
  clearTimeout(timers.get(block));
  timers.set(block, setTimeout(() => queue(block), PAUSE));
};

// A button pressed while a note is on its way waits for it. The form may be sent again only after this event has ended.
const submitted = (event) => {
  timers.forEach((timer) => clearTimeout(timer));
  leaving = true;
  if (!sending) return;
  event.preventDefault();
  const { submitter } = event;
  running.then(() => setTimeout(() => form.requestSubmit(submitter)));
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
  form.addEventListener("input", typed);
  form.addEventListener("submit", submitted);
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size && !leaving) event.preventDefault();
  });
  moveByKeys(go, "input, textarea, select, [contenteditable]");
}
