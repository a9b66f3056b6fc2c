"""Writing cases and returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any

from django.db import transaction

from tongket.core.forms.plain import indicator_as_json
from tongket.core.rollup.collector import paused
from tongket.core.rollup.combine.lists import covered
from tongket.core.rollup.combine.rows import COUNTRY, CaseData, Row, by_rank
from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor
from tongket.flow.returns.models import Case, CaseForm, CaseLoad, Return, Revision

BATCH = 2_000
Key = tuple[str, datetime, str, str, str]  # event, moment, level, holder, scope
Progress = Callable[[int, int], None]


class Outcome(StrEnum):
    """What a load did."""

    LOADED = "loaded"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class CaseExists(Exception):
    """A case of that name with other figures stands; a person must say that it is to be replaced."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The outcome of a load, and how many returns it made, revised and withdrew."""

    outcome: Outcome
    new: int = 0
    revised: int = 0
    withdrawn: int = 0


@paused()
def load_case(
    *,
    data: CaseData,
    country: str,
    digest: str,
    public: bool,
    replace: bool,
    by: Actor,
    at: datetime,
    progress: Progress = lambda done, all_: None,
) -> Loaded:
    """Put a case into the database, whole or not at all.

    The same bytes again change nothing. Other bytes under the same name are refused with CaseExists unless
    `replace`; then each return that changed gets a new revision, and one that is gone is withdrawn.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(name=data.name).first()
        standing = case.loads.filter(number=case.load).first() if case else None
        if standing is not None and standing.digest == digest:
            return Loaded(Outcome.UNCHANGED)
        if case is not None and not replace:
            raise CaseExists(data.name)
        outcome = Outcome.LOADED if case is None else Outcome.REPLACED
        case = case or Case(name=data.name, public=public)
        _describe(case, data, country)
        load = _load(case, data, digest, by, at)
        counts = _write(case, load, data.rows, progress)
        record(
            by=by.label, at=at, verb="load case", kind="case", id=case.name,
            data={"digest": digest, "load": load.number, "rows": len(data.rows), **counts},
        )  # fmt: skip
    return Loaded(outcome, **counts)


def _describe(case: Case, data: CaseData, country: str) -> None:
    case.titles, case.publisher = dict(data.titles), dict(data.publisher)
    case.country, case.root, case.timezone = country, data.root, data.timezone
    case.load += 1
    case.save()


def _load(case: Case, data: CaseData, digest: str, by: Actor, at: datetime) -> CaseLoad:
    indicators = [indicator_as_json(indicator) for indicator in data.indicators.values()]
    form = case.forms.order_by("-version").first()
    if form is None or form.indicators != indicators:
        form = CaseForm.objects.create(
            case=case, version=1 if form is None else form.version + 1, indicators=indicators
        )
    return CaseLoad.objects.create(
        case=case, number=case.load, form=form, digest=digest, rows=len(data.rows), lists=_lists(data.rows),
        by=by.label, at=at,
    )  # fmt: skip


def _lists(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The scope of each complete list and what it covers (rules 1 and 4 of combination)."""
    found: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for row in rows:
        if row.in_complete_list and row.level != COUNTRY:
            found[row.event, row.moment.text, row.level, row.parent or ""].add(row.indicator)
    return [
        {"event": event, "as_of": as_of, "level": level, "parent": parent, "covers": sorted(covered(printed))}
        for (event, as_of, level, parent), printed in sorted(found.items())
    ]


def _write(case: Case, load: CaseLoad, rows: tuple[Row, ...], progress: Progress) -> dict[str, int]:
    """Make, revise and withdraw returns so that the current revisions say what the rows say."""
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.event, row.moment.instant, row.level, row.holder, row.parent or ""].append(row)
    standing = _standing(case) if case.load > 1 else {}
    new: list[tuple[Key, list[Row]]] = []
    revised: list[tuple[int, int, dict[str, Any] | None]] = []
    for key, group in groups.items():
        known = standing.pop(key, None)
        if known is None:
            new.append((key, group))
        elif known[2] != (cells := _cells_of(group)):
            revised.append((known[0], known[1] + 1, cells))
    gone = [(id_, number + 1, None) for id_, number, cells in standing.values() if cells is not None]
    _create(case, load, new, progress)
    _revise(load, [*revised, *gone])
    return {"new": len(new), "revised": len(revised), "withdrawn": len(gone)}


def _standing(case: Case) -> dict[Key, tuple[int, int, dict[str, Any] | None]]:
    """Key -> return id, revision number, cells (None: withdrawn) of what stands."""
    found: dict[Key, tuple[int, int, dict[str, Any] | None]] = {}
    revisions = Revision.objects.filter(of__case=case).select_related("of").order_by("of", "number")
    for revision in revisions.iterator(BATCH):
        of = revision.of
        cells = None if revision.withdrawn else revision.cells
        found[of.event, of.moment, of.level, of.holder, of.scope] = (of.pk, revision.number, cells)
    return found


def _create(case: Case, load: CaseLoad, groups: list[tuple[Key, list[Row]]], progress: Progress) -> None:
    done = 0
    waiting = iter(groups)
    while batch := list(islice(waiting, BATCH)):
        returns = Return.objects.bulk_create(
            [
                Return(
                    case=case, event=event, as_of=rows[0].moment.text, moment=moment, level=level,
                    unit_id=rows[0].unit, holder=holder, scope=scope, printed=rows[0].name,
                )
                for (event, moment, level, holder, scope), rows in batch
            ]
        )  # fmt: skip
        Revision.objects.bulk_create(
            [
                Revision(of=of, number=1, form=load.form, load=load, cells=_cells_of(rows))
                for of, (_, rows) in zip(returns, batch, strict=True)
            ]
        )
        done += len(batch)
        progress(done, len(groups))


def _revise(load: CaseLoad, revised: list[tuple[int, int, dict[str, Any] | None]]) -> None:
    Revision.objects.bulk_create(
        [
            Revision(of_id=of, number=number, form=load.form, load=load, cells=cells or {}, withdrawn=cells is None)
            for of, number, cells in revised
        ],
        batch_size=BATCH,
    )
    Return.objects.bulk_update(
        [Return(pk=of, revision=number) for of, number, _ in revised], ["revision"], batch_size=BATCH
    )


def _cells_of(rows: Iterable[Row]) -> dict[str, Any]:
    """The rows of one return as cells: of each indicator the row that counts, the others in "aside" (rule 6)."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.indicator].append(row)
    return {indicator: _cell(by_rank(found)) for indicator, found in sorted(grouped.items())}


def _cell(rows: tuple[Row, ...]) -> dict[str, Any]:
    first, *others = (
        {"value": row.value, "reading": row.reading, "list": row.list, "source": row.source, "line": row.line}
        for row in rows
    )
    return {**first, "aside": others} if others else first
