"""P2: public pages are lean without any cache; beside them, the home page of a fresh Wagtail on the same machine."""

from collections.abc import Callable, Iterator

from django.test import Client

from benchmarks.figures import Figure, count_queries, median_ms
from benchmarks.reference import fresh_wagtail_home_ms

CONTENT = ("/", "/framework/", "/topics/neglect/", "/you-said-we-did/", "/professionals/schools/")
NARROWED = "/search/?q=neglect&theme=neglect&audience=schools&year=2026"
LISTINGS = ("/audit-outcomes/", "/briefings/", "/newsletters/", "/events/", "/search/?q=neglect", NARROWED)


def measure() -> Iterator[Figure]:
    """Queries and server time of each public page."""
    client = Client(headers={"host": "127.0.0.1"})
    fresh = fresh_wagtail_home_ms()
    for path, most in [*((path, 12) for path in CONTENT), *((path, 20) for path in LISTINGS)]:
        fetch = _fetcher(client, path)
        milliseconds = median_ms(fetch)
        yield Figure("P2", f"queries of {path}", count_queries(fetch), "queries", most)
        yield Figure("P2", f"server time of {path}", milliseconds, "ms", 15)
        yield Figure("P2", f"{path} against a fresh Wagtail home", milliseconds / fresh, "times", 4)


def _fetcher(client: Client, path: str) -> Callable[[], None]:
    def fetch() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"

    return fetch
