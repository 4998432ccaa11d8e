"""How much a file and a return may hold.

What is inside a Word, Excel, PowerPoint or OpenDocument file is limited far below the 25 MB from which on a virus
scanner passes over it in silence (bars S14).
"""

MEGABYTE = 1024 * 1024

FILE_BYTES = 20 * MEGABYTE
RETURN_BYTES = 200 * MEGABYTE
RETURN_FILES = 40

PACKED_ENTRIES = 1_000
ENTRY_BYTES = 20 * MEGABYTE
UNPACKED_BYTES = 100 * MEGABYTE
RATIO = 100
# Below this size a good ratio is no sign of a bomb: a page of blanks packs well.
RATIO_COUNTS_FROM = MEGABYTE

PIXELS = 40_000_000
PDF_OBJECTS = 500_000
