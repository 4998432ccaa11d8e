"""Random sets of tables for the attacker: of one to three dimensions, linked, released one after another."""

from collections import Counter
from itertools import combinations

import numpy as np

from audit_forms.insight.disclosure import DEFAULT, STRICT, Table

FEATURES = ("phase", "type", "size", "rating")
SORTS = ("sparse", "middling", "dense", "all alike", "one organisation", "skewed")


def table_sets(seed):
    """One set: the rule, and for each release the tables published together in it."""
    random = np.random.default_rng(seed)
    sort = SORTS[seed % len(SORTS)]
    categories = {name: [f"{name[0]}{at}" for at in range(random.integers(2, 4))] for name in FEATURES}
    units = _units(random, sort, categories)
    chosen = _chosen(random)
    grouped = [name for name in ("phase", "type") if random.random() < 0.3]
    rule = STRICT if seed % 4 == 3 else DEFAULT
    releases = []
    for _ in range(random.integers(1, 4)):
        releases.append(
            [_table(names, categories, units, grouped if random.random() < 0.9 else None) for names in chosen]
        )
        units = _later(random, units, categories)
        chosen = chosen if random.random() < 0.6 else _chosen(random)
    return rule, releases


def _chosen(random):
    options = [names for size in (1, 2, 3) for names in combinations(FEATURES, size)]
    weights = np.array([{1: 1, 2: 3, 3: 1}[len(names)] for names in options], dtype=float)
    picked = random.choice(len(options), size=random.integers(1, 5), replace=False, p=weights / weights.sum())
    return [options[at] for at in sorted(picked)]


def _units(random, sort, categories):
    number = {"sparse": 12, "middling": 60, "dense": 400, "all alike": 40, "one organisation": 1, "skewed": 120}[sort]
    number = max(1, int(number * random.uniform(0.5, 1.5))) if number > 1 else 1
    if sort == "all alike":
        return [tuple(categories[name][0] for name in FEATURES)] * number
    likely = {}
    for name in FEATURES:
        weights = np.ones(len(categories[name])) if sort != "skewed" else 0.25 ** np.arange(len(categories[name]))
        likely[name] = weights / weights.sum()
    return [tuple(str(random.choice(categories[name], p=likely[name])) for name in FEATURES) for _ in range(number)]


def _later(random, units, categories):
    """Some late ones come, some change their mind, or nothing happens."""
    units = list(units)
    for _ in range(int(random.choice([0, 1, 2, 8, 30]))):
        units.append(tuple(str(random.choice(categories[name])) for name in FEATURES))
    for _ in range(int(random.choice([0, 0, 1, 3]))):
        at = int(random.integers(len(units)))
        units[at] = (*units[at][:3], str(random.choice(categories["rating"])))
    return units


def _table(names, categories, units, grouped):
    counts = Counter(tuple(unit[FEATURES.index(name)] for name in names) for unit in units)
    return Table.crossed(
        "-".join(names),
        " by ".join(names),
        dimensions={name: categories[name] for name in names},
        counts=counts,
        grouped_by=None if grouped is None else [name for name in grouped if name in names],
    )
