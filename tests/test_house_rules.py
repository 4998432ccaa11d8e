"""Rules of the house that no linter knows: small files and functions, no silenced checks, no inline styles."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.environment import APPS
from scripts.steps import ROOT

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
SOURCES = [*APPS, ROOT / "scripts", ROOT / "tests", ROOT / "benchmarks"]
# Spelt in two parts, so that this file does not find itself.
SILENCERS = re.compile("|".join(["no" + "qa", "type: " + "ignore", "pragma: " + "no cover", "TO" + "DO", "FIX" + "ME"]))
INLINE = re.compile(r"""\sstyle=["']|\son[a-z]+=["']|<style\b|<script(?![^>]*\bsrc=)(?![^>]*type="application/)""")

TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
BLOCK = re.compile(r"{% block (\w+)")
NAMING = re.compile(r"{% url .* as (\w+) %}", re.DOTALL)


def python_files() -> list[Path]:
    return sorted(path for folder in SOURCES for path in folder.rglob("*.py") if "migrations" not in path.parts)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines without the docstring."""
    length = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        length -= (first.end_lineno or 0) - first.lineno + 1
    return length


def test_no_file_is_long():
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in python_files()}
    assert {name: length for name, length in long.items() if length > LONGEST_FILE} == {}


def test_no_function_is_long():
    long = {
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}": lines_of_code(function)
        for path in python_files()
        for function in functions(path)
        if lines_of_code(function) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_check_is_silenced_and_nothing_is_left_for_later():
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if SILENCERS.search(line)
    ]
    assert found == []


def test_templates_have_no_inline_styles_or_scripts():
    # E-mails are exempt: mail programs ignore style sheets.
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "emails" not in path.parts]
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in pages
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if INLINE.search(line)
    ]
    assert found == []


def test_no_page_makes_firefox_fetch_the_next_one():
    """Firefox opens `<link rel="next">` ahead: a case that nobody has looked at would be on record as read."""
    pages = (ROOT / "templates").rglob("*.html")
    assert [str(path) for path in pages if re.search(r"""<link[^>]*rel=["'](next|prefetch)""", path.read_text())] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "package-lock.json"])
def test_lock_files_name_hashes_and_no_registry(name):
    text = (ROOT / name).read_text()
    assert "sha256" in text or "sha512" in text
    assert '"resolved"' not in text
    assert "index-url" not in text
    assert "find-links" not in text


def test_no_template_uses_an_address_that_another_block_has_named():
    """What `{% url … as name %}` names is known to the end of its block; elsewhere it is silently empty."""
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for name in named_elsewhere(path.read_text())
    ]
    assert found == []


def named_elsewhere(source: str) -> list[str]:
    """Names of addresses that stand in a block in which, or around which, they are not given."""
    stack: list[str] = []
    given: dict[str, list[list[str]]] = {}
    used: list[tuple[str, list[str]]] = []
    for tag in TAG.findall(source):
        block, name = BLOCK.match(tag), NAMING.match(tag)
        if block:
            stack.append(block.group(1))
        elif tag.startswith("{% endblock"):
            stack.pop()
        elif name:
            given.setdefault(name.group(1), []).append(list(stack))
        else:
            used += [(word, list(stack)) for word in re.findall(r"(?<![.\w])\w+", tag)]
    return [name for name, place in used if name in given and not any(place[: len(at)] == at for at in given[name])]
