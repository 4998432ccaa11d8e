"""What tests of pages share: an address by its name, and what a page says."""

from bs4 import BeautifulSoup
from django.urls import reverse


def to(name, *args):
    return reverse(f"self_assessments:{name}", args=args)


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(response):
    return " ".join(soup(response).main.get_text(" ").split())
