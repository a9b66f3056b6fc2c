"""What must hold for every history of merges, renames and divisions, however long."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import event, given
from hypothesis import strategies as st

from tongket.core.units.model import Basis, Edge, Succession, Unit
from tongket.core.units.tree import Tree, recast, shares

FIRST = date(2000, 1, 1)
ONE = Fraction(1)


@st.composite
def divisions(draw, parts):
    """Fractions of that many parts that add up to one."""
    weights = draw(st.lists(st.integers(1, 9), min_size=parts, max_size=parts))
    return [Fraction(weight, sum(weights)) for weight in weights]


@st.composite
def histories(draw, always_stated=True):
    """A tree of communes under one root through up to four reforms, and the days from before the first to the last.

    Each reform throws the units that it touches into new ones: whole (a rename, or a merger where several meet)
    or divided, with stated shares or none.
    """
    units, steps = {"r": Unit("r", "", "Root", "", "country")}, []
    starts, ends = {}, {}
    standing = [f"0-{i}" for i in range(draw(st.integers(1, 5)))]
    days = [FIRST]
    for number in range(1, draw(st.integers(1, 4)) + 1):
        day = days[-1] + timedelta(days=draw(st.integers(1, 400)))
        touched = draw(st.lists(st.sampled_from(standing), unique=True, min_size=1))
        targets = [f"{number}-{i}" for i in range(draw(st.integers(1, 3)))]
        made = set()
        for old in touched:
            news = draw(st.lists(st.sampled_from(targets), unique=True, min_size=1))
            made |= set(news)
            ends[old] = day - timedelta(days=1)
            known = len(news) == 1 or always_stated or draw(st.booleans())
            fractions = draw(divisions(len(news))) if known else [None] * len(news)
            basis = Basis.WHOLE if len(news) == 1 else Basis.AREA if known else Basis.NONE
            event(basis.value)
            steps += [
                Succession(old, new, day, part, basis, f"act {number}")
                for new, part in zip(news, fractions, strict=True)
            ]
        for new in made:
            starts[new] = day
        standing = [key for key in standing if key not in touched] + sorted(made)
        days.append(day)
    for key in {step.old for step in steps} | {step.new for step in steps} | set(standing):
        units[key] = Unit(key, "", key, "xã", "commune", starts.get(key), ends.get(key))
    edges = [Edge(key, "r", unit.start, unit.end) for key, unit in units.items() if key != "r"]
    return Tree(units.values(), edges, steps), days


def product(first, second):
    """Two recasts one after the other, as fractions by (old, new)."""
    found = defaultdict(Fraction)
    for row in first.values():
        for share in row:
            for further in second[share.new]:
                found[share.old, further.new] += share.fraction * further.fraction
    return dict(found)


@given(histories(), st.data())
def test_totals_are_conserved(history, data):
    tree, days = history
    values = {unit.key: data.draw(st.integers(-1000, 1000)) for unit in tree.on(days[0])}
    there = recast(tree, days[0], days[-1])
    moved = sum(values[share.old] * share.fraction for row in there.values() for share in row)
    assert moved == sum(values.values())
    assert all(share.new in tree.on(days[-1]) for row in there.values() for share in row)


@given(histories())
def test_a_recast_by_way_of_a_day_between_is_the_direct_one(history):
    tree, days = history
    middle = days[len(days) // 2]
    direct = {
        (share.old, share.new): share.fraction for row in recast(tree, days[0], days[-1]).values() for share in row
    }
    assert product(recast(tree, days[0], middle), recast(tree, middle, days[-1])) == direct


@given(histories(always_stated=False))
def test_the_map_of_the_same_day_changes_nothing(history):
    tree, days = history
    for day in days:
        for key, row in recast(tree, day, day).items():
            assert [(share.new, share.fraction, share.basis) for share in row] == [(key, ONE, Basis.WHOLE)]


@given(histories(always_stated=False))
def test_a_unit_is_moved_whole_or_not_at_all(history):
    tree, days = history
    for start in days:
        for end in days:
            for row in recast(tree, start, end).values():
                fractions = [share.fraction for share in row]
                assert fractions.count(None) in {0, len(fractions)}
                assert None in fractions or sum(fractions) == ONE
                assert len({share.new for share in row}) == len(row)
                assert all((share.basis == Basis.NONE) == (share.fraction is None) for share in row)


@given(histories(always_stated=False))
def test_what_was_recast_back_would_go_forward_to_itself(history):
    tree, days = history
    for row in recast(tree, days[-1], days[0]).values():
        for share in row:
            if share.fraction is not None:
                assert [(s.new, s.fraction) for s in shares(tree, share.new, days[-1])] == [(share.old, ONE)]


@given(histories(always_stated=False))
def test_every_act_on_the_way_is_named_once(history):
    tree, days = history
    for row in recast(tree, days[0], days[-1]).values():
        for share in row:
            acts = share.act.split("; ") if share.act else []
            assert len(acts) == len(set(acts))
            assert (share.old == share.new) == (not acts)
