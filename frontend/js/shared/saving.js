// Saves each block of a form a second after its writer stops typing, one block after another: two saves of one text at
// the same time would conflict with themselves.

const PAUSE = 1000;
const RETRY = 10000;

// What stands in the block's boxes that people see.
const typedIn = (block) =>
  JSON.stringify(
    [...block.querySelectorAll("input, textarea, select")]
      .filter(({ type }) => type !== "hidden")
      .map((box) => (["checkbox", "radio"].includes(box.type) ? box.checked : box.value)),
  );

// To `form.dataset.save` goes what `request` makes of a block; `named` is what the status calls it, and `kind` what its
// writer wrote. Of the answer, `stored` takes what the page must know of a save, and `hint` says what to do about a
// refusal. A block that could not be saved is sent again by itself, one that was refused when its text changes.
export const saveWhileTyping = (form, blocks, { kind, named, request, stored, hint }) => {
  const status = document.getElementById("save-status");
  const timers = new Map();
  const dirty = new Set();
  let running = Promise.resolve();
  let sending = 0;
  let leaving = false;

  const send = async (block) => {
    const before = typedIn(block);
    const response = await fetch(form.dataset.save, { method: "POST", credentials: "same-origin", ...request(block) });
    if (response.redirected || response.status === 403) {
      return `is not saved: you are signed out. Copy your ${kind}, then sign in again.`;
    }
    const answer = await response.json();
    if (answer.state === "failed") throw new Error("The server could not save");
    if (answer.state !== "saved") return `is not saved. ${answer.message}${hint(answer)}`;
    stored(block, answer);
    if (typedIn(block) === before) dirty.delete(block);
    return `saved at ${answer.time}`;
  };

  const save = async (block) => {
    try {
      status.textContent = `${named(block)} ${await send(block)}`;
    } catch {
      status.textContent = `${named(block)} is not saved: trying again`;
      timers.set(block, setTimeout(() => queue(block), RETRY));
    }
  };

  const queue = (block) => {
    sending += 1;
    running = running.then(() => save(block)).then(() => {
      sending -= 1;
    });
  };

  const typed = (event) => {
    const block = event.target.closest(blocks);
    if (!block) return;
    dirty.add(block);
    leaving = false;
    clearTimeout(timers.get(block));
    timers.set(block, setTimeout(() => queue(block), PAUSE));
  };

  // A button pressed while a text is on its way waits for it. The form may be sent again only after this event has ended.
  const submitted = (event) => {
    timers.forEach((timer) => clearTimeout(timer));
    leaving = true;
    if (!sending) return;
    event.preventDefault();
    const { submitter } = event;
    running.then(() => setTimeout(() => form.requestSubmit(submitter)));
  };

  form.addEventListener("input", typed);
  form.addEventListener("submit", submitted);
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size && !leaving) event.preventDefault();
  });
};
