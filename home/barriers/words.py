"""Words that say nothing: names of files as descriptions, links called "here"."""

import re

ENDINGS = "avif|bmp|csv|docx?|eps|gif|heic|jpe?g|od[st]|pdf|png|pptx?|svg|tiff?|txt|webp|xlsx?"
FILE_ENDING = re.compile(rf"\.({ENDINGS})$", re.IGNORECASE)
# What cameras, phones and scanners call their files: a word or none, then figures.
CAMERA_NAME = re.compile(
    r"^(dsc[fn]?|img|pxl|pict?|mvi|photo|picture|image|scan|screen ?shot|document|file|untitled|copy of)?"
    r"[\s_-]*[\d\s_.:()-]*$",
    re.IGNORECASE,
)
# One word with figures, underscores or several hyphens in it: "tarn-house-final-2" was never said aloud.
MACHINE_WORD = re.compile(r"^(?=\S*(\d|_|-\S*-))\S+$")
EMPTY_WORDS = {"alt", "graphic", "icon", "image", "logo", "photo", "photograph", "pic", "picture", "screenshot"}

ADDRESS = re.compile(
    r"^(https?:/|www\.)\S*$|^[\w-]+(\.[\w-]+)*\.(co|com|gov|info|net|nhs|org|uk)(/\S*)?$", re.IGNORECASE
)
VAGUE = {
    "click", "click here", "click here to read more", "click this link", "click for more", "click to read",
    "continue", "details", "document", "download", "download here", "find out more", "follow this link", "go",
    "go here", "here", "info", "learn more", "link", "more", "more details", "more here", "more info",
    "more information", "open", "page", "pdf", "press here", "read", "read here", "read more", "read more here",
    "read this", "report", "see here", "see more", "tap here", "this", "this document", "this link", "this page",
    "this website", "view", "view here", "view more", "visit", "web page", "webpage", "website",
}  # fmt: skip
AROUND = " \t\n\u00a0.…:;,!?>»→'\"“”‘’()[]"


def looks_like_a_file(text: str) -> bool:
    """Whether words meant to describe something are the name of a file, or say only what kind of thing it is."""
    plain = " ".join(text.split())
    if FILE_ENDING.search(plain) or CAMERA_NAME.match(plain) or MACHINE_WORD.match(plain):
        return True
    return plain.lower().strip(AROUND) in EMPTY_WORDS


def link_trouble(text: str) -> str:
    """What is wrong with the words of a link; empty where they say where it leads (WCAG 2.4.4 and 2.4.9)."""
    plain = " ".join(text.split())
    if not plain.strip(AROUND):
        return "A link has no words."
    if plain.lower().strip(AROUND) in VAGUE:
        return f"The link “{plain}” does not say where it leads."
    if ADDRESS.match(plain):
        return f"The link “{plain[:80]}” is a bare address, which is read out letter by letter."
    if FILE_ENDING.search(plain) and " " not in plain:
        return f"The link “{plain[:80]}” is the name of a file."
    return ""
