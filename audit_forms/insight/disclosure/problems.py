"""What has to be mended before something is published, and the refusal that says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.workflow import TransitionRefused


@dataclass(frozen=True)
class Problem:
    """One thing that must be mended before anything is published: where it stands, and what is wrong in words."""

    where: str
    words: str


class NotReady(TransitionRefused):
    """Something in a report must be mended first; `problems` says where and what."""

    def __init__(self, problems: Sequence[Problem]):
        super().__init__("The report is not ready. What is missing or says too much is listed on the page.")
        self.problems = tuple(problems)
