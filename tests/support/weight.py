"""What a page weighs on the wire at a first visit, with its styles, scripts, fonts and pictures."""

from playwright.sync_api import Page


def first_visit(page: Page, path: str) -> int:
    """Open the page with an empty cache and return the bytes received, headers and compression counted as sent."""
    received = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    session.detach()
    return int(sum(received))
