"""What a safeguarding lead, a head and a chair do to one return, step by step, with script or without."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page

DAY = "12 October 2026"
TEXTS = {
    "name": "Ines Carrow",
    "email": "ines.carrow@demo.example",
    "trained_on": DAY,
    "next_due": "12 October 2028",
    "number": "7",
    "date": DAY,
    "text": "Seen in the minutes of the last three terms.",
}
SAVE = re.compile("^Save and (continue|check your answers)$")


def answer_whole_return(page: Page, reference: str) -> int:
    """Answer every question of every section, page by page; returns how many pages that took."""
    page.goto(f"/returns/{reference}/")
    return answer_sections(page, answer)


def answer_sections(page: Page, by: Callable[[Locator], None]) -> int:
    """From a return's task list through every section, each question `by` that; returns how many pages that took."""
    follow(page, page.locator(".govuk-task-list a").first)
    sections = 0
    while "/section/" in page.url:
        sections += 1
        for question in page.locator("[data-question]").all():
            by(question)
        leave = page.url
        page.get_by_role("button", name=SAVE).click()
        page.wait_for_url(lambda url, leave=leave: url != leave)
    return sections


def follow(page: Page, control: Locator) -> None:
    """Press a link or button and wait for the whole next page: until then it cannot be said what is not on it."""
    with page.expect_navigation():
        control.click()


def answer(question: Locator) -> None:
    """One question: last time's answer confirmed; else the best rating or first choice, and a text in every box."""
    key = question.get_attribute("data-question")
    still_true = question.locator(f"[name='{key}.confirm']")
    if still_true.count():
        still_true.check()
        return
    rating = question.locator(f"[name='{key}.level'][value=green]")
    if rating.count():
        rating.check()
        question.locator(f"[name='{key}.text']").fill(TEXTS["text"])
        return
    choices = question.locator(f"[name='{key}.choice']")
    if choices.count():
        choices.first.check()
        return
    for part, text in TEXTS.items():
        box = question.locator(f"[name='{key}.{part}']")
        if box.count() and not box.input_value().strip():
            box.fill(text)


def do_further_tasks(page: Page, reference: str) -> None:
    """What a return asks besides its sections: each recommendation answered, the action plan read."""
    page.goto(f"/returns/{reference}/")
    tasks = [link.get_attribute("href") or "" for link in page.locator(".govuk-task-list a").all()]
    for address in (each for each in tasks if "/section/" not in each):
        page.goto(address)
        for question in page.locator(".portal-question").all():
            question.locator("[name$='-state'][value=done]").check()
            for box in question.locator("textarea").all():
                box.fill("Done in the autumn term; seen in the minutes.")
        button = page.get_by_role("button", name=re.compile("^(I have read the plan|Save and continue)"))
        if button.count():
            follow(page, button.first)


def send_for_sign_off(page: Page, reference: str) -> None:
    """From the checked answers to the signatories."""
    do_further_tasks(page, reference)
    page.goto(f"/returns/{reference}/check/")
    follow(page, page.get_by_role("button", name="Continue to sign-off").first)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Send for sign-off", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/send/"))


def confirm(page: Page, reference: str) -> None:
    """A signatory reads and confirms; a chair gives the day of the meeting."""
    page.goto("/returns/")
    follow(page, page.locator(f"a[href='/returns/{reference}/sign/']"))
    meeting = page.get_by_label("Date of the meeting")
    if meeting.count():
        meeting.fill("1 November 2026")
    page.get_by_role("button", name="Confirm", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/sign/"))
