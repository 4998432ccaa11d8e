"""Finds what could tell who a child is in free text (bars G3). Plain functions over text; nothing is stored or sent.

Every regular expression here is linear: each repetition has an upper bound, or stands after a lookbehind that keeps
the next attempt from starting inside what has just been read (bars S20).
"""

from audit_forms.returns.identity.finder import find
from audit_forms.returns.identity.findings import BLOCKING, Finding, Kind

__all__ = ["BLOCKING", "Finding", "Kind", "find"]
