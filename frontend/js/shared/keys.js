// Moves by the single keys j and k, and lets people switch them off (WCAG 2.1.4): the panel `#keys` says so.

const SWITCH = "portal.keys";

// A browser may refuse to keep anything; then the keys are on again on the next page.
const stored = {
  get off() {
    try {
      return localStorage.getItem(SWITCH) === "off";
    } catch {
      return false;
    }
  },
  set off(value) {
    try {
      localStorage.setItem(SWITCH, value ? "off" : "on");
    } catch {
      // Nothing to do: the switch holds for this page.
    }
  },
};

// `move` is called with 1 for j and with -1 for k, unless the person is in one of the `fields` (a selector).
export const moveByKeys = (move, fields) => {
  const panel = document.getElementById("keys");
  let off = stored.off;

  const show = () => {
    if (!panel) return;
    panel.hidden = false;
    panel.querySelector("[data-keys-words]").hidden = off;
    panel.querySelector("[data-keys-switch]").textContent = off ? "Switch the keys j and k on" : "Switch the keys off";
  };

  document.addEventListener("keydown", (event) => {
    if (off || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(fields)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step) move(step);
  });
  panel?.querySelector("[data-keys-switch]").addEventListener("click", () => {
    off = !off;
    stored.off = off;
    show();
  });
  show();
};
