"""Progress of a long command: a bar on a terminal, a plain line for each tenth elsewhere."""

from typing import TextIO

WIDTH = 30
TENTHS = 10


class ProgressLine:
    """Prints how far a step has come; call it with the step's name and a share between 0 and 1."""

    def __init__(self, stream: TextIO):
        """Print to that stream."""
        self._stream = stream
        self._draws = stream.isatty()
        self._shown: tuple[str, int] = ("", -1)

    def __call__(self, doing: str, share: float) -> None:
        """Show the step, if there is anything new to show."""
        steps = 100 if self._draws else TENTHS
        reached = (doing, int(share * steps))
        if reached == self._shown:
            return
        is_next_step = self._shown[0] not in ("", doing)
        self._shown = reached
        if self._draws:
            filled = round(share * WIDTH)
            bar = "█" * filled + "·" * (WIDTH - filled)
            start = "\n" if is_next_step else "\r"
            self._stream.write(f"{start}{doing} {bar} {share:4.0%}")
        else:
            self._stream.write(f"{doing}: {share:.0%}\n")
        self._stream.flush()

    def close(self) -> None:
        """End the line of the bar."""
        if self._draws and self._shown[0]:
            self._stream.write("\n")
