// Saves the review of a return while its reviewer types. The page works without it: the buttons save everything.

import { saveWhileTyping } from "./shared/saving.js";

const form = document.getElementById("review-form");
const status = document.getElementById("save-status");
const nameOf = (block) => block.dataset.saves;

// The block's own boxes, and what every form of the portal sends.
const textsOf = (block) => {
  const sent = new FormData(form);
  const own = new Set([...block.querySelectorAll("[name]")].map(({ name }) => name));
  for (const name of [...sent.keys()]) {
    if (!own.has(name) && name !== "csrfmiddlewaretoken") sent.delete(name);
  }
  return sent;
};

const send = async (block) => {
  const response = await fetch(form.dataset.save, { method: "POST", credentials: "same-origin", body: textsOf(block) });
  if (response.redirected || response.status === 403) {
    status.textContent = `${nameOf(block)} is not saved: you are signed out. Copy your text, then sign in again.`;
    return false;
  }
  const answer = await response.json();
  if (answer.state === "failed") throw new Error("The server could not save");
  if (answer.state === "saved") {
    for (const [name, version] of Object.entries(answer.versions)) form.elements.namedItem(name).value = version;
    status.textContent = `${nameOf(block)} saved at ${answer.time}`;
    return true;
  }
  status.textContent = `${nameOf(block)} is not saved. ${answer.message} Press “Save” to see more.`;
  return false;
};

const failed = (block) => {
  status.textContent = `${nameOf(block)} is not saved: trying again`;
};

if (form) saveWhileTyping(form, "[data-saves]", { send, failed });
