// Warns in time before the person is signed out, and lets them stay with one key: Enter, Space and Escape all do. Only
// comfort: without this script nothing is lost either, because a page sent too late gets its text back after signing in.

const WARN_SECONDS = 3 * 60;

class SessionWarning {
  constructor(dialog) {
    this.dialog = dialog;
    this.title = dialog.querySelector("h2");
    this.text = dialog.querySelector("p");
    this.button = dialog.querySelector("button");
    dialog.addEventListener("close", () => this.stay());
    // A computer that slept does not run timers.
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    this.endsIn(Number(dialog.dataset.sessionSeconds));
  }

  endsIn(seconds) {
    this.endsAt = Date.now() + seconds * 1000;
    this.lookIn(seconds - WARN_SECONDS);
  }

  lookIn(seconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), Math.max(1, seconds) * 1000);
  }

  get secondsLeft() {
    return Math.round((this.endsAt - Date.now()) / 1000);
  }

  // This page's clock says that it is time: another window or a saved answer may have moved the end meanwhile.
  async look() {
    if (this.over || this.secondsLeft > WARN_SECONDS) return;
    const seconds = await this.ask("GET");
    if (seconds > WARN_SECONDS) {
      this.shut();
      this.endsIn(seconds);
    } else if (seconds > 0) {
      this.endsAt = Date.now() + seconds * 1000;
      this.warn(Math.max(1, Math.round(seconds / 60)));
      this.lookIn(Math.min(60, seconds));
    } else {
      this.end();
    }
  }

  warn(minutes) {
    this.say(
      "You will be signed out soon",
      `To keep your work private, you will be signed out in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
      "Stay signed in",
    );
  }

  end() {
    this.over = true;
    clearTimeout(this.timer);
    this.say(
      "You have been signed out",
      "What you typed is still on this page. When you save it, you sign in and it is offered to you again.",
      "Close this message",
    );
  }

  async stay() {
    if (this.over || this.shutting) return;
    const seconds = await this.ask("POST");
    if (seconds > 0) this.endsIn(seconds);
    else this.end();
  }

  say(title, text, button) {
    const words = [title, text, button];
    [this.title, this.text, this.button].forEach((part, index) => {
      if (part.textContent !== words[index]) part.textContent = words[index];
    });
    if (!this.dialog.open) this.dialog.showModal();
  }

  // Closed because somebody stayed in another window; the close event comes later, in a task of its own.
  shut() {
    if (!this.dialog.open) return;
    this.shutting = true;
    this.dialog.addEventListener("close", () => (this.shutting = false), { once: true });
    this.dialog.close();
  }

  // Seconds left as the server counts them; while it cannot be reached, as this page does.
  async ask(method) {
    const asking = { "X-Only-Asking": "1" };
    const staying = { "X-CSRFToken": this.dialog.querySelector("input").value };
    try {
      const options = { method, headers: method === "GET" ? asking : staying, credentials: "same-origin" };
      const answer = await fetch(this.dialog.dataset.sessionUrl, options);
      return answer.ok ? (await answer.json()).seconds : 0;
    } catch {
      return this.secondsLeft;
    }
  }
}

const dialog = document.querySelector("dialog[data-session-seconds]");
if (dialog && dialog.showModal) new SessionWarning(dialog);

// A page that the browser kept whole is asked for anew: Back shows nothing after signing out.
window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
