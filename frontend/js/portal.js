// Behaviour for pages behind the login. Every page works without it; it only adds convenience.
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
} from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

createAll(Button, { preventDoubleClick: true });
[CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios].forEach((Component) =>
  createAll(Component),
);
