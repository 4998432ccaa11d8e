// Keeps an open page of a moderation meeting up to date, keeps what was typed when the connection is lost, and moves
// between cases by single keys. The page works without it: links ask again, and buttons save.

import { moveByKeys } from "./shared/keys.js";

const EVERY = 4000;
const live = document.querySelector("[data-live]");
const status = document.getElementById("live-status");
const told = document.getElementById("live-news");
const say = (place, words) => {
  if (place && place.textContent !== words) place.textContent = words;
};

// --- What is new --------------------------------------------------------------------------------------
let tag = "";
let timer = 0;
let over = false;

const rows = (root) => new Map([...root.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row.dataset]));

// Only this page's form can say that the domain it is about has been agreed elsewhere: what is typed in it stays.
const meanwhile = (after) => {
  const domain = document.querySelector("[data-domain]")?.dataset.domain;
  const version = document.getElementById("agree-version")?.value;
  const row = after.get(domain);
  if (!row || version === undefined || row.version === version) return;
  say(document.getElementById("meanwhile"), `${row.said} by somebody else. What you typed is kept.`);
};

const replace = (text) => {
  const fresh = new DOMParser().parseFromString(text, "text/html").body;
  const before = rows(live);
  const after = rows(fresh);
  const focused = live.contains(document.activeElement) ? document.activeElement.id : "";
  live.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus();
  const words = [...after].filter(([key, row]) => row.said && row.said !== before.get(key)?.said);
  if (words.length) say(told, words.map(([, row]) => row.said).join(". "));
  meanwhile(after);
};

const time = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

const end = (words) => {
  over = true;
  say(status, words);
};

// Asking does not count as being there: a page left open must not keep anybody signed in.
const ask = async () => {
  clearTimeout(timer);
  if (over || document.hidden) return;
  try {
    const headers = { "X-Only-Asking": "1", ...(tag ? { "If-None-Match": tag } : {}) };
    const answer = await fetch(live.dataset.live, { credentials: "same-origin", cache: "no-store", headers });
    if (answer.redirected || answer.status === 401) return end("You are signed out. Copy what you typed, then sign in again.");
    if (answer.status === 403 || answer.status === 404) {
      live.replaceChildren();
      return end("This is not open to you any more.");
    }
    if (answer.status !== 304 && !answer.ok) throw new Error("The server could not answer");
    if (answer.ok) {
      tag = answer.headers.get("ETag") ?? "";
      replace(await answer.text());
    }
    say(status, "Up to date");
  } catch {
    if (!status.textContent.startsWith("No connection")) {
      say(status, `No connection since ${time()}. What you typed is kept on this page; it tries again by itself.`);
    }
  }
  timer = setTimeout(ask, EVERY);
};

if (live) {
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("online", ask);
  window.addEventListener("offline", ask);
  timer = setTimeout(ask, EVERY);
}

// --- Sending ------------------------------------------------------------------------------------------
// A form sent without a connection would be lost behind the browser's own error page, so the way is tried first.
let leaving = false;
let dirty = false;

const sent = async (event) => {
  const form = event.target;
  if (!form.dataset.check || form.dataset.checked) {
    leaving = true;
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  try {
    const answer = await fetch(form.dataset.check, { credentials: "same-origin", cache: "no-store" });
    if (answer.redirected || answer.status === 401) {
      return end("Not saved: you are signed out. Copy what you typed, then sign in again.");
    }
    form.dataset.checked = "1";
    leaving = true;
    form.requestSubmit(submitter);
  } catch {
    say(status, "Not saved: no connection. What you typed is kept on this page. Send it again when you are connected.");
    submitter?.focus();
  }
};

document.querySelectorAll("form[data-check]").forEach((form) => {
  form.addEventListener("submit", sent);
  form.addEventListener("input", () => {
    dirty = true;
  });
});
window.addEventListener("beforeunload", (event) => {
  if (dirty && !leaving) event.preventDefault();
});

// --- Keys ---------------------------------------------------------------------------------------------
const follow = (step) => document.querySelector(`a[rel="${step > 0 ? "next" : "prev"}"]`)?.click();

moveByKeys(follow, "input:not([type=radio]), textarea, select, [contenteditable]");
