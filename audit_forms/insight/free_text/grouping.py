"""Frequent terms and candidate themes by scikit-learn; the same texts give the same answer every time.

A term is counted by the returns that use it, so that one long return does not speak for ten. What a candidate means,
and whether it means anything, a person says.
"""

import itertools
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from audit_forms.insight.free_text.passages import Passage
from audit_forms.insight.free_text.words import singulars, words_in

MOST_TERMS, MOST_WORDS = 30, 2_000
MOST_THEMES, FEWEST_THEMES, PASSAGES_OF_A_THEME = 8, 2, 12
TERMS_OF_A_THEME = 6
# One return's word is no term, and one return's passages are no theme.
FEWEST_RETURNS = 2
FEWEST_PASSAGES = 6
QUOTED_OF_A_TERM, QUOTED_OF_A_THEME = 20, 40
SEED = 175


@dataclass(frozen=True)
class Term:
    """A word or a phrase of two: how many returns use it, and where, as places in the list of passages."""

    words: str
    returns: int
    passages: tuple[int, ...]


@dataclass(frozen=True)
class Candidate:
    """Passages that use the same words: those words, how many returns, and the passages, the closest first."""

    terms: tuple[str, ...]
    returns: int
    passages: tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """What was found in some passages."""

    terms: tuple[Term, ...]
    candidates: tuple[Candidate, ...]


def find_in(passages: Sequence[Passage]) -> Found:
    """The frequent terms and the candidate themes of the passages; nothing where too little was written."""
    counted = _count(passages)
    if counted is None:
        return Found((), ())
    counts, names = counted
    returns = numpy.unique([each.audit_return for each in passages], return_inverse=True)[1]
    return Found(_terms(counts, names, returns, passages), _candidates(counts, names, returns, passages))


def _count(passages: Sequence[Passage]) -> tuple[csr_matrix, Any] | None:
    """Which passage uses which term, and the terms; None where no term is used twice."""
    texts = [words_in(each.text) for each in passages]
    single = singulars(texts)
    folded = [_terms_in(words, single) for words in texts]
    vectorizer = CountVectorizer(
        analyzer=list, min_df=min(FEWEST_RETURNS, max(len(folded), 1)), max_features=MOST_WORDS, binary=True
    )
    try:
        counts = vectorizer.fit_transform(folded)
    except ValueError:  # says that no word is left
        return None
    return csr_matrix(counts), vectorizer.get_feature_names_out()


def _terms_in(words: list[str], single: Mapping[str, str]) -> list[str]:
    folded = [single.get(word, word) for word in words]
    pairs = itertools.pairwise(folded)
    return folded + [f"{one} {other}" for one, other in pairs if one != other]


def _terms(counts: csr_matrix, names: Any, returns: Any, passages: Sequence[Passage]) -> tuple[Term, ...]:
    users = _by_return(counts, returns)
    number = numpy.asarray((users > 0).sum(axis=0)).ravel()
    order = sorted(range(len(names)), key=lambda place: (-number[place], -len(names[place].split()), names[place]))
    columns = counts.tocsc()
    kept: list[Term] = []
    for place in order:
        if number[place] < FEWEST_RETURNS or len(kept) == MOST_TERMS:
            break
        if _is_told_by(names[place], int(number[place]), kept):
            continue
        rows = columns.indices[columns.indptr[place] : columns.indptr[place + 1]]
        quoted = _quotable(sorted(rows), returns, passages)[:QUOTED_OF_A_TERM]
        kept.append(Term(str(names[place]), int(number[place]), quoted))
    return tuple(kept)


def _is_told_by(name: str, number: int, kept: Sequence[Term]) -> bool:
    """Whether a word stands already in a phrase that as many returns use: "lead" in "designated lead"."""
    return any(each.returns == number and name in each.words.split() for each in kept)


def _by_return(counts: csr_matrix, returns: Any) -> csr_matrix:
    rows = numpy.arange(len(returns))
    shape = (int(returns.max()) + 1, len(returns))
    return csr_matrix((numpy.ones(len(returns)), (returns, rows)), shape=shape) @ counts


def _candidates(counts: csr_matrix, names: Any, returns: Any, passages: Sequence[Passage]) -> tuple[Candidate, ...]:
    """Passages grouped by the words they share, from non-negative matrix factorisation of their tf-idf weights."""
    told = numpy.flatnonzero(numpy.asarray(counts.sum(axis=1)).ravel())
    if len(told) < FEWEST_PASSAGES or counts.shape[1] < FEWEST_THEMES:
        return ()
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts[told])
    number = min(MOST_THEMES, max(FEWEST_THEMES, len(told) // PASSAGES_OF_A_THEME), *weights.shape)
    model = NMF(n_components=number, init="nndsvda", random_state=SEED, max_iter=400, tol=1e-3)
    # Passages that are all alike leave nothing to explain; the library's last digits then fall below nought.
    with numpy.errstate(invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        near = model.fit_transform(weights)
    found = []
    for place, loading in enumerate(model.components_):
        mine = numpy.flatnonzero((near.argmax(axis=1) == place) & (near[:, place] > 0))
        # Rounded, so that the order does not hang on the last digits of a machine's arithmetic.
        closest = sorted(mine, key=lambda row: (-round(float(near[row, place]), 6), row))
        rows = [int(told[row]) for row in closest]
        heard = len({int(returns[row]) for row in rows})
        found.append(
            Candidate(_words_of(loading, names), heard, _quotable(rows, returns, passages)[:QUOTED_OF_A_THEME])
        )
    kept = [each for each in found if each.returns >= FEWEST_RETURNS and each.terms]
    return tuple(sorted(kept, key=lambda each: (-each.returns, each.terms)))


def _words_of(loading: Any, names: Any) -> tuple[str, ...]:
    """The terms that weigh most, without words that a phrase among them holds already."""
    best = sorted(range(len(names)), key=lambda term: (-round(float(loading[term]), 6), names[term]))
    terms = [str(names[term]) for term in best if loading[term] > 0][: TERMS_OF_A_THEME * 2]
    in_phrases = {word for term in terms if " " in term for word in term.split()}
    return tuple(term for term in terms if " " in term or term not in in_phrases)[:TERMS_OF_A_THEME]


def _quotable(rows: Sequence[int], returns: Any, passages: Sequence[Passage]) -> tuple[int, ...]:
    """Passages to read out: each text once, and each return's first before anybody's second, so that many are heard."""
    texts: dict[str, int] = {}
    for row in rows:
        texts.setdefault(passages[row].text, int(row))
    first: dict[int, int] = {}
    for row in texts.values():
        first.setdefault(int(returns[row]), row)
    heads = set(first.values())
    return (*first.values(), *(row for row in texts.values() if row not in heads))
