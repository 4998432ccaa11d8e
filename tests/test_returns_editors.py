"""Two people, two windows, autosave against the save button: nothing is overwritten in silence (bars R4)."""

import threading

import pytest

from tests.conftest import ServerFactory
from tests.support.casework import DRAFT, ask
from tests.support.effort import trials
from tests.support.respondent import Respondent, hidden, typed
from tests.support.server import PortalServer

pytestmark = pytest.mark.crash

SAVES = trials(50, 200)  # by each of the two
SECTION = "governance"
KEY = "board-lead"


class Editor:
    """Adds a word of its own at the end of one answer, again and again, as somebody who reads before writing."""

    def __init__(self, person: Respondent, path: str, letter: str) -> None:
        self.person, self.path, self.letter = person, path, letter
        self.conflicts = 0
        self.failures: list[str] = []

    def work(self) -> None:
        """Save SAVES words; every second one by the button, the others as autosave does."""
        for number in range(SAVES):
            word = f"{self.letter}{number};"
            while not (self.press_save(word) if number % 2 else self.autosave(word)):
                self.conflicts += 1
                if self.conflicts > 20 * SAVES:
                    self.failures.append("no end of conflicts")
                    return

    def opened(self) -> tuple[dict[str, str], dict[str, str]]:
        page = self.person.get(self.path)
        if page.status_code != 200:
            self.failures.append(f"{page.status_code} on opening")
        fields = hidden(page.text)
        mine = {name: value for name, value in fields.items() if name.startswith(f"{KEY}.")}
        return fields, mine | {f"{KEY}.text": typed(page.text)[f"{KEY}.text"]}

    def autosave(self, word: str) -> bool:
        fields, mine = self.opened()
        mine[f"{KEY}.text"] += word
        told = self.person.autosave(self.path, mine, fields["csrfmiddlewaretoken"])
        return told["state"] == "saved"

    def press_save(self, word: str) -> bool:
        fields, mine = self.opened()
        mine[f"{KEY}.text"] += word
        token = {name: fields[name] for name in ("csrfmiddlewaretoken", "owner")}
        answer = self.person.post(self.path, mine | token)
        if answer.status_code == 200:
            assert "another answer to" in answer.text
            assert word in answer.text
        return answer.status_code == 302


def two_editors_save(server: PortalServer) -> None:
    """Each word of both is there in the end, and the version has grown by exactly one for each."""
    path = f"/returns/{ask(server, DRAFT)}/section/{SECTION}/"
    editors = [
        Editor(Respondent(server, email).sign_in(), path, letter)
        for email, letter in (("dsl@demo.example", "d"), ("colleague@demo.example", "c"))
    ]
    fields, _ = editors[0].opened()
    before = int(fields[f"{KEY}.version"])
    threads = [threading.Thread(target=editor.work) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=600)
    fields, mine = editors[0].opened()
    text = mine[f"{KEY}.text"]
    print(f"\n{2 * SAVES} saves, {sum(editor.conflicts for editor in editors)} conflicts shown")
    assert [editor.failures for editor in editors] == [[], []]
    assert [text.count(f"{letter}{n};") for letter in "dc" for n in range(SAVES)] == [1] * 2 * SAVES
    assert int(fields[f"{KEY}.version"]) == before + 2 * SAVES
    assert "Traceback" not in server.log


def test_two_editors_lose_nothing_on_sqlite(portal_server):
    two_editors_save(portal_server)


def test_two_editors_lose_nothing_on_postgres(new_postgres_server: ServerFactory):
    server = new_postgres_server()
    server.start()
    two_editors_save(server)
