"""What somebody may have meant whose words are found nowhere: the nearest words that the site itself uses."""

import re
from collections import Counter
from collections.abc import Iterator

from django.db import transaction
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import OSA

from home.models import SearchWord
from home.querysets import readable
from home.search import Wanted, find, page_types, split_words
from home.snippets import page_text

SHORTEST, LONGEST = 4, 40
# So many letters more or fewer may a word have.
SPARE = 2
# Of ten letters three may be wrong, missing, swapped or too many.
NEAR_ENOUGH = 0.7
BATCH = 200


def suggest(wanted: Wanted) -> str:
    """The words looked for with the unknown ones put right; empty where that would find nothing either."""
    words = [word.lower() for word in split_words(wanted.query)]
    known = set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    better = " ".join(word if word in known else _nearest(word) for word in words)
    if better == " ".join(words):
        return ""
    return better if find(Wanted(better, wanted.kinds, wanted.facets)) else ""


def _nearest(word: str) -> str:
    """The site's word most like this one, of two the more frequent; itself where none is like it."""
    if len(word) < SHORTEST:
        return word
    lengths = (len(word) - SPARE, len(word) + SPARE)
    pages = dict(
        SearchWord.objects.alias(length=Length("word")).filter(length__range=lengths).values_list("word", "pages")
    )
    like = process.extract(word, pages.keys(), scorer=OSA.normalized_similarity, score_cutoff=NEAR_ENOUGH)
    return max(like, key=lambda each: (each[1], pages[each[0]]))[0] if like else word


def learn_words() -> None:
    """Note anew which words stand on pages that anyone may read; a background job calls this."""
    # Read before the transaction: on SQLite nobody else could save an answer while every page is gone through.
    counts = Counter(word for words in _words_of_pages() for word in words)
    with transaction.atomic():
        SearchWord.objects.all().delete()
        SearchWord.objects.bulk_create((SearchWord(word=word, pages=count) for word, count in counts.items()), BATCH)


def _words_of_pages() -> Iterator[set[str]]:
    """Of each page the words that could be looked for."""
    for model in page_types():
        for page in readable(model.objects.all()).iterator(chunk_size=BATCH):
            text = f"{page.title} {page_text(page)}".lower()
            yield {word for word in re.findall(r"[^\W\d_]+", text) if SHORTEST <= len(word) <= LONGEST}
