"""Names of files as people gave them, made fit to be kept, shown and sent."""

import unicodedata

LONGEST_BYTES = 150
LONGEST_ENDING = 12
# Control and formatting characters: line ends split headers, and direction marks make "exe" read like "pdf".
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
FORBIDDEN = '"\\/:*?<>|;%'


def fit_name(name: str) -> str:
    """The name without folders, unseen characters and those that mean something to a system; 150 bytes at most."""
    name = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in name if unicodedata.category(letter) not in UNSEEN)
    clean = " ".join("".join("_" if letter in FORBIDDEN else letter for letter in seen).split()).rstrip(". ")
    stem, dot, ending = clean.rpartition(".")
    stem, suffix = (stem or "file", f".{ending[:LONGEST_ENDING]}") if dot else (clean or "file", "")
    room = LONGEST_BYTES - len(suffix.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") + suffix
