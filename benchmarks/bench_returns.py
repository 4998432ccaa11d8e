"""P3: a section page and its save, on the longest section that the demo's safeguarding lead has open."""

from collections.abc import Iterator
from itertools import count

from bs4 import BeautifulSoup
from django.test import Client

from audit_forms.returns.asking import asked_sections
from audit_forms.returns.models import Return
from benchmarks.figures import Figure, count_queries, median_ms
from benchmarks.reference import fresh_wagtail_home_ms
from portal.accounts.models import User

LEAD = "dsl@demo.example"


def measure() -> Iterator[Figure]:
    """Queries and server time of showing the section, and of saving it with every text changed."""
    lead = User.objects.get(email=LEAD)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(lead)
    address, questions = _longest_section(lead)
    numbers = count()

    def show() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"

    def typed() -> tuple[dict[str, str]]:
        fields = _fields(client.get(address).content)
        return ({name: f"{next(numbers)} {value}" if name.endswith(".text") else value for name, value in fields},)

    def save(data: dict[str, str]) -> None:
        answer = client.post(address, data)
        assert answer.status_code == 302, f"The save answered {answer.status_code}"

    fresh = fresh_wagtail_home_ms()
    size = f"a section of {questions} questions"
    yield Figure("P3", f"queries to show {size}", count_queries(show), "queries", 12)
    yield Figure("P3", f"show {size}, against a fresh Wagtail home", median_ms(show) / fresh, "times", 4)
    yield Figure("P3", f"queries to save {size}", count_queries(save, typed), "queries", 10)
    yield Figure("P3", f"save {size}, against it too", median_ms(save, prepare=typed) / fresh, "times", 4)


def _longest_section(lead: User) -> tuple[str, int]:
    audit_return = Return.objects.written_by(lead).with_context().filter(status="draft").latest("created_at")
    asked = max(asked_sections(audit_return), key=lambda each: len(each.questions))
    return f"/returns/{audit_return.reference}/section/{asked.section.key}/", len(asked.questions)


def _fields(page: bytes) -> Iterator[tuple[str, str]]:
    """What a browser would send of the page's form."""
    form = BeautifulSoup(page, "html.parser").select_one("main form[method=post]")
    assert form is not None, "The page has no form."
    for control in form.select("input[name], textarea[name], select[name]"):
        if control.name == "textarea":
            yield str(control["name"]), control.text
        elif control.get("type") not in {"radio", "checkbox"} or control.has_attr("checked"):
            yield str(control["name"]), str(control.get("value", "on"))
