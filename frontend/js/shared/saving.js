// Saves each block of a form a second after its writer stops typing, one block after another: two saves of one text at
// the same time would conflict with themselves.

const PAUSE = 1000;
const RETRY = 10000;

const boxesIn = (block) => [...block.querySelectorAll("input, textarea, select")];

// What stands in the block's boxes that people see.
const typedIn = (block) =>
  JSON.stringify(
    boxesIn(block)
      .filter(({ type }) => type !== "hidden")
      .map((box) => (["checkbox", "radio"].includes(box.type) ? box.checked : box.value)),
  );

// `send` takes a block and answers whether it is stored; where it throws, the block is sent again later and `failed`
// is called with it. A block that was refused is sent again when its text changes.
export const saveWhileTyping = (form, blocks, { send, failed }) => {
  const timers = new Map();
  const dirty = new Set();
  let running = Promise.resolve();
  let sending = 0;
  let leaving = false;

  const save = async (block) => {
    const before = typedIn(block);
    try {
      const isStored = await send(block);
      if (isStored && typedIn(block) === before) dirty.delete(block);
    } catch {
      failed(block);
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
