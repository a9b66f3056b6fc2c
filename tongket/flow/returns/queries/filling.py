"""All that a page to fill in a return needs, in a number of queries that does not grow with the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from tongket.core.forms.cells import Cell, Cells, answers, cells_from_json
from tongket.core.forms.model import FormContent
from tongket.core.forms.rules import Problem, check
from tongket.core.periods.periods import Period, parse_period
from tongket.flow.organisation.actors import Actor, NotYours
from tongket.flow.organisation.queries.people import names_of
from tongket.flow.returns.fields import Deed, Stage
from tongket.flow.returns.models import Filing, Obligation, Step
from tongket.flow.returns.queries.earlier import NOTHING, earlier
from tongket.flow.returns.queries.turns import backing, fills, why_shut


@dataclass(frozen=True, slots=True)
class Hand:
    """Who wrote something last, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SentBack:
    """Why the return is with the unit again: by whom, and what was said about the whole and about cells and texts."""

    deed: Deed
    name: str
    at: datetime
    note: str
    remarks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EvidenceListed:
    """A file that backs a cell."""

    id: int
    cell: str
    name: str
    media_type: str
    size: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """A return as it is filled in, or looked at. `shut` is "" where the actor may write, else why not.

    `shut`: "other" (they do not answer for the unit), "stage" (it is with somebody else), "locked". Whoever does not
    answer for the unit sees what was filed last: a draft is the unit's own. `alone`: words at cells that are empty.
    """

    id: int
    unit: str
    unit_name: str
    committee: str
    regime: str
    recipient: str
    period: Period
    first_day: date
    cut_off: date
    due: datetime
    stage: Stage
    filed: int
    head_approves: bool
    shut: str
    content: FormContent
    cells: Cells
    alone: Cells
    narratives: Mapping[str, str]
    hands: Mapping[str, Hand]
    before: Cells
    year_before: Cells
    sent_back: SentBack | None
    submitted: Hand | None
    late: bool
    evidence: Mapping[str, tuple[EvidenceListed, ...]]

    def stands(self, key: str) -> Cell | None:
        """What is kept of a cell, filled in or not."""
        return self.cells.get(key) or self.alone.get(key)

    def saying(self, cells: Cells, narratives: Mapping[str, str]) -> Sheet:
        """The same return once that stands in it."""
        filled = answers(cells)
        alone = {key: cell for key, cell in cells.items() if key not in filled}
        return replace(self, cells=filled, alone=alone, narratives=narratives)

    def problems(self, *, submitting: bool = False) -> tuple[Problem, ...]:
        """What breaks the rules of the form; when submitting also what is missing."""
        return check(
            self.content,
            {**self.cells, **self.alone},
            self.before,
            self.year_before,
            self.narratives,
            submitting=submitting,
            year_begins=self.period.number == 1,
        )


def sheet(actor: Actor, obligation: int) -> Sheet:
    """The return under an obligation. Raises NotYours where the actor may not see it."""
    row = _row(actor, obligation, "unit", "round__regime__committee", "round__form_version", "draft")
    own, shut = _turn(actor, row)
    content = row.round.form_version.asks
    newest = row.filings.filter(number=row.filed).first() if row.filed else None
    cells, narratives, hands = _written(row, newest, own=own and not shut)
    past = earlier(actor, row.round, [row.unit_id]).get(row.unit_id, NOTHING)
    last = row.steps.filter(deed__in=(Deed.SEND_BACK, Deed.REOPEN)).last() if row.stage == Stage.RETURNED else None
    kept = row.evidence.filter(removed=False) if own or newest is None else backing(row, newest.at)
    files = list(kept.order_by("cell", "pk"))
    names = names_of(
        {hand["by"] for hand in hands.values()} | {f.by for f in files} | ({newest.by} if newest else set())
    )
    return Sheet(
        id=row.pk,
        unit=row.unit_id,
        unit_name=str(row.unit),
        committee=row.round.regime.committee.name,
        regime=row.round.regime.title,
        recipient=row.round.regime.recipient,
        period=parse_period(row.round.period),
        first_day=row.round.first_day,
        cut_off=row.round.cut_off,
        due=row.due,
        stage=Stage(row.stage),
        filed=row.filed,
        head_approves=row.round.regime.head_approves,
        shut=shut,
        content=content,
        cells=(filled := answers(cells)),
        alone={key: cell for key, cell in cells.items() if key not in filled},
        narratives=narratives,
        hands={key: Hand(names[hand["by"]], datetime.fromisoformat(hand["at"])) for key, hand in hands.items()},
        before=past.before or {},
        year_before=past.year_before or {},
        sent_back=None if last is None else _sent_back(last),
        submitted=None if newest is None else Hand(names[newest.by], newest.at),
        late=newest is not None and newest.late,
        evidence=_by_cell(EvidenceListed(f.pk, f.cell, f.name, f.media_type, f.size, names[f.by], f.at) for f in files),
    )


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """What is served of a file: its name, type, and the digest that it is kept under."""

    name: str
    media_type: str
    digest: str


def evidence_file(actor: Actor, obligation: int, id: int) -> EvidenceFile:
    """A file of a return that the actor may see. Raises NotYours, also for one taken away before anything was filed."""
    row = Obligation.objects.visible_to(actor).filter(pk=obligation).first()
    found = row and row.evidence.filter(pk=id).first()
    if not row or not found:
        raise NotYours(f"evidence {id}")
    backed = found.removed_at and row.filings.filter(at__gte=found.at, at__lt=found.removed_at).exists()
    if found.removed and not backed:
        raise NotYours(f"evidence {id}")
    return EvidenceFile(found.name, found.media_type, found.digest)


def _row(actor: Actor, obligation: int, *beside: str) -> Obligation:
    row = Obligation.objects.visible_to(actor).select_related(*beside).filter(pk=obligation).order_by("pk").first()
    if row is None:
        raise NotYours(f"obligation {obligation}")
    return row


def _turn(actor: Actor, row: Obligation) -> tuple[bool, str]:
    """Whether the actor answers for the unit, and why they cannot write now."""
    own = fills(actor, row.unit_id)
    return own, why_shut(row) if own else "other"


def _written(
    row: Obligation, newest: Filing | None, *, own: bool
) -> tuple[Cells, Mapping[str, str], Mapping[str, dict[str, str]]]:
    draft = getattr(row, "draft", None)
    if own and draft is not None:
        return cells_from_json(draft.cells), draft.narratives, draft.hands
    if newest is not None:
        return cells_from_json(newest.cells), newest.narratives, {}
    return {}, {}, {}


def _sent_back(step: Step) -> SentBack:
    return SentBack(Deed(step.deed), step.by_name, step.at, step.note, step.remarks)


def _by_cell(files: Iterable[EvidenceListed]) -> dict[str, tuple[EvidenceListed, ...]]:
    found: dict[str, tuple[EvidenceListed, ...]] = {}
    for each in files:
        found[each.cell] = (*found.get(each.cell, ()), each)
    return found
