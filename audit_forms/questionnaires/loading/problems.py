"""What is wrong with an edition file, said so that its writer finds the place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong: file, line (from 1), key as a path through the file, and a plain sentence."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self):
        return f"{self.file}, line {self.line}, {self.key}: {self.message}"


class EditionFileError(Exception):
    """The file cannot be loaded; `problems` lists everything that was found, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]):
        """Keep the problems; the exception's text is one line each."""
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class Notebook:
    """Collects problems while a file is read, so that all are shown at once."""

    path: Path
    problems: list[Problem] = field(default_factory=list)

    def note(self, line: int, key: str, message: str) -> None:
        """Write down one problem."""
        self.problems.append(Problem(self.path.name, line, key or "the file", message))

    def close(self) -> None:
        """Raise EditionFileError if anything was noted."""
        if self.problems:
            raise EditionFileError(self.problems)
