"""Whether a form can be given to units: every formula finds its parts, every section asks something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tongket.core.forms.model import FormContent
from tongket.core.forms.sentences import FAULTS
from tongket.core.forms.wording import cell_name
from tongket.core.rollup import expressions
from tongket.core.rollup.model import OverUnits


@dataclass(frozen=True, slots=True)
class FormFault:
    """Why a form cannot be issued yet.

    "nothing": it asks nothing; "empty": the section does; "part": a formula needs `other`, which is not asked;
    "circle": a formula leads back to itself; "weight": a mean has nothing to be weighed by.
    """

    kind: str
    key: str = ""
    other: str = ""


def form_faults(content: FormContent) -> tuple[FormFault, ...]:
    """All that is to be mended before the form is issued."""
    if not content.entries and not content.narratives:
        return (FormFault("nothing"),)
    return (*_empty(content), *_formulas(content), *_weights(content))


def form_fault_text(fault: FormFault, content: FormContent, lang: str) -> str:
    """What is missing, and what to do."""
    title = next((section.title for section in content.sections if section.key == fault.key), "")
    name = title or cell_name(content, fault.key, lang)
    return FAULTS[lang][fault.kind].format(name=name, other=cell_name(content, fault.other, lang))


def _empty(content: FormContent) -> Iterator[FormFault]:
    for section in content.sections:
        if not section.entries and not section.narratives:
            yield FormFault("empty", section.key)


def _formulas(content: FormContent) -> Iterator[FormFault]:
    known = content.indicators
    nodes = {key: expressions.parse(cell.formula) for key, cell in known.items() if cell.formula}
    for key, node in nodes.items():
        for part in expressions.names(node):
            if part not in known:
                yield FormFault("part", key, part)
    try:
        expressions.in_order(nodes)
    except ValueError:
        yield FormFault("circle", next(iter(nodes)))


def _weights(content: FormContent) -> Iterator[FormFault]:
    for entry in content.entries:
        indicator = entry.indicator
        if indicator.over_units is OverUnits.WEIGHTED_MEAN and indicator.weight not in content.indicators:
            yield FormFault("weight", indicator.id, indicator.weight)
