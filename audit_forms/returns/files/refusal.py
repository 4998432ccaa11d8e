"""Why a file is not taken."""


class Refused(Exception):
    """The file is not taken; its text says why and what to do, in words for a head teacher."""
