"""The figures of a period in words: value, change, what it covers, who returned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from tongket.core.forms.consolidated import Coverage, PeriodFigure, PeriodFigures, Standing
from tongket.core.forms.wording import category_word
from tongket.core.periods.periods import Span
from tongket.core.phrasing.numbers import amount, number
from tongket.core.phrasing.phrases import lower_first, say
from tongket.core.rollup.answer import Method
from tongket.core.rollup.model import Indicator, Kind
from tongket.core.rollup.rounding import rounded
from tongket.core.units.model import Unit

MOST_NAMES = 30  # of units in one sentence; the annex has them all
_KINDS = ("tỉnh", "thành phố", "huyện", "thị xã", "xã", "phường", "đặc khu")


def label(indicator: Indicator, lang: str) -> str:
    """The name of an indicator; of a cell, the values of its categories.

    >>> label(Indicator("trained;sex=nữ", {"vi": "Người được tập huấn"}, "person"), "vi")
    'nữ'
    """
    values = [category_word(part.partition("=")[2], lang) for part in indicator.id.split(";")[1:]]
    return ", ".join(values) if values else indicator.name(lang)


def full_label(indicator: Indicator, lang: str) -> str:
    """The name with the values of its categories: "Người được tập huấn (nữ)"."""
    name, values = indicator.name(lang), label(indicator, lang)
    return name if ";" not in indicator.id else f"{name} ({values})"


def decimal(value: Fraction, indicator: Indicator) -> Decimal:
    """A value rounded once, to the decimals of its indicator."""
    return rounded(value, indicator.decimals)


def printed(figure: PeriodFigure) -> Decimal | None:
    """The value as it is printed."""
    if figure.value is None:
        return None
    return decimal(figure.value, figure.indicator) if figure.printed is None else figure.printed


def shown(value: Fraction, indicator: Indicator, lang: str) -> str:
    """A value with its unit of measure."""
    return amount(decimal(value, indicator), indicator, lang)


def percent(value: Fraction, lang: str) -> str:
    """A percentage with one decimal at most: "95,2"."""
    return number(rounded(value, 1), lang, 1)


def sentence(figure: PeriodFigure, of: PeriodFigures, lang: str) -> str:
    """ "Hộ nghèo: 101 hộ, giảm 26 hộ (20,5%) so với tháng trước"; without a full stop."""
    indicator = figure.indicator
    name, value = indicator.name(lang), printed(figure)
    if figure.hidden:
        return say(lang, "p_hidden", name=name)
    if figure.method is Method.NOT_COMPARABLE:
        return say(lang, "p_not_comparable", name=name)
    if value is None:
        return say(lang, "p_unknown", name=name)
    moved = _moved(figure, of, lang)
    told = say(lang, "p_value", name=name, amount=amount(value, indicator, lang))
    return "; ".join(
        part
        for part in (", ".join(filter(None, (told, moved[0]))), moved[1], to_date(figure, lang))
        if part
    )  # fmt: skip


def _moved(figure: PeriodFigure, of: PeriodFigures, lang: str) -> tuple[str, str]:
    """The change against the period before and against the year before; one phrase where both are none."""
    one, other = before(figure, of, lang), year_before(figure, of, lang)
    when, year = say(lang, f"p_before_{of.period.span}"), say(lang, "p_year_before")
    if one == say(lang, "p_same", when=when) and other == say(lang, "p_same", when=year):
        return say(lang, "p_same_both", when=when, year_before=year), ""
    return one, other


def before(figure: PeriodFigure, of: PeriodFigures, lang: str) -> str:
    """What a figure gained against the period before; "" where nothing is known of it, or other units reported."""
    if figure.indicator.kind is Kind.CUMULATIVE:
        if figure.in_period is None:
            return ""
        return say(lang, "p_added", amount=shown(figure.in_period, figure.indicator, lang))
    if not figure.comparable:
        return ""
    return change(figure, figure.previous, say(lang, f"p_before_{of.period.span}"), lang)


def year_before(figure: PeriodFigure, of: PeriodFigures, lang: str) -> str:
    """The same against the year before; "" where it is the period before, or nothing is known of it."""
    if of.period.span in (Span.YEAR, Span.NINE_MONTHS) or not figure.comparable_over_year:
        return ""
    return change(figure, figure.year_before, say(lang, "p_year_before"), lang)


def to_date(figure: PeriodFigure, lang: str) -> str:
    """The total of a flow since the beginning of the year, where that is more than the value."""
    if not figure.adds_up_in_a_year or figure.year_to_date in (None, figure.value):
        return ""
    value = shown(figure.year_to_date or Fraction(0), figure.indicator, lang)
    if figure.year_to_date is not None and figure.year_to_date_before:
        of = percent(figure.year_to_date / figure.year_to_date_before * 100, lang)
        return say(lang, "p_to_date_of", amount=value, percent=of)
    return say(lang, "p_to_date", amount=value)


def change(figure: PeriodFigure, other: Fraction | None, when: str, lang: str) -> str:
    """ "giảm 26 hộ (20,5%) so với tháng trước"; the numbers are those of the printed values."""
    value, indicator = printed(figure), figure.indicator
    if value is None or other is None:
        return ""
    moved = value - decimal(other, indicator)
    if not moved:
        return say(lang, "p_same", when=when)
    if indicator.is_share:
        size = say(lang, "p_points", number=number(abs(moved), lang, indicator.decimals))
    else:
        size = amount(abs(moved), indicator, lang)
    share = ""
    if other > 0 and not indicator.is_share:
        share = say(lang, "p_percent", number=percent(abs(Fraction(moved)) / other * 100, lang))
    return say(lang, "p_up" if moved > 0 else "p_down", amount=size, percent=share, when=when)


def parts(figures: Sequence[PeriodFigure], lang: str) -> str:
    """The cells of an indicator by category: "trong đó: nữ 33 người, nam 37 người"; "" where none is known."""
    told = [
        f"{label(each.indicator, lang)} {amount(value, each.indicator, lang)}"
        for each in figures
        if (value := printed(each)) is not None
    ]
    return say(lang, "p_of_which", parts=", ".join(told)) if told else ""


def notes(figure: PeriodFigure, lang: str) -> tuple[str, ...]:
    """What a reader must know of a figure: who is missing, whose figure is older, what was recast."""
    told = []
    if figure.expected and figure.reported < figure.expected:
        told.append(covered(figure, lang))
    if figure.unlike and not figure.older:
        key = "p_note_unlike" if figure.comparable else "p_note_not_alike"
        told.append(say(lang, key, reported=figure.previous_reported, expected=figure.previous_expected))
    for name in ("older", "not_applicable"):
        if count := getattr(figure, name):
            told.append(say(lang, f"p_note_{name}", count=count))
    if figure.method is Method.SUM:
        told.append(say(lang, "p_note_sum"))
    elif figure.method is Method.SHARE:
        told.append(say(lang, "p_note_share", bases=", ".join(say(lang, f"p_basis_{basis}") for basis in figure.bases)))
    elif figure.method is Method.NOT_COMPARABLE:
        told.append(say(lang, "p_note_divided"))
    return tuple(told)


def covered(figure: PeriodFigure, lang: str) -> str:
    """ "Số liệu của 2/3 đơn vị." """
    return say(lang, "p_note_reported", reported=figure.reported, expected=figure.expected)


def kinds_word(units: Iterable[Unit], lang: str) -> str:
    """What the units are called together: "xã, phường"; "đơn vị" where they are of no known kind."""
    found = {unit.kind for unit in units}
    if lang != "vi" or not found or not found <= set(_KINDS):
        return say(lang, "p_units")
    return ", ".join(kind for kind in _KINDS if kind in found)


def coverage(of: Coverage, lang: str) -> tuple[str, ...]:
    """Who returned, who was late, who did not, in sentences."""
    if not of.expected:
        return ()
    every = of.reported == of.expected
    if every and of.expected == 1:
        first = say(lang, "p_one_reported", unit=of.returns[0].unit.full_name)
    else:
        first = say(lang, "p_all_reported" if every else "p_reported", reported=of.reported, expected=of.expected,
                    units=kinds_word((one.unit for one in of.returns), lang))  # fmt: skip
    late, waiting = of.standing(Standing.LATE), of.standing(Standing.WAITING)
    if late:
        first += "; " + say(lang, "p_late", count=len(late), names=_names((one.unit for one in late), lang))
    elif of.reported:
        first += ", " + say(lang, "p_late_none")
    told = [first + "."]
    if waiting:
        told.append(say(lang, "p_waiting", count=len(waiting), names=_names((one.unit for one in waiting), lang)))
    if missing := of.standing(Standing.MISSING):
        told.append(say(lang, "p_missing", count=len(missing), names=_names((one.unit for one in missing), lang)))
    return tuple(told)


def _names(units: Iterable[Unit], lang: str) -> str:
    names = [unit.full_name for unit in units]
    if len(names) > MOST_NAMES:
        rest = len(names) - MOST_NAMES
        return say(lang, "p_and_others", names=", ".join(names[:MOST_NAMES]), count=rest)
    return ", ".join(names)


def field_word(field: str, lang: str) -> str:
    """The field of a committee inside a sentence."""
    return lower_first(field) if lang == "vi" else field
