"""What each person does to one case audit, step by step, from the theme to the changed practice."""

from datetime import date, timedelta

from playwright.sync_api import Locator, Page

from tests.browser.answering import answer_sections, follow

REASON = "Three reviews named missed appointments."
GOOD = "good"
TEXT = "The record shows it in the minutes of the last three terms."
CHANGE = "Ask why, each time a child is not brought to an appointment."
FINDING = "Most children were seen, and nobody asked why some were not brought."
REPORT = {"finding": FINDING, "questions": "Who asks?\nWho writes it down?"}
REPORT_POINTS = "Records show that children were heard.\nTeams met soon after each missed appointment."
INVENTED = ("Orla Pennyroyal", "4 May 2019")


def press(page: Page, name: str) -> None:
    """Press the button or follow the link of that name, and wait for the next page."""
    place = page.locator("main")
    target = place.get_by_role("button", name=name, exact=True).or_(place.get_by_role("link", name=name, exact=True))
    follow(page, target.first)


def told(page: Page, words: str) -> None:
    """The page confirms in these words."""
    assert page.get_by_text(words).first.is_visible(), page.locator("main").inner_text()[:2000]


def plan(group: Page, title: str) -> str:
    """The group plans an audit and agrees it; returns its reference."""
    group.goto("/programme/")
    press(group, "Plan an audit")
    group.get_by_label("Title", exact=True).fill(title)
    group.get_by_label("Theme", exact=True).select_option(index=1)
    group.get_by_label("Why this theme now?").fill(REASON)
    group.get_by_label("Key line 1").fill("Who asked why the child was not brought?")
    group.get_by_label("Deep dive into a few cases").check()
    press(group, "Save the plan")
    reference = group.url.rstrip("/").rpartition("/")[2]
    press(group, "Agree the plan")
    told(group, "The plan is agreed")
    return reference


def approve(executive: Page, reference: str) -> None:
    """The Executive approves the theme."""
    executive.goto(f"/programme/{reference}/")
    press(executive, "Approve the plan")
    told(executive, "The plan is approved")


def prepare(unit: Page, reference: str, agencies: tuple[str, ...], chair: str) -> str:
    """The Business Unit chooses agencies and a chair, completes the note, adds one case, starts; returns the case."""
    place = f"/unit/case-audits/{reference}/"
    unit.goto(f"{place}agencies/")
    for box in unit.get_by_role("checkbox").all():
        name = unit.locator(f"label[for='{box.get_attribute('id')}']").inner_text().strip()
        box.set_checked(name in agencies)
    press(unit, "Ask these agencies")
    unit.goto(f"{place}governance/")
    unit.get_by_label("Lawful basis").fill("Public task, section 16H, Children Act 2004.")
    unit.get_by_label("DPIA reference").fill("DPIA-31")
    unit.get_by_label("How little is used").fill("Pseudonyms only; two agencies read two years of one record.")
    unit.get_by_label("Case material is erased on").fill(day(date.today() + timedelta(weeks=150)))
    unit.get_by_label("Keep identities in the portal’s vault").check()
    press(unit, "Save the note")
    unit.goto(f"{place}chair/?q={chair}")
    unit.get_by_role("radio").first.check()
    press(unit, "Name as chair")
    unit.goto(f"{place}cases/add/")
    unit.get_by_label("5 to 10").check()
    unit.get_by_label("Name", exact=True).fill(INVENTED[0])
    unit.get_by_label("Date of birth").fill(INVENTED[1])
    press(unit, "Add the case")
    unit.goto(f"{place}start/")
    press(unit, "Start the audit")
    unit.goto(f"{place}cases/")
    return unit.locator("main .portal-list__title a").first.inner_text().strip()


def day(when: date) -> str:
    """A day as people type it."""
    return f"{when.day}/{when.month}/{when.year}"


