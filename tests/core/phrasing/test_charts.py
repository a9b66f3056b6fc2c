"""Charts: how figures are drawn, where moments stand, and what the sentence says."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.core.pages.chart import Bar, Bars, Drawn, Tile, Tiles
from tongket.core.periods.moments import parse_moment
from tongket.core.phrasing.charts import over_time
from tongket.core.phrasing.time_axis import time_axis, value_marks
from tongket.core.rollup.model import Indicator, Kind
from tongket.formats.writing.charts import PAGE, PAPER, svg

ZONE = "Asia/Ho_Chi_Minh"
DEAD = Indicator("dead", {"vi": "Số người chết", "en": "Dead"}, "person", {"vi": "người", "en": "persons"})
MISSING = Indicator("missing", {"vi": "Mất tích"}, "person", {"vi": "người"}, kind=Kind.STOCK)
SUM = Indicator("sum", {"vi": "Chết, mất tích"}, "person", {"vi": "người"}, kind=Kind.FORMULA, formula="dead + missing")


def moments(*texts: str):
    return tuple(parse_moment(text, ZoneInfo(ZONE)) for text in texts)


def chart(*values: int | None):
    at = moments(*(f"2024-09-{day:02d}T12:00" for day in range(8, 8 + len(values))))
    series = {m: {"dead": None if v is None else Decimal(v)} for m, v in zip(at, values, strict=True)}
    return over_time(series, [DEAD], ZONE, "vi")


def test_the_sentence_tells_first_last_and_most():
    assert chart(4, None, 352, 330).summary == (
        "Số người chết theo thời điểm báo cáo: từ 4 người (12 giờ ngày 08/9/2024) đến 330 người "
        "(12 giờ ngày 11/9/2024); cao nhất 352 người (12 giờ ngày 10/9/2024)."
    )


def test_nothing_known_is_nothing_drawn():
    assert chart(None, None) is None


def test_what_adds_up_goes_in_steps_and_a_state_on_a_line():
    at = moments("2024-09-08T12:00", "2024-09-09T12:00")
    series = {m: {"dead": Decimal(1), "missing": Decimal(2), "sum": Decimal(3)} for m in at}
    lines = over_time(series, [SUM, DEAD, MISSING], ZONE, "vi").lines
    assert [(line.name, line.drawn) for line in lines] == [
        ("Chết, mất tích (tại thời điểm)", Drawn.LINE),
        ("Số người chết (luỹ kế)", Drawn.STEPS),
        ("Mất tích (tại thời điểm)", Drawn.LINE),
    ]


def test_a_year_of_silence_does_not_press_a_week_together():
    axis = time_axis(moments("2024-09-07T12:00", "2024-09-09T12:00", "2024-09-14T12:00", "2025-09-07"))
    assert axis.broken == {2}
    assert axis.places == pytest.approx((0, 2 / 7.84, 7 / 7.84, 1))
    assert [tick.text for tick in axis.ticks(ZONE, "vi")] == [
        *("08/9", "09/9", "10/9", "11/9", "12/9", "13/9", "14/9"), "07/9/2025",
    ]  # fmt: skip


@given(st.sets(st.integers(0, 10_000_000), min_size=1, max_size=20).map(sorted))
def test_moments_stand_in_order_within_the_axis(seconds):
    start = datetime(2024, 9, 7, tzinfo=UTC)
    at = moments(*((start + timedelta(seconds=n)).isoformat() for n in seconds))
    axis = time_axis(at)
    assert all(a < b for a, b in pairwise(axis.places))
    assert axis.places[0] == 0 and axis.places[-1] == pytest.approx(1 if len(at) > 1 else 0)
    assert all(0 <= tick.x <= 1.000001 for tick in axis.ticks(ZONE, "vi"))


@given(st.decimals(min_value="0.01", max_value="1e12", places=2))
def test_marks_reach_the_greatest_value_in_at_most_five_steps(most):
    marks = [value for value, _ in value_marks(most, "vi")]
    assert marks[0] == 0 and marks[-1] >= most > marks[-2]
    assert 2 <= len(marks) <= 6


NASTY = "<script>\"&'Đắk Lắk"


@pytest.mark.parametrize("ink", [PAGE, PAPER], ids=["page", "paper"])
def test_every_chart_is_well_formed_and_carries_its_sentence(ink):
    bars = Bars(NASTY, (Bar(NASTY, Decimal(2), "2", "/units/a?b=1&c=2"), Bar("Huế", Decimal(0), "0")))
    tiles = Tiles(NASTY, (Tile(NASTY, "Đ.", 0, 0, "2", 5, "/a"), Tile("Huế", "Huế", 1, 3, "…", None)), ("≤ 2", "> 2"))
    for each in (chart(4, 7, 5), bars, tiles):
        drawn = ET.fromstring(svg(each, ink))
        assert drawn.get("aria-label") == each.summary
        assert "style" not in {name for element in drawn.iter() for name in element.attrib}


def test_paper_has_no_links():
    bars = Bars("", (Bar("Huế", Decimal(2), "2", "/units/hue"),))
    assert "<a " in svg(bars, PAGE) and "<a " not in svg(bars, PAPER)
