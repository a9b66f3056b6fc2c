"""Two people at one return: nothing that was saved is lost, nothing is overwritten unseen."""

from hypothesis import given
from hypothesis import strategies as st

from tongket.core.forms.merging import Change, merge


def test_three_cells_of_two_people():
    standing = {"poor": "12", "trained": "45"}
    changes = {"poor": Change("12", "13"), "trained": Change("40", "50"), "accounts": Change("", "7")}
    found = merge(standing, changes, "")
    assert found.standing == {"poor": "13", "trained": "45", "accounts": "7"}
    assert found.saved == ("poor", "accounts")
    assert found.conflicts == ("trained",)


def test_asked_twice_it_is_saved_once():
    first = merge({}, {"poor": Change("", "12")}, "")
    again = merge(first.standing, {"poor": Change("", "12")}, "")
    assert again.saved == ("poor",) and again.changed == () and again.standing == first.standing


def test_a_cell_that_is_emptied_is_gone():
    assert merge({"poor": "12"}, {"poor": Change("12", "")}, "").standing == {}


VALUES = st.sampled_from(("", "1", "2", "3"))
CELLS = st.dictionaries(st.sampled_from("abc"), VALUES.filter(bool))
EDITS = st.dictionaries(st.sampled_from("abc"), VALUES)


@given(CELLS, st.lists(st.tuples(EDITS, st.booleans()), max_size=6))
def test_every_answer_stands_or_was_seen_or_is_a_conflict(start, saves):
    """Several tabs save one after the other, some on what stands, some on what stood at the beginning."""
    standing = dict(start)
    for edits, fresh in saves:
        seen = standing if fresh else start
        changes = {key: Change(seen.get(key, ""), value) for key, value in edits.items()}
        found = merge(standing, changes, "")
        assert set(found.saved) | set(found.conflicts) == set(changes)
        assert not set(found.saved) & set(found.conflicts)
        for key in set(standing) | set(changes):
            before, after = standing.get(key, ""), found.standing.get(key, "")
            if key in found.saved:
                assert after == changes[key].now
                assert before in (changes[key].was, changes[key].now)
            else:
                assert after == before
        standing = found.standing
