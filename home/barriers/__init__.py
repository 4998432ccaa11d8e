"""What keeps a page from being published: barriers for readers who see, hear or move otherwise (bars A11)."""

from home.barriers.pages import Barrier, barriers_of
from home.barriers.words import looks_like_a_file

__all__ = ["Barrier", "barriers_of", "looks_like_a_file"]
