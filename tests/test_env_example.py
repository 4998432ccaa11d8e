""".env.example explains every setting that is read from the environment, and no other."""

import re

from scripts.steps import ROOT

READ_BY_SETTINGS = re.compile(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"')
READ_DIRECTLY = re.compile(r'environ(?:\.get\(|\[|\.setdefault\()\s*"([A-Z_]+)"')
NAMED = re.compile(r"^#([A-Z_]+)=", re.MULTILINE)


def names_read() -> set[str]:
    names = set()
    for path in [*(ROOT / "portal" / "settings").glob("*.py"), ROOT / "portal" / "wsgi.py", ROOT / "gunicorn.conf.py"]:
        source = path.read_text()
        names.update(READ_BY_SETTINGS.findall(source), READ_DIRECTLY.findall(source))
    return names


def test_example_names_exactly_the_settings_that_are_read():
    assert set(NAMED.findall((ROOT / ".env.example").read_text())) == names_read()
