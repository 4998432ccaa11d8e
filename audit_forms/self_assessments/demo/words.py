"""Sentences that invented schools write."""

CHECKED = (
    "The DSL and the head looked at this together in October and found it up to date.",
    "The safeguarding governor saw it on the autumn visit; the note is in the minutes.",
    "We keep the evidence in the safeguarding folder, with the date of the last check.",
    "Checked by the trust's safeguarding adviser at the last review.",
    "Staff were asked about it in a short quiz; nearly everybody knew.",
    "It was tested with three examples from last term and held each time.",
    "The deputy DSL checks this every half term and reports to the senior team.",
    "Pupils told the school council that they know about it.",
    "We changed it after last year's return and went back to see whether it works. It does.",
    "New since last year: we now write down who checked and when.",
)
REASONS = (
    "We have nobody in this situation and no plans for it. We will look again next year.",
    "This is run by another organisation on a separate site, with its own return.",
    "We do not offer this, and have agreed with the board not to.",
)
ACTION = "Agree with the senior team what is missing, put it right, and check again at the end of term."
WHO = (
    "Designated safeguarding lead",
    "Head teacher",
    "Deputy DSL",
    "School business manager",
    "Safeguarding governor with the DSL",
    "Online safety lead",
    "Assistant head, pastoral",
)
ANYTHING = (
    "We do this as agreed with the board and look at it each term.",
    "It is in our policy, and the DSL keeps the record.",
    "We have a simple way of doing this that all staff know.",
)
TEXTS = {
    "other-deputies": (
        "Two phase leaders are trained as deputies; their names are on the poster by the staff room.",
        "One deputy on each site, so that somebody is always there.",
        "The assistant head and the family support worker.",
    ),
    "dsl-holiday-cover": (
        "A safeguarding mobile is carried by the DSL or a deputy in the holidays; the number is on the website.",
        "The trust runs a duty rota for holidays and evenings. The number is on every staff badge.",
        "The head carries the phone in the holidays. Messages are read each working day by noon.",
    ),
    "recording-system": (
        "An electronic recording system, open to the DSL team",
        "The trust's electronic system",
        "An electronic system; visitors and supply staff use a paper form",
    ),
    "best-thing": (
        "Walk-and-talk times with a chosen adult. More pupils now come to us early, before worries have grown.",
        "We moved the DSL's office next to the main entrance. Parents now drop in, and concerns reach us sooner.",
        "A weekly half hour in which the DSL team reads five records together. Our records are clearer for it.",
        "Pupils drew a map of places where they feel less safe. We changed two corridors and a lunchtime rota.",
        "Every member of staff practised a first conversation with a worried pupil. They say they feel readier.",
    ),
    "wish-from-partnership": (
        "Short briefings that we can use in a staff meeting without preparing.",
        "A yearly meeting of safeguarding leads from small schools.",
        "To hear what became of a referral, even if it is only one line.",
        "Training places in the afternoon, so that part-time staff can come.",
    ),
}
DECLINED = (
    "Two actions have no date that the board could hold us to. Please agree dates with the site team first.",
    "The answer on filtering does not mention the check we did in October. Please add it, then I will sign.",
)
CHANGES = (
    "Thank you. Please say how you know that part-time and supply staff are included.",
    "Your action has no measure. What will be different for children when it is done?",
    "Who will take this on while the post of deputy is empty?",
)
CHANGED = (
    "Part-time and supply staff sign the same log; the DSL compares it with the payroll each half term.",
    "At the end of term we ask twelve pupils from each year group and report their answers to the board.",
)
CHANGED_ACTION = (
    "Agree it with the senior team, ask pupils at the end of term what has changed, and report that to the board."
)
NOTES = (
    "Last year the same action was due in March. What became of it?",
    "Weaker than most schools of this phase. Ask what stands in the way.",
    "The date falls into the summer holidays. Ask for an earlier one.",
)
EXTENSIONS = (
    "Agreed early date: the school moves to its new building in December.",
    "Agreed early date: the lead goes on leave at the end of November.",
    "Agreed early date for the trust's own board meeting.",
)
WITHDRAWN = "The school merges with its neighbour in January and is covered by that school's return."
