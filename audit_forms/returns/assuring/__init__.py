"""What an officer sees who reads a return: each answer with the last one, the peers', the evidence and the note."""

from audit_forms.returns.assuring.desk import Desk, Row, desk_of
from audit_forms.returns.assuring.shown import Show

__all__ = ["Desk", "Row", "Show", "desk_of"]
