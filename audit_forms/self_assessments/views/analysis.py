"""The analysis of a round: what all its returns say together. Exact numbers, for the Business Unit and the group."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from audit_forms.improvement.enums import ActionSource, ActionStatus
from audit_forms.improvement.models import Action
from audit_forms.insight.drawing import FORMATS, Drawn, file_of
from audit_forms.insight.rounds import QuestionFigures, SectionFigures, charts, read_response
from audit_forms.insight.rounds.duties import level_of, not_met_at
from audit_forms.insight.rounds.heat import PER_PAGE, row_of
from audit_forms.insight.rounds.packing import layout_of
from audit_forms.insight.rounds.reading import received
from audit_forms.self_assessments import services
from audit_forms.self_assessments.analysis import Analysis, AnalysisForm, HeatForm, chart_named
from audit_forms.self_assessments.analysis.reviewed import reviews_chart
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.permissions import can_see_names

HEAT_MAP = "heat-map"


@require_safe
@login_required
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """The response, the key figures, and every section as a bar, the weakest first."""
    found = analysed(request, pk)
    figures = found.figures
    context = {
        "response": read_response(found.exercise, figures.settings, found.form.filters),
        "chart": charts.sections_chart(figures, found.title, found.subtitle, link_to(found)),
    }
    return page(request, "overview", found, context)


@require_safe
@login_required
def questions(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """The questions of one section."""
    found = analysed(request, pk)
    chosen = found.section(section)
    if chosen is None:
        raise Http404
    chart = charts.questions_chart(chosen, found.figures, found.title, found.subtitle)
    return page(request, "section", found, {"section": chosen, "chart": chart})


@require_safe
@login_required
def heat_map(request: HttpRequest, pk: int) -> HttpResponse:
    """Organisations by sections."""
    found = analysed(request, pk, named=True)
    page_obj = found.heat_page(request.GET.get("page"))
    column, descending = found.form.order
    context = {
        "page_obj": page_obj,
        "parts": layout_of(found.exercise.edition).parts,
        "sorted_by": column,
        "descending": descending,
        "chart": found.heat_chart(page_obj.object_list),
    }
    return page(request, "heat_map", found, context)


@require_safe
@login_required
def duties(request: HttpRequest, pk: int) -> HttpResponse:
    """The legal duties that are not met everywhere."""
    found = analysed(request, pk)
    link = link_to(found) if found.sees_names else charts.no_link
    return page(
        request, "duties", found, {"chart": charts.duties_chart(found.figures, found.title, found.subtitle, link)}
    )


@require_safe
@login_required
def duty(request: HttpRequest, pk: int, question: str) -> HttpResponse:
    """Where one legal duty is not met."""
    found = analysed(request, pk, named=True)
    asked = next((each for each in found.figures.questions if each.question.key == question), None)
    if asked is None:
        raise Http404
    returns = not_met_at(found.exercise, question, found.form.filters)
    page_obj = Paginator(returns, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(each, level_of(found.exercise, vars(each)["mark"])) for each in page_obj.object_list]
    return page(request, "duty", found, {"asked": asked, "page_obj": page_obj, "rows": rows})


@require_safe
@login_required
def trend(request: HttpRequest, pk: int) -> HttpResponse:
    """This round beside those before it."""
    found = analysed(request, pk)
    chart = charts.trend_chart(found.trend, found.title, found.subtitle)
    return page(request, "trend", found, {"chart": chart, "trend": found.trend})


@require_safe
@login_required
def reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """How settings rate themselves against what reviewers of the deep dives say."""
    found = analysed(request, pk)
    chart = reviews_chart(found.reviewed, found.title, found.subtitle)
    return page(request, "reviews", found, {"chart": chart, "reviewed": found.reviewed})


@require_safe
@login_required
def actions(request: HttpRequest, pk: int) -> HttpResponse:
    """What settings plan, by section and by question, and how far the actions have come."""
    found = analysed(request, pk)
    followed = Action.objects.filter(source=ActionSource.RETURN, audit_return__exercise=found.exercise.pk).order_by()
    numbers = dict(followed.values_list("status").annotate(number=Count("pk")))
    context = {
        "chart": charts.actions_chart(found.figures, found.title, found.subtitle, link_to(found)),
        "questions": charts.action_questions_chart(found.figures, found.title, found.subtitle),
        "followed": [(status.label, numbers.get(status, 0)) for status in ActionStatus] if numbers else [],
    }
    return page(request, "actions", found, context)


@require_safe
@login_required
def chart(request: HttpRequest, pk: int, name: str, kind: str) -> HttpResponse:
    """A chart as a file: SVG, PNG or CSV."""
    found = analysed(request, pk, named=name == HEAT_MAP)
    drawn = heat_file(request, found, kind) if name == HEAT_MAP else chart_named(found, name)
    if drawn is None or kind not in FORMATS or found.is_too_small:
        raise Http404
    if request.method == "GET":
        chosen = sorted(found.form.chosen)
        services.record_chart(exercise=found.exercise, chart=name, kind=kind, filters=chosen, actor=request.user)
    response = HttpResponse(file_of(drawn, kind), content_type=FORMATS[kind])
    part = "-part" if found.form.chips else ""
    response["Content-Disposition"] = f'attachment; filename="{slugify(found.title)}-{name}{part}.{kind}"'
    return response


def analysed(request: HttpRequest, pk: int, *, named: bool = False) -> Analysis:
    """The round as the address chooses it; 404 for "not yours" and "not there" alike.

    `named`: the page shows organisations by name, and is for those only who see them.
    """
    rounds = Round.objects.analysed_by(request.user).select_related("edition__questionnaire")
    exercise: Round = get_object_or_404(rounds, pk=pk)
    sees_names = can_see_names(request.user)
    if named and not sees_names:
        raise Http404
    if not named:
        return Analysis(exercise, AnalysisForm(request.GET, exercise=exercise, sees_names=sees_names), sees_names)
    sections = [part.section.key for part in layout_of(exercise.edition).parts]
    form = HeatForm(request.GET, exercise=exercise, sees_names=sees_names, sections=sections)
    return Analysis(exercise, form, sees_names)


def page(request: HttpRequest, name: str, found: Analysis, context: dict[str, Any]) -> HttpResponse:
    """One of the pages, with what all of them show."""
    common = {
        "round": found.exercise,
        "analysis": found,
        "figures": found.figures,
        "filters": found.form,
        "address": found.form.address,
        "here": name,
        "sees_names": found.sees_names,
    }
    return render(request, f"unit/analysis/{name}.html", common | context)


def link_to(found: Analysis) -> charts.Link:
    """What gives the address of a section's page, or of where a legal duty is not met, with the filters kept."""
    kept = f"?{found.form.address}" if found.form.address else ""

    def link(each: SectionFigures | QuestionFigures) -> str:
        if isinstance(each, SectionFigures):
            return reverse("self_assessments:analysis_section", args=[found.exercise.pk, each.section.key]) + kept
        return reverse("self_assessments:analysis_duty", args=[found.exercise.pk, each.question.key]) + kept

    return link


def heat_file(request: HttpRequest, found: Analysis, kind: str) -> Drawn:
    """The heat map to be taken away: drawn, the page that is looked at; as a table, every row."""
    if kind != "csv":
        return found.heat_chart(found.heat_page(request.GET.get("page")).object_list)
    layout = layout_of(found.exercise.edition)
    rows = received(found.exercise, found.form.filters).select_related("audit_return__organisation")
    named = rows.order_by("audit_return__organisation__name", "pk")
    return found.heat_chart([row_of(layout, each) for each in named])
