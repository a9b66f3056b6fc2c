"""A count under five persons in a commune is public only where a source printed it."""

from decimal import Decimal

import pytest

from tongket.core.rollup.figures import Contributor, Figure, NoteKind, Statement
from tongket.core.rollup.model import Indicator, State
from tongket.core.rollup.small_numbers import Printed, guarded

DEAD = Indicator("dead", {"vi": "Số người chết"}, "person")
HOUSES = Indicator("houses", {"vi": "Nhà sập"}, "house")


def part(value: str, *, unit: str = "vn-c1", level: str = "commune") -> Contributor:
    amount = Decimal(value)
    return Contributor("Phúc Khánh", level, "Phúc Khánh", amount, "2024-09-11", State.REPORTED, "exact", ("a",), unit)


def shown(figure: Figure, *printed: tuple[str, str, str], level: str = "commune") -> Figure:
    day = "2024-09-11"
    statement = Statement("case", "event", day, day, "Phúc Khánh", level, (figure,), "Asia/Ho_Chi_Minh")
    found = frozenset((unit, indicator, Decimal(value)) for unit, indicator, value in printed)
    return guarded(statement, Printed(found)).figures[0]


def test_what_a_source_printed_is_shown():
    figure = Figure(DEAD, Decimal(3), contributors=(part("3"),))
    assert shown(figure, ("vn-c1", "dead", "3")) == figure


@pytest.mark.parametrize("value", ["1", "4", "0.5"])
def test_what_nobody_printed_is_hidden_and_the_page_says_so(value):
    hidden = shown(Figure(DEAD, Decimal(value), previous=Decimal(9), contributors=(part(value),)))
    assert (hidden.value, hidden.previous, hidden.contributors) == (None, None, ())
    assert [(note.kind, note.unit) for note in hidden.notes] == [(NoteKind.SMALL, "Phúc Khánh")]


def test_a_sum_of_printed_numbers_is_no_printed_number():
    figure = Figure(DEAD, Decimal(4), contributors=(part("3"), part("1", unit="vn-c2")))
    assert shown(figure, ("vn-c1", "dead", "3"), ("vn-c2", "dead", "1")).value is None


@pytest.mark.parametrize(
    "figure",
    [
        Figure(DEAD, Decimal(5), contributors=(part("5"),)),
        Figure(DEAD, Decimal(0), contributors=(part("0"),)),
        Figure(HOUSES, Decimal(2), contributors=(part("2"),)),
    ],
    ids=["five", "none", "houses"],
)
def test_other_figures_are_shown(figure):
    assert shown(figure) == figure


def test_a_province_is_shown_without_the_small_commune_in_it():
    figure = Figure(DEAD, Decimal(12), contributors=(part("10", unit="vn-d1", level="district"), part("2")))
    seen = shown(figure, level="province")
    assert (seen.value, [c.value for c in seen.contributors]) == (Decimal(12), [Decimal(10)])
    assert [note.kind for note in seen.notes] == [NoteKind.SMALL]


def test_the_value_before_does_not_give_it_away():
    figure = Figure(DEAD, Decimal(7), previous=Decimal(2), previous_as_of="2024-09-10", contributors=(part("7"),))
    assert shown(figure, ("vn-c1", "dead", "7")).change is None
