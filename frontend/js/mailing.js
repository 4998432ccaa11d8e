// The numbers of a mailing while it is being sent. Without this script the page has a link that shows the latest.
const EVERY_MS = 3000;

const box = document.querySelector("[data-mailing-progress]");
const address = box?.dataset.mailingProgress;

async function look() {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    return;
  }
  const { status, done, words } = await answer.json();
  if (status !== "sending") {
    window.location.reload();
    return;
  }
  box.querySelector("[data-mailing-words]").textContent = words;
  box.querySelector("progress").value = done;
  window.setTimeout(look, EVERY_MS);
}

if (address) {
  window.setTimeout(look, EVERY_MS);
}
