"""Plausible invented answers. No child appears in them, and no real person, product or place."""

from datetime import date, timedelta

from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.returns import parts
from audit_forms.returns.prefill import fact
from audit_forms.self_assessments.demo.chance import pick, share
from audit_forms.self_assessments.demo.people import DOMAIN, invented_name
from audit_forms.self_assessments.demo.wording import words_of

# How many in a hundred answers are green in the weakest and the strongest organisation.
WEAKEST, STRONGEST = 0.48, 0.92
RED_OF_THE_REST = 0.22
NOT_APPLICABLE = 0.015
CONFIRMED = 0.4
LEFT_EMPTY = 0.4
# Numbers asked for: from, to.
NUMBERS = {
    "dsl-hours": (8, 32),
    "staff-trained-share": (86, 100),
    "meetings-share": (72, 100),
    "trusted-adult-share": (74, 98),
    "minutes-taken": (55, 150),
    "agency-workforce": (40, 900),
}


class Writer:
    """Answers an edition's questions as one school or agency would on one day."""

    def __init__(self, organisation: Organisation, year: str, today: date, levels: tuple[RatingLevel, ...]):
        """The organisation, the programme year (which gives other answers each time), and the day of writing."""
        self.organisation, self.year, self.today, self.levels = organisation, year, today, levels
        self.words = words_of(organisation)
        self.greens = WEAKEST + (STRONGEST - WEAKEST) * share(organisation.name, "quality")

    def chance(self, question: Question, what: str = "") -> float:
        """A number from 0 to 1 that belongs to this organisation, year and question."""
        return share(self.organisation.name, self.year, question.key, what)

    def one_of(self, options: tuple[str, ...], question: Question, what: str = "") -> str:
        """One of the texts, the same in every run."""
        return pick(options, self.organisation.name, self.year, question.key, what)

    def answer(self, question: Question) -> parts.Parts:
        """The parts of a complete answer."""
        write = {
            AnswerType.RATING: self.rating,
            AnswerType.PERSON: self.person,
            AnswerType.NUMBER: self.number,
            AnswerType.DATE: self.day,
            AnswerType.CHOICE: self.choice,
            AnswerType.SHORT_TEXT: self.text,
            AnswerType.LONG_TEXT: self.text,
        }[AnswerType(question.answer_type)]
        return parts.empty_parts(question) | write(question)

    def known(self, question: Question) -> str:
        """The organisation's own fact where the question asks for one, else nothing."""
        return fact(self.organisation, question.prefill) if question.prefill else ""

    def rating(self, question: Question) -> parts.Parts:
        """A level, and what it demands."""
        level = self.level(question)
        seen = next((each.text for each in question.descriptors.all() if each.level_id == level.pk), "")
        values: parts.Parts = {
            parts.LEVEL: level.key,
            parts.TEXT: f"{seen} {self.one_of(self.words.CHECKED, question)}".strip(),
        }
        if level.demands_reason:
            return {parts.LEVEL: level.key, parts.REASON: self.one_of(self.words.REASONS, question)}
        if level.demands_action:
            values[parts.TEXT] = seen
            values[parts.ACTION_WHAT] = question.suggested_action or self.words.ACTION
            values[parts.ACTION_WHO] = self.one_of(self.words.WHO, question)
            values[parts.ACTION_BY] = self.later(question, 30, 180)
        if level.confirmation:
            values[parts.CONFIRMED] = self.chance(question, "confirmed") < CONFIRMED
        return values

    def level(self, question: Question) -> RatingLevel:
        """Mostly the best, now and then the worst, hardly ever not applicable."""
        scored = sorted((each for each in self.levels if each.score is not None), key=lambda each: -(each.score or 0))
        without = [each for each in self.levels if each.score is None]
        if question.allows_not_applicable and without and self.chance(question, "na") < NOT_APPLICABLE:
            return without[0]
        if self.chance(question) < self.greens:
            return scored[0]
        return scored[-1] if self.chance(question, "red") < RED_OF_THE_REST else scored[1]

    def person(self, question: Question) -> parts.Parts:
        """An invented colleague with training dates."""
        name = self.known(question) or invented_name(self.organisation.name, question.key)
        trained = self.today - timedelta(days=int(30 + 600 * self.chance(question)))
        return {
            parts.NAME: name,
            parts.EMAIL: f"{name.lower().replace(' ', '.')}@{DOMAIN}",
            parts.TRAINED_ON: trained.isoformat(),
            parts.NEXT_DUE: (trained + timedelta(days=730)).isoformat(),
        }

    def number(self, question: Question) -> parts.Parts:
        """The organisation's own figure, or one in a likely range."""
        low, high = NUMBERS.get(question.key, (1, 10))
        known = self.known(question)
        return {parts.NUMBER: known or str(low + int((high - low + 1) * self.chance(question)))}

    def day(self, question: Question) -> parts.Parts:
        """A day within the last three years."""
        return {parts.DATE: (self.today - timedelta(days=int(20 + 1000 * self.chance(question)))).isoformat()}

    def choice(self, question: Question) -> parts.Parts:
        """One of the choices, the first ones a little oftener."""
        values = [choice["value"] for choice in question.choices]
        return {parts.CHOICE: values[int(len(values) * self.chance(question) ** 2)]}

    def text(self, question: Question) -> parts.Parts:
        """The organisation's own fact, or a sentence that fits the question."""
        texts = self.words.TEXTS
        fitting = texts.get(f"{question.key}.{self.organisation.sector}") or texts.get(question.key)
        return {parts.TEXT: self.known(question) or self.one_of(fitting or self.words.ANYTHING, question)}

    def later(self, question: Question, soonest: int, latest: int) -> str:
        """A school day to come, as an ISO date."""
        day = self.today + timedelta(days=int(soonest + (latest - soonest) * self.chance(question, "by")))
        return (day - timedelta(days=max(0, day.weekday() - 4))).isoformat()


def is_left_empty(question: Question, organisation: Organisation) -> bool:
    """Whether this organisation leaves a question empty that may be left empty."""
    return not question.required and share(organisation.name, question.key, "empty") < LEFT_EMPTY
