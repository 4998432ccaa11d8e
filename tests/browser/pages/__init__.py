"""The page inventory: every template of the portal in each of its states, and the demo account that sees it.

`test_inventory.py` fails when a template is missing here. Accounts and states that the demo content does not have come
from `seed.py`.
"""

from tests.browser.pages.actions import ACTIONS
from tests.browser.pages.agencies import AGENCIES
from tests.browser.pages.audits import AUDITS
from tests.browser.pages.cases import CASES
from tests.browser.pages.moderation import MODERATION
from tests.browser.pages.public import PUBLIC
from tests.browser.pages.reports import REPORTS
from tests.browser.pages.respondents import RESPONDENTS
from tests.browser.pages.unit import UNIT

PORTAL = [*RESPONDENTS, *UNIT, *ACTIONS, *AUDITS, *CASES, *AGENCIES, *MODERATION, *REPORTS]
SCREENS = [*PUBLIC, *PORTAL]
