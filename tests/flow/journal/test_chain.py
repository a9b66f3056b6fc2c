"""The chain finds whatever was done to the journal, and names the first entry that is not as it was."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tongket.flow.journal.chain import Link, Mark, digest_of, first_broken, mark_line, read_marks

START = datetime(2026, 11, 21, 8, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
OTHER_FIELDS = ("by", "verb", "kind", "id", "data")


def chained(said: list[tuple[str, str]]) -> list[Link]:
    links, before = [], ""
    for number, (by, data) in enumerate(said, 1):
        link = Link(number, by, START + timedelta(minutes=number), "wrote", "note", str(number), data)
        before = digest_of(link, before)
        links.append(replace(link, digest=before))
    return links


JOURNALS = st.lists(st.tuples(WORDS, WORDS), min_size=3, max_size=12).map(chained)
FIVE = chained([("lan", "một"), ("an", "hai"), ("lan", "ba"), ("an", "bốn"), ("lan", "năm")])


def told(links, marks=()):
    broken = first_broken(links, marks)
    return None if broken is None else (broken.sequence, broken.what)


def test_a_journal_as_it_was_written():
    assert told(FIVE, [Mark(3, FIVE[2].digest), Mark(5, FIVE[4].digest)]) is None
    assert told([]) is None


def test_a_changed_word():
    FIVE_CHANGED = [*FIVE[:2], replace(FIVE[2], data="BA"), *FIVE[3:]]
    assert told(FIVE_CHANGED) == (3, "its content or its place was changed, or an entry before it was exchanged")


def test_an_entry_that_was_taken_out():
    assert told([*FIVE[:2], *FIVE[3:]]) == (4, "entry 3 is missing before it")
    assert told([FIVE[0], FIVE[4]]) == (5, "entries 2 to 4 are missing before it")


def test_an_end_that_was_cut_off_shows_against_a_seal():
    assert told(FIVE[:3]) is None
    assert told(FIVE[:3], [Mark(4, FIVE[3].digest)]) == (4, "a seal names it, and it is missing")
    assert told([], [Mark(4, FIVE[3].digest)]) == (4, "a seal names it, and it is missing")


def test_a_journal_that_was_computed_anew_shows_against_a_seal():
    forged = chained([("lan", "một"), ("an", "hai"), ("an", "ba"), ("an", "bốn"), ("lan", "năm")])
    assert told(forged) is None
    assert told(forged, [Mark(5, FIVE[4].digest)]) == (5, "it is not the entry that was sealed")


@given(JOURNALS)
def test_whole_journals_are_whole(links):
    assert told(links, [Mark(link.sequence, link.digest) for link in links]) is None


@given(JOURNALS, st.data())
def test_any_change_of_a_field_is_found_at_that_entry(links, data):
    at = data.draw(st.integers(0, len(links) - 1))
    field = data.draw(st.sampled_from(OTHER_FIELDS))
    other = data.draw(WORDS)
    assume(other != getattr(links[at], field))
    links[at] = replace(links[at], **{field: other})
    assert told(links)[0] == at + 1


@given(JOURNALS, st.data())
def test_a_moment_moved_by_a_microsecond_is_found(links, data):
    at = data.draw(st.integers(0, len(links) - 1))
    links[at] = replace(links[at], at=links[at].at + timedelta(microseconds=1))
    assert told(links)[0] == at + 1


@given(JOURNALS, st.data())
def test_a_removed_entry_is_found_at_the_next(links, data):
    at = data.draw(st.integers(0, len(links) - 2))
    del links[at]
    assert told(links)[0] == at + 2


@given(JOURNALS, st.data())
def test_two_entries_whose_contents_change_places_are_found(links, data):
    first, second = sorted(data.draw(st.lists(st.integers(0, len(links) - 1), min_size=2, max_size=2, unique=True)))
    there = {"digest", "sequence"}
    one, two = (
        {name: getattr(links[n], name) for name in Link.__slots__ if name not in there} for n in (first, second)
    )
    links[first], links[second] = replace(links[first], **two), replace(links[second], **one)
    assert told(links)[0] == first + 1


@given(JOURNALS, st.data())
def test_whole_entries_that_change_numbers_are_found(links, data):
    first, second = sorted(data.draw(st.lists(st.integers(0, len(links) - 1), min_size=2, max_size=2, unique=True)))
    links[first], links[second] = (
        replace(links[second], sequence=first + 1),
        replace(links[first], sequence=second + 1),
    )
    assert told(links)[0] == first + 1


@given(JOURNALS, st.data())
def test_an_end_cut_before_a_seal_is_found(links, data):
    mark = Mark(links[-1].sequence, links[-1].digest)
    left = data.draw(st.integers(0, len(links) - 1))
    assert told(links[:left], [mark]) == (mark.sequence, "a seal names it, and it is missing")


def test_the_same_moment_in_another_zone_is_the_same_entry():
    from zoneinfo import ZoneInfo

    elsewhere = [replace(link, at=link.at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))) for link in FIVE]
    assert told(elsewhere) is None


def test_seals_are_lines_of_text():
    mark = Mark(12, "ab" * 32)
    assert read_marks(f"\n{mark_line(mark)}\n") == (mark,)
    with pytest.raises(ValueError, match="line 2 is no seal: a number and a digest of 64 letters"):
        read_marks(f"{mark_line(mark)}\n13 abc\n")
