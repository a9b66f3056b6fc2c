"""What units said in the period before and a year before: beside what they say now, for many units in a few queries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce

from django.db.models import F

from tongket.core.forms.cells import Cells, cells_from_json, together
from tongket.core.forms.model import FormContent
from tongket.core.forms.versions import joined, map_cells
from tongket.core.periods.periods import Period, parse_period
from tongket.core.units.tree import Tree
from tongket.flow.organisation.actors import Actor
from tongket.flow.organisation.queries import tree
from tongket.flow.returns.models import Filing, FormVersion, Obligation, Regime, Round


@dataclass(frozen=True, slots=True)
class Earlier:
    """The cells that were accepted for the period before and for that of the year before; None where there are none.

    They go by the keys of the form of the round that was asked about.
    """

    before: Cells | None = None
    year_before: Cells | None = None


NOTHING = Earlier()


def earlier(actor: Actor, round: Round, units: Collection[str]) -> dict[str, Earlier]:
    """By unit, for those that owe a return in the round which the actor may see; four queries however many they are,
    and one more where anything was filed on an older form.

    Whoever sees a return sees what it is compared with: the accepted returns of the same regime, of the unit itself
    or, where it did not stand yet, of all the units that went wholly into it. Where one of these was divided, nothing.
    """
    owed = Obligation.objects.visible_to(actor).filter(round=round, unit__in=units)
    rows = list(owed.order_by().values_list("unit_id", "unit__administration_id", "round__regime_id"))
    seen, regimes = [row[:2] for row in rows], {row[2] for row in rows}
    periods = _periods(parse_period(round.period))
    rounds = Round.objects.filter(regime__in=regimes, period__in=periods).order_by()
    before = {pk: (period, day) for pk, period, day in rounds.values_list("pk", "period", "cut_off")}
    days = dict(before.values())
    if not days:
        return {}
    trees = {root: tree(root) for root in {root for _, root in seen}}
    sources = {(unit, period): went_into(trees[root], unit, day) for unit, root in seen for period, day in days.items()}
    made_up = {source for found in sources.values() for source in found}
    filed = _filed(actor, round, {pk: period for pk, (period, _) in before.items()}, made_up)
    content = round.form_version.asks
    return {
        unit: Earlier(*(_said(content, filed, sources.get((unit, period), ()), period) for period in periods))
        for unit, _ in seen
    }


def went_into(tree: Tree, unit: str, day: date) -> tuple[str, ...]:
    """The units of that day that make up this one: itself, or those that went wholly into it.

    None where one of these was divided, or where nothing is known of them.
    """
    if unit in tree.on(day):
        return (unit,)
    found: list[str] = []
    for step in tree.predecessors(unit):
        parts = went_into(tree, step.old, day) if step.fraction == 1 else ()
        if not parts:
            return ()
        found += parts
    return tuple(dict.fromkeys(found))


def _periods(period: Period) -> tuple[str, str]:
    return str(period.previous()), str(period.same_period_last_year())


_Filed = Mapping[tuple[str, str], Cells]


def _said(content: FormContent, filed: _Filed, units: Iterable[str], period: str) -> Cells | None:
    parts = [filed.get((unit, period)) for unit in units]
    known = [part for part in parts if part is not None]
    return together(content, known) if known and len(known) == len(parts) else None


def _filed(actor: Actor, round: Round, before: Mapping[int, str], units: Collection[str]) -> _Filed:
    """By unit and period, the accepted cells under the keys of the round's form. `before`: by round, its period."""
    rows = Filing.objects.filter(
        obligation__round__in=before, obligation__unit__in=units, number=F("obligation__accepted")
    )
    fields = ("obligation__unit_id", "obligation__round_id", "form_version_id", "form_version__number", "cells")
    found = list(rows.order_by().values_list(*fields))
    same = all(version == round.form_version_id for _, _, version, _, _ in found)
    mapping = _unchanged if same else _mappings(actor, round.form_version)
    return {
        (unit, before[of]): map_cells(cells_from_json(cells), mapping(number)) for unit, of, _, number, cells in found
    }


def _unchanged(number: int) -> Mapping[str, str | None]:
    return {}


def mapping_to(actor: Actor, old: FormVersion, new: FormVersion) -> Mapping[str, str | None]:
    """What cells of a version of a form are called in a later one; of the same or a later one, what they are now."""
    return _mappings(actor, new)(old.number)


def _mappings(actor: Actor, new: FormVersion) -> Callable[[int], Mapping[str, str | None]]:
    """By the number of an older version, the mapping to `new`; one query for all."""
    forms = Regime.objects.visible_to(actor).values("form")
    rows = FormVersion.objects.filter(form__in=forms, form=new.form_id, number__lte=new.number)
    known = dict(rows.values_list("number", "mapping"))

    @cache
    def mapping(number: int) -> Mapping[str, str | None]:
        return reduce(joined, (known[later] for later in range(number + 1, new.number + 1)), {})

    return mapping
