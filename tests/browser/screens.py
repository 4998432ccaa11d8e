"""What one entry of the page inventory says, and how it is opened."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.places import Places

STATES = ("filled", "empty", "error", "long", "read-only", "table", "case")


@dataclass(frozen=True)
class Mistake:
    """A form sent with something missing or wrong; `typed` is what a person had entered, by field name."""

    button: str
    typed: dict[str, str] = field(default_factory=dict)

    def make(self, page: Page) -> None:
        """Type and send."""
        form = page.locator("main form", has=page.get_by_role("button", name=self.button, exact=True)).first
        for name, value in self.typed.items():
            form.locator(f"[name='{name}']").first.fill(value)
        with page.expect_navigation():  # a page may first finish saving what was typed
            form.get_by_role("button", name=self.button, exact=True).click()


@dataclass(frozen=True)
class Screen:
    """One template in one state, and how to get there: which demo account, which address, which mistake."""

    template: str
    state: str
    address: str
    account: str = ""
    mistake: Mistake | None = None
    status: int = 200

    def __str__(self) -> str:
        """The name of its test: publications/newsletter_page-filled."""
        return f"{self.template.removesuffix('.html')}-{self.state}"

    @property
    def complaints(self) -> tuple[str, ...]:
        """What the browser says of a page that is meant to be an error page."""
        return () if self.status == 200 else (f"status of {self.status}",)

    def open(self, page: Page, places: Places) -> None:
        """Show it in this window."""
        answer = page.goto(places.resolve(self.address))
        assert answer is not None
        assert answer.status == self.status, f"{answer.url} answers {answer.status}"
        if self.mistake:
            self.mistake.make(page)
