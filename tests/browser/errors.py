"""The one error pattern: title, summary, message beside the field, nothing lost (bars A5, GOV.UK Design System)."""

from playwright.sync_api import Page

from tests.browser.screens import Mistake

FIND = """() => {
  const problems = [];
  const clean = (text) => text.trim().replace(/\\s+/g, " ");
  if (!document.title.startsWith("Error: ")) problems.push(`the title is "${document.title}"`);
  const summary = document.querySelector(".govuk-error-summary");
  if (!summary) return [...problems, "there is no error summary"];
  if (document.activeElement !== summary) problems.push("the summary has no focus");
  const lines = [...summary.querySelectorAll("li")];
  if (!lines.length) problems.push("the summary says nothing");
  for (const line of lines) {
    const link = line.querySelector("a");
    if (!link) continue;
    const field = document.getElementById(link.hash.slice(1));
    if (!field) { problems.push(`"${clean(line.textContent)}" leads nowhere`); continue; }
    const owner = field.closest("fieldset[aria-describedby]") || field;
    const ids = `${field.getAttribute("aria-describedby") || ""} ${owner.getAttribute("aria-describedby") || ""}`;
    const said = ids.split(/\\s+/).filter(Boolean).map((id) => document.getElementById(id)?.textContent || "");
    if (!clean(said.join(" ")).includes(clean(link.textContent))) {
      problems.push(`the field of "${clean(line.textContent)}" does not say it: "${clean(said.join(" "))}"`);
    }
  }
  const linked = lines.filter((line) => line.querySelector("a")).length;
  const messages = document.querySelectorAll(".govuk-error-message").length;
  if (messages < linked) problems.push(`${linked} links but ${messages} messages beside fields`);
  return problems;
}"""


def error_problems(page: Page, mistake: Mistake) -> list[str]:
    """What is missing from the error pattern on a page that has just refused a form."""
    problems: list[str] = page.evaluate(FIND)
    for name, value in mistake.typed.items():
        field = page.locator(f"main [name='{name}']").first
        if field.get_attribute("type") != "password" and field.input_value() != value:
            problems.append(f"{name} was {value!r} and is {field.input_value()!r}")
    return problems + dead_links(page)


def dead_links(page: Page) -> list[str]:
    """Lines of the summary whose link does not move the focus into the form."""
    problems = []
    # The script that moves the focus runs before the page counts as loaded; a busy machine is slower than the click.
    page.wait_for_load_state("load")
    for link in page.locator(".govuk-error-summary a").all():
        link.click()
        target = (link.get_attribute("href") or "#")[1:]
        if page.evaluate("document.activeElement.id") != target:
            problems.append(f"the link {link.inner_text()!r} does not move to its field")
    return problems