def take_part(lead: Page, auditor: Page, case: str, auditor_name: str) -> str:
    """An agency is involved, names an auditor who declares to be independent, and countersigns; returns its address."""
    lead.goto("/audits/")
    follow(lead, lead.locator(f"main a[href^='/audits/{case}/']").first)
    part = lead.url
    press(lead, "We are involved")
    lead.get_by_label(auditor_name).check()
    press(lead, "Name this auditor")
    auditor.goto(part)
    auditor.get_by_label("I have had no direct practice or management in this case.").check()
    press(auditor, "Send the declaration")
    lead.goto(part)
    press(lead, "Countersign")
    told(lead, "The auditor can begin")
    return part


def open_identity(auditor: Page, case: str) -> None:
    """The auditor opens who the child is, with a reason."""
    auditor.goto(f"/audits/{case}/identity/")
    auditor.get_by_role("radio").first.check()
    follow(auditor, auditor.locator("main form button[type=submit]").first)
    assert auditor.get_by_text(INVENTED[0]).is_visible()


def write_audit(auditor: Page, part: str, levels: dict[str, str]) -> str:
    """The auditor answers every section; `levels` are grades other than good, by question; returns the reference."""
    auditor.goto(part)
    press(auditor, "Start the audit")
    reference = auditor.url.rstrip("/").rpartition("/")[2]
    answer_sections(auditor, lambda question: answer(question, levels))
    return reference


def answer(question: Locator, levels: dict[str, str]) -> None:
    """One question of the tool: the grade, the first choice, a text, a day or a number."""
    key = question.get_attribute("data-question") or ""
    level = question.locator(f"[name='{key}.level'][value='{levels.get(key, GOOD)}']")
    if level.count():
        level.check()
    choice = question.locator(f"[name='{key}.choice']")
    if choice.count():
        choice.first.check()
    for box in question.locator("fieldset.portal-row").first.locator("input, textarea").all():
        box.fill("3 March 2026" if "width-10" in (box.get_attribute("class") or "") else TEXT)
    for part, words in (("text", TEXT), ("date", "3 March 2026"), ("number", "6")):
        box = question.locator(f"[name='{key}.{part}']")
        if box.count() and not box.first.input_value().strip():
            box.first.fill(words)


def hand_in(auditor: Page, lead: Page, reference: str, part: str) -> None:
    """The auditor sends the audit, and the agency's lead reads and confirms it."""
    auditor.goto(f"/returns/{reference}/check/")
    press(auditor, "Continue to sign-off")
    auditor.get_by_role("checkbox").check()
    press(auditor, "Send for sign-off")
    lead.goto(part)
    press(lead, "Read and confirm")
    press(lead, "Confirm")


def assure(unit: Page, audit: str, reference: str) -> None:
    """The Business Unit goes through the quality checklist and accepts the agency's audit."""
    unit.goto(f"/unit/case-audits/{audit}/returns/{reference}/quality/")
    for yes in unit.get_by_label("Yes", exact=True).all():
        yes.check()
    press(unit, "Save the checklist")
    unit.goto(f"/returns/{reference}/assure/decide/")
    press(unit, "Accept")


def grade_blind(auditor: Page, audit: str, level: str) -> None:
    """Before the meeting an auditor grades every domain on their own."""
    auditor.goto(f"/moderation/{audit}/blind/")
    for radio in auditor.locator(f"main [type=radio][value='{level}']").all():
        radio.check()
    press(auditor, "Save your grades")


def moderate(chair: Page, audit: str, case: str) -> None:
    """The chair opens moderation, agrees a grade for every domain with a reason, tags a theme, and ends it."""
    chair.goto(f"/moderation/{audit}/")
    press(chair, "Open moderation")
    place = f"/moderation/{audit}/{case}/"
    chair.goto(place)
    rows = [row.get_attribute("data-row") for row in chair.locator("#matrix [data-row]").all()]
    for row in rows:
        chair.goto(f"{place}?domain={row}")
        chair.locator(f"[name=level][value='{GOOD}']").check()
        chair.get_by_label("Reason", exact=True).fill("The record shows good work from the first month on.")
        chair.get_by_role("button", name="Agree this grade").click()
        chair.get_by_text("Agreed: ").first.wait_for()
    chair.get_by_label("Or a new theme").fill("Asking why a child was not brought")
    press(chair, "Tag the theme")
    chair.goto(f"/moderation/{audit}/")
    press(chair, "End moderation")
    told(chair, "Moderation has ended")


