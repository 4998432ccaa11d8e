"""Tags and filters of `{% load portal %}`."""

from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string


def render(source, **context):
    return Template("{% load portal %}" + source).render(Context(context))


def test_rating_is_word_and_shape_and_colour():
    shapes = set()
    for tone in ("green", "amber", "red", "neutral"):
        page = BeautifulSoup(render("{% rating tone 'In place' %}", tone=tone), "html.parser")
        assert page.text.strip() == "In place"
        assert page.select_one(f".portal-rating--{tone} svg[aria-hidden=true]")
        shapes.add(str(page.svg))
    assert len(shapes) == 4


def test_progress_counts_in_words():
    assert "2 of 65 questions left" in render("{% progress 2 65 %}")
    assert "1 of 1 question left" in render("{% progress 1 1 %}")
    assert "All 65 questions done" in render("{% progress 0 65 %}")
    assert "3 of 14 returns left" in render("{% progress 3 14 'return' %}")
    assert "0 of 0" not in render("{% progress 0 0 %}")


def test_pagination_keeps_the_rest_of_the_address(rf):
    page = Paginator(range(200), 10).page(10)
    html = render("{% pagination page_obj %}", page_obj=page, request=rf.get("/unit/?q=a%20b&phase=p&phase=s&page=10"))
    links = BeautifulSoup(html, "html.parser").select("a")
    assert [link.text.strip() for link in links] == ["Previous page", "1", "9", "10", "11", "20", "Next page"]
    assert links[1]["href"] == "?q=a+b&phase=p&phase=s&page=1"
    assert [link.text for link in links if link.get("aria-current")] == ["10"]


def test_one_page_needs_no_pagination(rf):
    html = render("{% pagination page_obj %}", page_obj=Paginator([1], 10).page(1), request=rf.get("/"))
    assert "<nav" not in html


def test_address_is_changed_in_parts(rf):
    context = {"request": rf.get("/unit/?sort=name&page=3")}
    assert render("{% address_with sort='due' page='' %}", **context) == "?sort=due"
    assert render("{% address_with sort='' page='' %}", **context) == "/unit/"


def test_breadcrumbs_pair_words_and_addresses():
    links = BeautifulSoup(render("{% breadcrumbs 'Your work' '/start/' 'Returns' '/returns/' %}"), "html.parser")
    assert [(link.text, link["href"]) for link in links.select("a")] == [
        ("Your work", "/start/"),
        ("Returns", "/returns/"),
    ]


def test_telephone_numbers_can_be_dialled():
    assert render("{{ '+44 (0)1632 960 001'|dial }}") == "+4401632960001"


def test_task_list_tells_apart_what_can_be_started():
    tasks = [
        {"title": "Governance", "url": "/a/", "status": "Complete"},
        {"title": "Check answers", "status": "Cannot start yet"},
    ]
    page = BeautifulSoup(render_to_string("components/task_list.html", {"tasks": tasks}), "html.parser")
    (link,) = page.select("a")
    assert page.find(id=link["aria-describedby"]).text == "Complete"
    assert page.select_one(".govuk-task-list__status--cannot-start-yet").text == "Cannot start yet"


def test_change_link_says_what_it_changes():
    rows = [{"key": "Name", "value": "Ada", "url": "/name/"}]
    page = BeautifulSoup(render_to_string("components/summary_list.html", {"rows": rows}), "html.parser")
    assert page.a.text == "Change Name"
