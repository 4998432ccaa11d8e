"""Numbers beside the rows of a list."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def number_of(rows: QuerySet[Any], of: str, what: str = "pk") -> Coalesce:
    """To annotate a list with how many of `rows` each of its objects has, where their field `of` leads to it.

    Different `what` of them are counted. A join for each number would multiply the rows of the others, and count for
    rows that the page does not show.
    """
    own = rows.filter(**{of: OuterRef("pk")}).order_by().values(of)
    return Coalesce(Subquery(own.annotate(number=Count(what, distinct=True)).values("number")), 0)
