"""Sentences that invented agencies write; the names are those of `words`, whose schools write others."""

CHECKED = (
    "The named lead and the board lead looked at this together in October and found it up to date.",
    "The board saw it at its autumn meeting; the note is in the minutes.",
    "We keep the evidence in the safeguarding folder, with the date of the last check.",
    "Somebody from outside looked at ten examples in the summer and agreed.",
    "Teams were asked about it in a short survey; nearly everybody knew.",
    "It was tested with three examples from last quarter and held each time.",
    "The deputy checks this each quarter and reports to the senior team.",
    "Young people on our advisory panel told us that they know about it.",
    "We changed it after the last return and went back to see whether it works. It does.",
    "New since the last return: we now write down who checked and when.",
)
REASONS = (
    "Nobody in our agency does this, and there are no plans for it. We will look again next year.",
    "This is done for us by another agency, with its own return.",
    "We do not offer this, and have agreed with the board not to.",
)
ACTION = "Agree with the senior team what is missing, put it right, and check again at the end of the quarter."
WHO = (
    "Named safeguarding lead",
    "Board lead for safeguarding",
    "Deputy safeguarding lead",
    "Named lead with the chair",
    "Named lead with whoever runs training",
    "Person in charge of recruitment",
)
ANYTHING = (
    "We do this as agreed with the board and look at it each quarter.",
    "It is in our policy, and the named lead keeps the record.",
    "We have a simple way of doing this that all teams know.",
)
# A key may end in a sector, for what only agencies of that sector would write.
TEXTS = {
    "agency-work.police": (
        "We answer calls, investigate crimes against children, and work in neighbourhoods and schools.",
    ),
    "agency-work.health": (
        "We see babies, children and parents in wards, clinics and at home, in Merrowdale and the towns around it.",
        "We plan and provide health services for families across Merrowdale, and see children at home and in clinics.",
    ),
    "agency-work.childrens_services": (
        "We run the front door, family help, child protection, and care for children who cannot live at home.",
    ),
    "agency-work.education": (
        "We support schools and early years, admissions, attendance, and children who miss school.",
    ),
    "agency-work.adult_services": ("We support adults who need care. Many of them are parents or live with children.",),
    "agency-work.public_health": (
        "We fund health visiting, school nursing and help with drugs and alcohol, and look at what harms children.",
    ),
    "agency-work.youth_justice": ("We work with children aged 10 to 17 who have offended or may do so.",),
    "agency-work.probation": ("We supervise adults who have offended. Many live with children or see them.",),
    "agency-work.housing": ("We let 4,200 homes and see families at repairs, visits and in our offices.",),
    "agency-work.voluntary": (
        "We run groups for families in two halls each week. About 30 children come, mostly with a parent.",
        "We bring youth groups together and train their helpers. Young people meet us at events and on trips.",
    ),
    "out-of-hours-contact": (
        "Our control room answers day and night and puts partners through to the duty manager.",
        "A duty rota of senior staff covers nights and weekends. The number is with the partnership.",
        "The named lead or a deputy carries a phone until 10pm. After that callers hear the front door's number.",
    ),
    "last-inspection-outcome": (
        "Good, with one area to improve on records. We have changed the form and check ten records each month.",
        "Requires improvement on supervision. Each team now has a set day, and the figure is at 88 per cent.",
    ),
    "best-thing": (
        "A weekly half hour in which two teams read five records together. Our records are clearer for it.",
        "We asked young people to walk through our waiting rooms. Three were changed, and more now come alone.",
        "Staff practised how to say that they disagree. Challenges went up, and two plans for children were changed.",
        "Each adult's record now starts with the children in the home. We found families whom nobody had asked about.",
    ),
    "best-thing.voluntary": (
        "Every helper has talked through two examples of what to do. Three worries were passed on in time.",
        "Children made a poster of whom they can talk to. Two have used it.",
    ),
    "wish-from-partnership": (
        "Short briefings that we can use in a team meeting without preparing.",
        "One form for referrals that fits all our systems.",
        "To hear what became of a referral, even if it is only one line.",
        "Training places in the evening, so that volunteers and night staff can come.",
    ),
}
DECLINED = (
    "Two actions have no date that the board could hold us to. Please agree dates with the service managers first.",
    "The answer on supervision does not mention the check we did in October. Please add it, then I will sign.",
)
CHANGES = (
    "Thank you. Please say how you know that night staff and agency staff are included.",
    "Your action has no measure. What will be different for children when it is done?",
)
CHANGED = (
    "Agency and bank staff are on the same list; the safeguarding lead compares it with the payroll each quarter.",
    "At the end of the quarter we ask staff and families what is different, and report their answers to the board.",
)
CHANGED_ACTION = (
    "Agree it with the senior team, ask staff at the end of the quarter what has changed, and report that to the board."
)
NOTES = (
    "Last time the same action was due in the spring. What became of it?",
    "Weaker than most agencies. Ask what stands in the way.",
    "The action has no measure. Ask what will be different for children.",
)
EXTENSIONS = (
    "Agreed early date: the lead goes on leave at the end of November.",
    "Agreed early date for the agency's own board meeting.",
)
WITHDRAWN = "The service covers three areas and answers once, through the neighbouring partnership."
