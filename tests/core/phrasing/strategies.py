"""Any statement that the consolidation may hand over."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from tests.core.phrasing.examples import (
    BEFORE,
    CAGES,
    DEAD,
    DEAD_MISSING,
    ECONOMIC_LOSS,
    INJURED,
    MISSING,
    ON_TIME,
    RICE,
    figure,
    row,
    statement,
)
from tongket.core.rollup.figures import Contributor, Figure, Note, NoteKind, Published, Statement
from tongket.core.rollup.model import Indicator, OverUnits

UNITS = ("Lào Cai", "Yên Bái", "Đắk Lắk", "Hà Nội", "Huế", "Bà Rịa - Vũng Tàu", "Cần Thơ", "An Giang", "Quảng Ninh")
MANY = (*UNITS, "Sơn La", "Lai Châu", "Hà Giang", "Cao Bằng", "Bắc Kạn", "Phú Thọ", "Nam Định", "Hà Nam", "Kon Tum")
MOMENTS = ("2024-09-11T13:30:00+07:00", BEFORE, "2024-09-09", "2023-12-31T00:00:00+07:00")
READINGS = ("exact", "over", "nearly", "about", "sum_of_parts", "single_case", "as_printed_suspect")
SOURCES = ("https://example.vn/a", "http://example.vn/b", "Công điện số 1")
KINDS = sorted({value for name, value in vars(NoteKind).items() if name.isupper()} - {NoteKind.NEAREST_MAP})
INDICATORS = (DEAD, MISSING, DEAD_MISSING, INJURED, RICE, CAGES, ECONOMIC_LOSS, ON_TIME)


def values(indicator: Indicator) -> st.SearchStrategy[Decimal]:
    """A count or measure as the indicator keeps it; zero is common."""
    shown = st.decimals(min_value=0, max_value=10**7, places=indicator.decimals)
    return st.one_of(st.just(Decimal(0)), st.integers(0, 30).map(Decimal), shown)


@st.composite
def returns(draw: st.DrawFn, indicator: Indicator) -> Contributor:
    """A return of a province, of a district below one, or of a body outside the tree."""
    unit = draw(st.sampled_from(MANY))
    under, level = draw(st.sampled_from([(unit, "province"), ("Lào Cai", "district"), (None, "other")]))
    return row(
        f"{unit} {level}" if level != "province" else unit,
        draw(values(indicator)),
        under=under,
        level=level,
        as_of=draw(st.sampled_from(MOMENTS)),
        reading=draw(st.sampled_from(READINGS)),
        source=draw(st.sampled_from(SOURCES)),
    )


@st.composite
def notes(draw: st.DrawFn, indicator: Indicator) -> Note:
    """A note of any kind, on a unit that may be listed or not."""
    numbers = tuple(draw(st.lists(values(indicator), min_size=2, max_size=4)))
    return Note(
        draw(st.sampled_from(KINDS)),
        unit=draw(st.sampled_from(UNITS)),
        level=draw(st.sampled_from(["province", "district", "other", ""])),
        as_of=draw(st.sampled_from(MOMENTS)),
        values=numbers,
        readings=tuple(draw(st.sampled_from(READINGS)) for _ in numbers),
        sources=tuple(draw(st.lists(st.sampled_from(SOURCES), max_size=2))),
    )


@st.composite
def figures(draw: st.DrawFn, indicator: Indicator) -> Figure:
    """A figure with or without a value, a report before, and published totals."""
    rows = tuple(draw(st.lists(returns(indicator), max_size=25)))
    totals = st.builds(Published, values(indicator), st.sampled_from(READINGS), st.sampled_from(SOURCES))
    told = tuple(draw(st.lists(totals, max_size=3)))
    known = indicator.over_units is OverUnits.SUM
    reported = draw(st.integers(0, 63))
    return figure(
        indicator,
        rows,
        **({} if known else {"value": draw(st.none() | values(indicator))}),
        previous=draw(st.none() | values(indicator)),
        previous_as_of=draw(st.none() | st.sampled_from(MOMENTS[1:])),
        published=told[0] if told else None,
        published_all=told,
        units_reported=reported,
        units_zero_by_list=draw(st.integers(0, 63 - reported)),
        unsplit=draw(st.integers(0, 5).map(Decimal)) if indicator is DEAD_MISSING else Decimal(0),
        complete_list=draw(st.booleans()),
        notes=tuple(draw(st.lists(notes(indicator), max_size=3))),
    )


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """A statement of some of the indicators, for a country or a province, on any map."""
    chosen = [i for i in INDICATORS if draw(st.booleans())]
    unit, level = draw(st.sampled_from([("Việt Nam", "country"), ("Lào Cai", "province")]))
    return statement(
        *(draw(figures(indicator)) for indicator in chosen),
        as_of=draw(st.sampled_from(MOMENTS)),
        map=draw(st.sampled_from(["2024-09-11", "2025-07-01", "as-it-was"])),
        unit=unit,
        unit_level=level,
    )
