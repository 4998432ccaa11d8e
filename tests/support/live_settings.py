"""Production's settings over the demo data, which production itself refuses to open."""

from portal.settings.production import *

DEMO_ACCOUNTS_ALLOWED = True
