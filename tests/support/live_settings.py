"""Production's settings over the demo data, which production itself refuses to open."""

from portal.settings.production import *

DEMO_ACCOUNTS_ALLOWED = True
# The demo accounts are there, and have a password alone.
REQUIRE_SECOND_FACTOR = False
