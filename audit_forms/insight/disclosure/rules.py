"""Which numbers are too small to be shown (bars G7). Pure."""

from dataclasses import dataclass

HIDDEN = "c"


@dataclass(frozen=True)
class Rule:
    """How small is too small.

    Counts of 1 to `largest_hidden` are hidden, and everything told of fewer than `fewest_settings` schools or agencies;
    0 is shown. What is shown is rounded to `step`. Of every hidden number those who read must be left with whole
    numbers at least `spread` apart, so that it can be neither worked out nor nearly so.
    """

    largest_hidden: int = 5
    step: int = 1
    fewest_settings: int = 5
    spread: int = 3

    def is_small(self, count: int) -> bool:
        """Whether the count is hidden for its own sake."""
        return 0 < count <= self.largest_hidden

    def is_small_group(self, settings: int | None) -> bool:
        """Whether so few settings are told of that each could be recognised; None where they are not counted."""
        return settings is not None and 0 < settings < self.fewest_settings

    def rounded(self, count: int) -> int:
        """The number as it is shown."""
        return self.step * ((count + self.step // 2) // self.step)

    def behind(self, count: int) -> tuple[int, int]:
        """Lowest and highest number that would be shown as this count is."""
        if count == 0:
            return 0, 0
        lowest = self.rounded(count) - self.step // 2
        return max(lowest, self.largest_hidden + 1), lowest + self.step - 1


DEFAULT = Rule()
# For case audits: a child may be recognised among ten, so up to ten is hidden and the rest rounded to five.
STRICT = Rule(largest_hidden=10, step=5)
