// Says so where a passkey did not work or the person thought better of it, and points to the other way.

// The form is sent when the passkey has answered, not when the button is pressed.
document.getElementById("passkey")?.addEventListener("click", (event) => event.preventDefault());

const told = document.getElementById("passkey-failed");
if (told) {
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    told.hidden = false;
    told.focus();
  });
}
