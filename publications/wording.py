"""What people agree to when they ask for mail: in one place, because the proof of consent keeps the words.

Change a text and raise `VERSION` in the same commit; records made before keep theirs.
"""

VERSION = "2026-11"

NEWSLETTER = "Send me the newsletter, four times a year."
DIGEST = "Tell me of new audit outcomes and briefings on the topics I choose, once a week at most."
USE_OF_ADDRESS = (
    "We use your address for this and for nothing else. You can change what you get, or leave, by a link in every mail."
)
CONFIRM = "Yes, send me this"
COME_BACK = "Send me mail again"
CHANGE = "Save my choices"


def agreed_words(button: str) -> str:
    """All the words that stood before somebody who pressed that button."""
    return "\n".join([NEWSLETTER, DIGEST, USE_OF_ADDRESS, f"Button: {button}"])
