// Writes portal-print.css: the same rules as on paper, for the preview of a printed page on a screen.
import { readFileSync, writeFileSync } from "node:fs";

const folder = new URL("../static/build/css/", import.meta.url);
const styles = readFileSync(new URL("portal.css", folder), "utf8");
const onPaper = styles.replace(/@media print\b/g, "@media all").replace(/@media (only )?screen\b/g, "@media not all");

writeFileSync(new URL("portal-print.css", folder), onPaper);
