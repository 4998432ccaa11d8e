"""What machines can tell about a page: axe for accessibility, html-validate and the Nu checker for its markup."""

import json
import os
import subprocess
from pathlib import Path

from playwright.sync_api import Page

from scripts.environment import child_env
from scripts.steps import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
HTML_VALIDATE = ROOT / "node_modules" / ".bin" / "html-validate"
NU_CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
RULES = ROOT / "tests" / "support" / "html-validate.json"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules whose answer depends on the colours.
OF_COLOURS = ["color-contrast", "link-in-text-block"]


def axe_violations(page: Page, rules: list[str] = STANDARDS) -> list[str]:
    """What axe finds wrong on the page as it is now: one line for each element, with the rule and where it is.

    `rules` are tags or names of rules.
    """
    # Evaluated, not added as a script element, which the content security policy rightly refuses.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    # Only of violations are the elements described: to describe all those that are well takes as long as to find them.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} {' '.join(str(part) for part in node['target'])}"
        for rule in found
        for node in rule["nodes"]
    ]


def markup_errors(folder: Path) -> list[str]:
    """What html-validate finds wrong in the .html files of a folder: one line for each message."""
    # To a file: into a pipe it writes no more than the pipe holds before it ends.
    report_file = folder / "report.json"
    words = [HTML_VALIDATE, "--config", RULES, "--formatter", f"json={report_file}", f"{folder}{os.sep}*.html"]
    finished = subprocess.run(words, cwd=ROOT, env=child_env(), capture_output=True, text=True, check=False)
    if not report_file.exists():
        raise AssertionError(finished.stderr)
    return [
        f"{Path(report['filePath']).name}:{message['line']} {message['ruleId']}: {message['message']}"
        for report in json.loads(report_file.read_text())
        for message in report["messages"]
    ]


def nu_errors(files: list[Path], java: str) -> list[str]:
    """What the W3C's Nu checker calls an error in these files: one line for each."""
    words = [java, "-jar", NU_CHECKER, "--errors-only", "--exit-zero-always", "--format", "json", *files]
    finished = subprocess.run(words, capture_output=True, text=True, check=True)
    return [
        f"{Path(message['url']).name}:{message.get('lastLine', 0)} {message['message']}"
        for message in json.loads(finished.stderr)["messages"]
    ]
