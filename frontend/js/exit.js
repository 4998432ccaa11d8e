// Pages about abuse: the page is blank at once, and Shift pressed three times leaves it. Without this the link works.
import { createAll, ExitThisPage } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

createAll(ExitThisPage);
