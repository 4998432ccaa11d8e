"""The settings of `make run`, with a listener in each page: WebDriver does not tell of a page's errors."""

from portal.settings.local import *

# Innermost, so that the pages still get their headers, their compression and their place in the cache of pages.
MIDDLEWARE = [*MIDDLEWARE, "tests.engines.watching.WatchMiddleware"]
