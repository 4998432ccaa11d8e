// Says beside a question that its answer from last time is confirmed or changed, as soon as that is saved.
// The page works without it: the next page says so.

const form = document.getElementById("section-form");

const settle = (block) => {
  const last = block.querySelector("[data-to-check]");
  if (!last) return;
  delete last.dataset.toCheck;
  const done = last.querySelector("[data-done]");
  const ask = last.querySelector("[data-ask]");
  done.hidden = false;
  // The focus must not fall out of the page with the tick that vanishes.
  if (ask.contains(document.activeElement)) {
    done.tabIndex = -1;
    done.focus();
  }
  ask.hidden = true;
  count();
};

const count = () => {
  const left = form.querySelectorAll("[data-to-check]").length;
  for (const number of document.querySelectorAll("[data-waiting-number]")) number.textContent = left;
  for (const panel of document.querySelectorAll("[data-waiting]")) panel.hidden = left === 0;
};

form?.addEventListener("portal:saved", (event) => {
  if (event.detail.toCheck === false) settle(event.target);
});
