// Says so where a passkey did not work or the person thought better of it, and points to the other way.

const told = document.getElementById("passkey-failed");
if (told) {
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    told.hidden = false;
    told.focus();
  });
}
