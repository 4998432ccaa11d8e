"""Further header lines of a mail: only those that mailing lists need, and nothing that could begin another line."""

from collections.abc import Mapping

# RFC 2369, RFC 2919 and RFC 8058; everything else `sending` writes itself.
ALLOWED = frozenset({"List-Help", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"})
LONGEST = 900  # RFC 5322 allows 998 characters in a line, the name included


def checked(headers: Mapping[str, str]) -> dict[str, str]:
    """The header lines as they may be stored. Raises ValueError for another name, a line break or a strange letter."""
    for name, value in headers.items():
        if name not in ALLOWED:
            raise ValueError(f"A mail may not carry the header {name!r}.")
        if not (value.isascii() and value.isprintable() and 0 < len(value) <= LONGEST):
            raise ValueError(f"The header {name} must be one short line of plain letters.")
    return dict(headers)
