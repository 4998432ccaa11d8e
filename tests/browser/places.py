"""Where in the demo data the pages of the inventory are: names instead of numbers and references that change."""

import re
import sqlite3
from pathlib import Path

PAGE = """
    SELECT page.url_path FROM wagtailcore_page AS page
    JOIN django_content_type AS type ON type.id = page.content_type_id
    WHERE type.app_label = ? AND type.model = ? AND page.live
    ORDER BY page.depth, page.path
"""
RETURN = """
    SELECT returns_return.reference FROM returns_return
    JOIN organisations_membership AS member ON member.organisation_id = returns_return.organisation_id
    JOIN accounts_user AS person ON person.id = member.user_id
    WHERE person.email = ? AND returns_return.status = ?
    ORDER BY returns_return.id DESC
"""
NAMED = re.compile(r"\{(\w+):([^}]+)\}")


class Places:
    """Looks names up in a copy of the demo database.

    An address may contain `{page:home.informationpage}`, the first published page of that type, and
    `{return_:dsl:draft}`, the newest return in that state at the organisation of that account.
    """

    def __init__(self, database: Path) -> None:
        self.database = database

    def resolve(self, address: str) -> str:
        """The address with every name replaced."""
        return NAMED.sub(lambda found: getattr(self, found.group(1))(found.group(2)), address)

    def page(self, name: str) -> str:
        """The path of the first published page of a type; `home.informationpage/2` is the third."""
        kind, _, number = name.partition("/")
        rows = self._rows(PAGE, *kind.split("."))
        assert rows, f"The demo content has no page of the type {kind}."
        # Paths in the database begin with the site's root page.
        return "/" + rows[int(number or 0)].split("/", 2)[2]

    def return_(self, name: str) -> str:
        """The reference of a return: account and state."""
        account, state = name.split(":")
        rows = self._rows(RETURN, f"{account}@demo.example", state)
        assert rows, f"{account} has no return that is {state}."
        return rows[0]

    def _rows(self, query: str, *values: str) -> list[str]:
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        try:
            return [row[0] for row in connection.execute(query, values)]
        finally:
            connection.close()
