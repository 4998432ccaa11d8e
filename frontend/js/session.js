// Warns in time before the person is signed out, and lets them stay with one key. Only comfort: without this script
// nothing is lost either, because a page that is sent too late gets its text back after signing in.

const WARN_SECONDS = 3 * 60;
const ASK_HEADERS = { "X-Only-Asking": "1", "X-Requested-With": "fetch" };

class SessionWarning {
  constructor(root) {
    this.root = root;
    this.message = root.querySelector("[data-session-message]");
    this.button = root.querySelector("button");
    this.button.addEventListener("click", () => this.stay());
    this.endsIn(Number(root.dataset.sessionSeconds));
    // A laptop that slept does not run timers.
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
  }

  endsIn(seconds) {
    this.endsAt = Date.now() + seconds * 1000;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), Math.max(1, seconds - WARN_SECONDS) * 1000);
  }

  get secondsLeft() {
    return Math.round((this.endsAt - Date.now()) / 1000);
  }

  // The clock of this page says it is time: another window or a saved answer may have moved the end meanwhile.
  async look() {
    if (this.secondsLeft > WARN_SECONDS) return;
    const seconds = await this.ask("GET");
    if (seconds > WARN_SECONDS) {
      this.hide();
      this.endsIn(seconds);
    } else if (seconds > 0) {
      this.warn(seconds);
    } else {
      this.tellEnd();
    }
  }

  warn(seconds) {
    this.endsAt = Date.now() + seconds * 1000;
    const minutes = Math.max(1, Math.round(seconds / 60));
    this.say(`You will be signed out in ${minutes} ${minutes === 1 ? "minute" : "minutes"} unless you stay.`);
    this.button.hidden = false;
    this.timer = setTimeout(() => this.look(), Math.min(60, seconds) * 1000);
  }

  tellEnd() {
    this.say("You are signed out. What you typed is still on this page: when you save it, sign in and it is offered to you.");
    this.button.hidden = true;
  }

  async stay() {
    const seconds = await this.ask("POST");
    if (seconds > 0) {
      this.hide();
      this.endsIn(seconds);
    } else {
      this.tellEnd();
    }
  }

  say(text) {
    this.root.hidden = false;
    if (this.message.textContent !== text) this.message.textContent = text;
  }

  hide() {
    this.root.hidden = true;
    this.message.textContent = "";
  }

  // Seconds left as the server counts them; while it cannot be reached, as this page does.
  async ask(method) {
    const headers = method === "GET" ? ASK_HEADERS : { "X-CSRFToken": this.root.querySelector("input").value };
    try {
      const answer = await fetch(this.root.dataset.sessionUrl, { method, headers, credentials: "same-origin" });
      return answer.ok ? (await answer.json()).seconds : 0;
    } catch {
      return this.secondsLeft;
    }
  }
}

for (const root of document.querySelectorAll("[data-session-seconds]")) new SessionWarning(root);
