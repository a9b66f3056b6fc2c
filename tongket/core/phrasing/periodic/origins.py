"""How a figure came about, step by step, in words: what was added, and by which acts units came where they count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tongket.core.forms.consolidated import PeriodFigures
from tongket.core.phrasing.moments import short_date
from tongket.core.phrasing.numbers import amount, number
from tongket.core.phrasing.periodic.tables import formula_words, way_words
from tongket.core.phrasing.periodic.words import decimal, full_label, shown
from tongket.core.phrasing.phrases import lower_first, say, upper_first
from tongket.core.rollup.answer import Method
from tongket.core.rollup.asking.origins import Behind, Origin
from tongket.core.rollup.rounding import rounded
from tongket.core.units.model import Basis, Succession
from tongket.core.units.tree import Tree


@dataclass(frozen=True, slots=True)
class CellTold:
    """One cell that counts: whose, for which period, what was said, how much of it counts here, and on what way.

    `period` and `unit` are keys by which its return is found. `fraction` is "" where all of it counts.
    """

    unit: str
    period: str
    unit_name: str
    period_name: str
    value: str
    fraction: str
    counted: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OriginTold:
    """A figure and how it was made, in sentences; then what stands behind it, or the figures that it is made of."""

    name: str
    key: str
    headline: str
    sentences: tuple[str, ...]
    cells: tuple[CellTold, ...]
    parts: tuple[OriginTold, ...]


def told(found: Origin, of: PeriodFigures, tree: Tree, lang: str) -> OriginTold:
    """The origin of a figure of those, in the language."""
    name = full_label(found.indicator, lang)
    return OriginTold(
        name=name,
        key=found.indicator.id,
        headline=_headline(found, of, name, lang),
        sentences=tuple(upper_first(text) for text in _sentences(found, of, name, lang)),
        cells=tuple(_cell(one, found, tree, lang) for one in found.behind),
        parts=tuple(told(part, of, tree, lang) for part in found.parts),
    )


def _headline(found: Origin, of: PeriodFigures, name: str, lang: str) -> str:
    value = of.figure(found.indicator.id).value if found.total is None else found.total.value
    blanks = {"name": name, "unit": of.unit.full_name, "period": of.period.name(lang)}
    if value is None:
        return say(lang, "p_how_unknown", **blanks)
    return say(lang, "p_how_total", **blanks, amount=shown(value, found.indicator, lang))


def _sentences(found: Origin, of: PeriodFigures, name: str, lang: str) -> list[str]:
    indicator, total = found.indicator, found.total
    if total is None:
        formula = formula_words(of, indicator, lang)
        return [say(lang, "p_how_formula", name=name, unit=of.unit.full_name, formula=formula)]
    way = way_words(of, indicator, lang)
    if len(found.periods) == 1:
        span = say(lang, "p_how_one_period", period=found.periods[0].name(lang), way=way)
    else:
        span = say(
            lang, "p_how_periods",
            first=found.periods[0].name(lang), last=found.periods[-1].name(lang),
            over_time=say(lang, f"p_time_{indicator.over_time}"), way=way,
        )  # fmt: skip
    return [
        span,
        say(lang, "p_how_counts", reported=total.reported, expected=total.expected),
        say(lang, f"p_how_{Method(total.method)}", day=short_date(of.map_day, lang)),
    ]


def _cell(one: Behind, found: Origin, tree: Tree, lang: str) -> CellTold:
    cell, indicator = one.cell, found.indicator
    part = cell.fraction
    period = next((p for p in found.periods if str(p) == cell.period), None)
    counted = "" if part in (None, Fraction(1)) else shown(cell.value * (part or 0), indicator, lang)
    return CellTold(
        unit=cell.unit,
        period=cell.period,
        unit_name=upper_first(tree.unit(cell.unit).full_name),
        period_name=period.name(lang) if period else cell.period,
        value=amount(decimal(cell.value, indicator), indicator, lang),
        fraction="?" if part is None else "" if part == 1 else share_words(part, lang),
        counted=counted,
        steps=tuple(step_words(step, tree, lang) for step in one.steps),
    )


def share_words(part: Fraction, lang: str) -> str:
    """A share in percent where that is short, else as a fraction: "40%", "1/3"."""
    percent = part * 100
    if (percent * 100).denominator == 1:
        return f"{number(rounded(percent, 2), lang, 2)}%"
    return f"{part.numerator}/{part.denominator}"


def step_words(step: Succession, tree: Tree, lang: str) -> str:
    """ "Từ ngày 01/7/2025, xã Xuân Thượng nhập nguyên vẹn vào xã Phúc Khánh (Nghị quyết 1673/NQ-UBTVQH15)." """
    old, new = (lower_first(tree.unit(key).full_name) for key in (step.old, step.new))
    if old == new:
        old, new = say(lang, "p_step_before", name=old), say(lang, "p_step_after", name=new)
    blanks = {
        "day": short_date(step.day, lang),
        "old": old,
        "new": new,
        "act": say(lang, "p_step_act", act=step.act) if step.act else "",
    }
    if step.fraction is None:
        return upper_first(say(lang, "p_step_open", **blanks))
    if step.fraction == 1:
        alone = len(tree.predecessors(step.new)) == 1
        return upper_first(say(lang, "p_step_renamed" if alone else "p_step_whole", **blanks))
    basis = say(lang, f"p_basis_{Basis(step.basis)}")
    return upper_first(say(lang, "p_step_part", **blanks, share=share_words(step.fraction, lang), basis=basis))


def as_text(found: OriginTold, indent: str = "") -> Iterator[str]:
    """The same as lines of text."""
    yield f"{indent}{found.headline}"
    for sentence in found.sentences:
        yield f"{indent}  {sentence}"
    for cell in found.cells:
        part = f" × {cell.fraction}" + (f" = {cell.counted}" if cell.counted else "") if cell.fraction else ""
        yield f"{indent}  - {cell.unit_name}, {cell.period_name}: {cell.value}{part}"
        for step in cell.steps:
            yield f"{indent}      {step}"
    for each in found.parts:
        yield from as_text(each, indent + "  ")
