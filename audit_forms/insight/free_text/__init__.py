"""Terms and themes of what was written in returns, found on this machine only. Pure: no query, no request.

`grouping` loads a large statistics library, so only the background job and the tests import it.
"""
