"""Set-up steps that say what they do, how long it took, and what to do when they fail."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / "var" / "stamps"
LOGS = ROOT / "var" / "log"
LINES_SHOWN_ON_FAILURE = 25


class SetUpError(Exception):
    """A step could not be done; the message tells the person what to do about it."""


@dataclass(frozen=True)
class Step:
    """One step of the set-up, skipped while what it was made from and what it made are unchanged.

    `inputs` are files and folders and `facts` any other text that the result depends on; `outputs` must exist
    for the step to count as done. A step without a `stamp` runs every time.
    """

    title: str
    action: Callable[[], None]
    stamp: Path | None
    inputs: Sequence[Path] = ()
    facts: Sequence[str] = ()
    outputs: Sequence[Path] = ()

    def is_done(self) -> bool:
        """Whether the stamp still tells the truth."""
        if self.stamp is None or not self.stamp.exists() or not all(path.exists() for path in self.outputs):
            return False
        return self.stamp.read_text() == self._digest()

    def run(self) -> None:
        """Do the work; the stamp is only written once it is complete."""
        if self.stamp:
            self.stamp.unlink(missing_ok=True)
        self.action()
        if self.stamp:
            self.stamp.parent.mkdir(parents=True, exist_ok=True)
            self.stamp.write_text(self._digest())

    def _digest(self) -> str:
        digest = hashlib.sha256(repr(list(self.facts)).encode())
        for path in _files(self.inputs):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()


def _files(paths: Iterable[Path]) -> list[Path]:
    found: set[Path] = set()
    for path in paths:
        found.update([path] if path.is_file() else (p for p in path.rglob("*") if p.is_file() and p.suffix != ".pyc"))
    return sorted(found)


def run_steps(steps: Sequence[Step]) -> None:
    """Run the steps in order, one line of progress each. Raises SetUpError at the first that fails."""
    for number, step in enumerate(steps, start=1):
        print(f"[{number}/{len(steps)}] {step.title} ... ", end="", flush=True)
        if step.is_done():
            print("nothing to do", flush=True)
            continue
        started = time.monotonic()
        try:
            step.run()
        except SetUpError:
            print("FAILED", flush=True)
            raise
        print(f"done in {time.monotonic() - started:.1f} s", flush=True)


def command(arguments: Sequence[str | Path], *, env: dict[str, str], hint: str, folder: Path | None = None) -> None:
    """Run a command quietly in the project's folder, or in another, keeping its output in var/log.

    Raises:
        SetUpError: it failed; the message has the end of its output and the hint.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / "set-up.log"
    words = [str(argument) for argument in arguments]
    with log.open("ab") as output:
        output.write(f"\n$ {' '.join(words)}\n".encode())
        output.flush()
        start = output.tell()
        finished = subprocess.run(
            words, cwd=folder or ROOT, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            check=False,
        )  # fmt: skip
    if finished.returncode:
        printed = log.read_bytes()[start:].decode(errors="replace").splitlines()
        tail = "\n".join(f"    {line}" for line in printed[-LINES_SHOWN_ON_FAILURE:])
        raise SetUpError(
            f"{tail}\n\n{' '.join(words[:4])} … ended with code {finished.returncode}.\n{hint}\n"
            f"The whole output is in {log.relative_to(ROOT)}."
        )


def explained(main: Callable[[], int]) -> Callable[[], int]:
    """A command run from the project's folder; where its set-up fails it says what to do, and returns 1."""

    @wraps(main)
    def run() -> int:
        os.chdir(ROOT)
        try:
            return main()
        except SetUpError as error:
            print(f"\n{error}", file=sys.stderr)
            return 1

    return run
