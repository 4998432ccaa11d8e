// Saves each answer of a section a second after its writer stops typing, and unfolds the boxes a rating asks for.
// The page works without it: every box shows, and the save buttons send everything.

const PAUSE = 1000;
const RETRY = 10000;
const form = document.getElementById("section-form");

const questions = () => [...form.querySelectorAll("[data-question]")];
const field = (question, part) => form.elements.namedItem(`${question}.${part}`);

// --- Saving -----------------------------------------------------------------------------------------
const status = document.getElementById("save-status");
const dirty = new Set();
const tries = new Map();
let timer = 0;
let sending = false;
let leaving = false;
let waiting = null;

const say = (words) => {
  if (status.textContent !== words) status.textContent = words;
};

const describe = (block) => {
  const data = {};
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith(`${block.dataset.question}.`)) data[name] = value;
  }
  return data;
};

// An answer that was refused is sent again only when it has changed, or by a save button, which shows why.
const settle = (block, sent, answer) => {
  const key = block.dataset.question;
  const mark = answer.marks?.[key];
  if (mark) {
    field(key, "version").value = mark.version;
    field(key, "base").value = mark.base;
  }
  block.dispatchEvent(new CustomEvent("portal:saved", { bubbles: true, detail: { toCheck: answer.to_check?.[key] } }));
  const changedMeanwhile = JSON.stringify(withoutMark(describe(block))) !== JSON.stringify(withoutMark(sent));
  if (mark && answer.state === "saved" && !changedMeanwhile) dirty.delete(block);
};

// What the saved answer may tell of a child is shown beside the question; the words come from the server.
const warn = (block, words) => {
  const panel = block.querySelector("[data-identity]");
  if (!panel) return;
  const lines = words.map((each) => {
    const line = document.createElement("li");
    line.textContent = each;
    return line;
  });
  panel.querySelector("[data-identity-list]").replaceChildren(...lines);
  panel.hidden = lines.length === 0;
};

const withoutMark = (data) =>
  Object.entries(data).filter(([name]) => !name.endsWith(".version") && !name.endsWith(".base"));

const explain = (answer, key) => {
  const [other] = Object.values(answer.conflicts ?? {});
  if (other) return `Not saved: ${other} Press a save button to see both.`;
  const wrong = Object.entries(answer.errors ?? {}).find(([name]) => name.startsWith(`${key}.`));
  return wrong ? `Not saved yet: ${wrong[1][0]}` : "Not saved: try again";
};

const signedOut = (kept) => {
  status.textContent = kept
    ? "You are signed out. What you typed is kept for you. "
    : "Not saved: you are signed out. ";
  const link = document.createElement("a");
  link.href = form.dataset.signIn;
  link.className = "govuk-link";
  link.textContent = "Sign in again";
  status.append(link);
  if (kept) leaving = true;
};

const send = async (block) => {
  const sent = describe(block);
  const response = await fetch(form.dataset.autosave, {
    method: "POST",
    credentials: "same-origin",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value,
    },
    body: JSON.stringify({ ...sent, owner: form.elements.namedItem("owner").value }),
  });
  const answer = await response.json();
  if (answer.state === "signed-out") {
    signedOut(answer.kept);
  } else if (answer.state === "failed") {
    throw new Error("The server could not save");
  } else if (answer.state === "closed") {
    say(`Not saved: ${answer.message}`);
  } else {
    settle(block, sent, answer);
    warn(block, answer.warnings?.[block.dataset.question] ?? []);
    say(answer.state === "saved" ? `Saved at ${answer.time}` : explain(answer, block.dataset.question));
  }
  return answer.state;
};

const saveNext = async () => {
  if (sending) return;
  const block = [...dirty].find((each) => !tries.has(each));
  if (!block) return;
  sending = true;
  tries.set(block, true);
  try {
    const state = await send(block);
    if (state === "saved" && dirty.has(block)) tries.delete(block);
  } catch {
    say("Not saved: try again");
    setTimeout(() => {
      tries.delete(block);
      saveNext();
    }, RETRY);
  }
  sending = false;
  if (waiting) {
    form.requestSubmit(waiting);
  } else {
    saveNext();
  }
};

// A save button pressed while an answer is on its way waits for it: else the page would conflict with itself.
const submitted = (event) => {
  clearTimeout(timer);
  if (sending) {
    event.preventDefault();
    waiting = event.submitter;
    return;
  }
  leaving = true;
};

const changed = (event) => {
  const block = event.target.closest("[data-question]");
  if (!block) return;
  unfold(block);
  dirty.add(block);
  tries.delete(block);
  leaving = false;
  clearTimeout(timer);
  timer = setTimeout(saveNext, PAUSE);
};

// --- Unfolding --------------------------------------------------------------------------------------
const isFilled = (group) =>
  [...group.querySelectorAll("input, textarea")].some((box) =>
    ["checkbox", "radio"].includes(box.type) ? box.checked : box.value.trim() !== "",
  );

// A group with something in it never disappears: an answer nobody can see would look lost.
const unfold = (block) => {
  const chosen = block.querySelector("input[data-asks]:checked");
  const asked = chosen ? chosen.dataset.asks.split(" ") : [];
  for (const group of block.querySelectorAll("[data-group]")) {
    const wrong = group.querySelector("[aria-invalid]");
    group.hidden = !asked.includes(group.dataset.group) && !isFilled(group) && !wrong;
  }
};

if (form) {
  document.body.classList.add("portal-unfolds");
  questions().forEach(unfold);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", submitted);
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size && !leaving) event.preventDefault();
  });
  // A page taken from the browser's memory holds old versions; its text could be somebody's older answer.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && !dirty.size) window.location.reload();
  });
}
