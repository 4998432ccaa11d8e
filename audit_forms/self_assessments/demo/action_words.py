"""Sentences about invented actions and recommendations. No child appears in them, and no real person or place."""

from dataclasses import dataclass

from audit_forms.improvement.enums import ActionStatus, SourceKind, UpdateKind
from audit_forms.self_assessments.demo.people import HOSPITALS, POLICE

NOTES = {
    UpdateKind.PROGRESS: (
        "The senior team has agreed what is missing. We start after half term.",
        "Half of the staff have done it; the others have a date.",
        "The new wording is with the governors. It is on the agenda of their next meeting.",
        "We tried it in two classes first and changed two things.",
        "The trust's adviser has looked at our draft and sent suggestions.",
    ),
    UpdateKind.EVIDENCE_ADDED: (
        "Minutes of the governors' safeguarding committee",
        "Attendance list of the training, with dates",
        "Note of the safeguarding governor's visit",
        "Results of the staff quiz",
    ),
    UpdateKind.ASK_TO_CLOSE: (
        "It is done and has been checked once. In the staff quiz nearly everybody knew what to do.",
        "In place since the start of term. The safeguarding governor tested it on her visit.",
        "Finished. Concerns now reach us on the same day; before, it took up to a week.",
        "Done for all staff, part-time and supply staff too. The list is with the evidence.",
    ),
    UpdateKind.CLOSE: (
        "Thank you. What you wrote and the evidence agree.",
        "Closed. Please tell the next leads' meeting how you did it.",
        "Good work. We will ask about it again in the next return.",
    ),
}


@dataclass(frozen=True)
class Wanted:
    """One recommendation: to whom, its words, where it comes from, in how many days it is due.

    `actions` are what agencies do about it: who, what, how far they are, and in how many days it is due.
    """

    names: tuple[str, ...]
    text: str
    finding: str
    measure: str
    kind: SourceKind
    source: str
    due: int
    actions: tuple[tuple[str, str, ActionStatus, int], ...] = ()


RECOMMENDATIONS = (
    Wanted(
        (POLICE, HOSPITALS),
        "Write down the child's own words, apart from what adults say, each time a child is seen.",
        "In half of the records that were read, the child's view was told by a parent only.",
        "A dip sample of ten records in each agency next spring.",
        SourceKind.CASE_AUDIT,
        "Multi-agency audit on neglect",
        75,
        (
            (POLICE, "Add a box for the child's own words to the officers' report form.", ActionStatus.IN_PROGRESS, 40),
            (POLICE, "Read ten reports each month for what the child said.", ActionStatus.OPEN, 70),
            (HOSPITALS, "Ask each ward to note what the child said on admission.", ActionStatus.EVIDENCE_GIVEN, 15),
        ),
    ),
    Wanted(
        (POLICE,),
        "Tell the school on the next school day when a child was at home during a domestic abuse incident.",
        "Schools say that the message often comes after a weekend or not at all.",
        "The share of messages sent by 9am, counted each term.",
        SourceKind.SELF_ASSESSMENT,
        "Section 175 and 157 round of last year",
        -12,
        ((POLICE, "Give the control room a rota that covers Sunday evenings.", ActionStatus.IN_PROGRESS, -12),),
    ),
    Wanted(
        (HOSPITALS, "Merrowdale Community Health Services", "Merrowdale Mental Health Services"),
        "Name one person in each team who brings learning from audits into the team's meetings.",
        "Staff who were asked knew of no audit of the last two years.",
        "A short survey of staff in the autumn.",
        SourceKind.REVIEW,
        "Review of how learning is shared",
        140,
    ),
    Wanted(
        ("Five Becks High School", "Quillbury High School", "Sallowgate School"),
        "Agree with the bus companies what their drivers do when a pupil seems at risk on the way home.",
        "Returns of secondary schools name the way home as the place where pupils feel least safe.",
        "What pupils of these schools say in the next survey.",
        SourceKind.SELF_ASSESSMENT,
        "Section 175 and 157 round of last year",
        110,
    ),
    Wanted(
        ("Merrowdale Council Children's Services", POLICE, HOSPITALS),
        "Hold strategy meetings with all three partners in the room or on the line.",
        "In nearly half of the cases health was not asked to the first meeting.",
        "The share of meetings with all three, counted each quarter.",
        SourceKind.CASE_AUDIT,
        "Multi-agency audit on strategy meetings",
        -60,
    ),
)
DONE = "All three took part in 28 of the last 30 meetings. The group saw the figures in October."
RESPONSE = {
    "done": "The senior team agreed who does it and began in September. The second half follows by Easter.",
    "evidence": "Minutes of the senior team, September; a list of who has been told.",
    "effect": "Pupils say in the school council that somebody now asks them.",
}
