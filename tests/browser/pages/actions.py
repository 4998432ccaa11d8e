"""Action plans and recommendations."""

from tests.browser.screens import Mistake, Screen

ACTIONS = [
    Screen("improvement/list.html", "filled", "/actions/", "dsl"),
    Screen("improvement/list.html", "empty", "/actions/", "police-auditor"),
    Screen("improvement/list.html", "long", "/actions/", "long"),
    Screen("improvement/board.html", "filled", "/actions/board/", "dsl"),
    Screen("improvement/board.html", "empty", "/actions/board/", "police-auditor"),
    Screen("improvement/board.html", "long", "/actions/board/", "long"),
    Screen("improvement/action.html", "filled", "/actions/{row:action}/", "dsl"),
    Screen("improvement/action.html", "read-only", "/actions/{row:action}/", "head"),
    Screen("improvement/action.html", "long", "/actions/{row:long-action}/", "long"),
    Screen(
        "improvement/action.html", "error", "/actions/{row:action}/", "dsl", Mistake("Save the note", {"note": " "})
    ),
    Screen("improvement/act.html", "filled", "/actions/{row:waiting}/close/", "unit"),
    Screen(
        "improvement/act.html",
        "error",
        "/actions/{row:action}/due/",
        "dsl",
        Mistake("Move the date", {"due_on": "soon"}),
    ),
    Screen("improvement/add.html", "filled", "/actions/add/", "dsl"),
    Screen("improvement/add.html", "error", "/actions/add/", "dsl", Mistake("Add it to the plan")),
    Screen("improvement/calendar.html", "filled", "/actions/calendar/", "dsl"),
    Screen("improvement/organisations.html", "filled", "/actions/organisations/", "trust"),
    Screen("improvement/of_school.html", "filled", "/actions/organisations/{row:trust-school}/", "trust"),
    Screen("improvement/respond.html", "filled", "/actions/returns/{of:asked:draft}/recommendations/", "asked"),
    Screen("improvement/plan.html", "filled", "/actions/returns/{of:asked:draft}/plan/", "asked"),
    Screen("improvement/recommendations.html", "filled", "/actions/recommendations/", "unit"),
    Screen("improvement/recommendations.html", "empty", "/actions/recommendations/?q=zzzz", "unit"),
    Screen("improvement/recommendation.html", "filled", "/actions/recommendations/{row:recommendation}/", "unit"),
    Screen("improvement/recommendation_form.html", "filled", "/actions/recommendations/add/", "unit"),
    Screen(
        "improvement/recommendation_form.html",
        "error",
        "/actions/recommendations/add/",
        "unit",
        Mistake("Raise it", {"text": "Hear the child", "organisations": "Nowhere School"}),
    ),
    Screen(
        "improvement/end_recommendation.html",
        "filled",
        "/actions/recommendations/{row:recommendation}/withdraw/",
        "unit",
    ),
    Screen(
        "improvement/end_recommendation.html",
        "error",
        "/actions/recommendations/{row:recommendation}/withdraw/",
        "unit",
        Mistake("Withdraw"),
    ),
]