def write_report(chair: Page, audit: str, owner: str) -> None:
    """The chair takes the draft, writes every text in general terms, and makes one recommendation."""
    chair.goto(f"/reports/{audit}/")
    press(chair, "Draft the report")
    chair.goto(f"/reports/{audit}/write/")
    for box in chair.locator("main form textarea").all():
        name = box.get_attribute("name") or ""
        if "." not in name:
            box.fill(REPORT.get(name, REPORT_POINTS))
    for reason in chair.locator("[name^='reason.']").all():
        reason.fill("Seen in most of the records.")
    chair.locator("[name='1.change']").fill(CHANGE)
    chair.locator(f"label:has-text('{owner}')").first.click()
    chair.locator("[name='1.responsible_group']").fill("Quality and Impact Group")
    chair.locator("[name='1.due_on']").fill(day(date.today() + timedelta(weeks=30)))
    chair.locator("[name='1.measure']").fill("The next audit asks the same question.")
    press(chair, "Save the report")
    told(chair, "The report is saved")


def publish(group: Page, maker: Page, publisher: Page, audit: str) -> None:
    """The group approves, one person of the Business Unit makes the pages and another publishes them."""
    group.goto(f"/reports/{audit}/")
    press(group, "Approve the report")
    maker.goto(f"/reports/{audit}/")
    press(maker, "Make the pages")
    assert not maker.get_by_role("button", name="Publish the outcome and the briefing").count()
    publisher.goto(f"/reports/{audit}/")
    press(publisher, "Publish the outcome and the briefing")
    told(publisher, "are published")


def read_outcome(anybody: Page, title: str) -> None:
    """Anybody reads on the public site what was found and what will change, and nothing of who the child is."""
    anybody.goto("/audit-outcomes/")
    follow(anybody, anybody.get_by_role("link", name=title, exact=True).first)
    words = anybody.locator("main").inner_text()
    assert FINDING in words
    assert CHANGE in words
    assert "Pennyroyal" not in anybody.content()


def follow_up(lead: Page, unit: Page, group: Page, audit: str) -> None:
    """Staff are told, training is linked, the impact is reviewed and the audit closed; the group reviews its method."""
    lead.goto("/actions/")
    told(lead, TEXT)
    lead.goto(f"/efficacy/{audit}/feedback/")
    lead.get_by_label("When were staff told?").fill(day(date.today()))
    lead.get_by_label("Team meeting").check()
    lead.get_by_label("How many people were told?").fill("24")
    lead.get_by_label("What did they say?").fill("They want the letter to say why it matters.")
    press(lead, "Save")
    unit.goto(f"/efficacy/{audit}/follow-up/")
    unit.get_by_text("Link training", exact=True).click()
    unit.get_by_label("Course or resource").fill("Was not brought: an hour for teams")
    press(unit, "Link it")
    press(unit, "Review the impact")
    for box in unit.locator("main form textarea").all():
        box.fill("Seen in the second sample.")
    unit.locator("main form [type=radio]").first.check()
    press(unit, "Finish the review")
    press(unit, "Close the audit")
    group.goto(f"/efficacy/{audit}/")
    for box in group.locator("main form textarea").all():
        box.fill("Two agencies in one room.")
    group.get_by_label("4", exact=True).check()
    press(group, "Save the review")


def see_it_closed(unit: Page, audit: str, title: str) -> None:
    """The audit is closed, its recommendation is followed, and the identity is erased."""
    unit.goto(f"/unit/case-audits/{audit}/")
    told(unit, "This audit is closed")
    unit.goto(f"/unit/case-audits/{audit}/cases/")
    told(unit, "Identity erased")
    unit.goto("/actions/recommendations/")
    told(unit, CHANGE)
