"""All that somebody looks at who approves, accepts or only reads a return: figures, problems, history, revisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tongket.core.forms.cells import Cells, cells_from_json
from tongket.core.forms.comparing import Change, Piece, compare, compare_text
from tongket.core.forms.model import FormContent, Narrative
from tongket.core.forms.rules import Problem
from tongket.core.periods.periods import Period, parse_period
from tongket.flow.organisation.actors import Actor, NotYours, Role
from tongket.flow.organisation.queries.people import names_of
from tongket.flow.returns.fields import Deed, Stage
from tongket.flow.returns.models import Evidence, Filing, Obligation, Step
from tongket.flow.returns.queries.approving import heads, keeps, obligation, open_deeds, problems_of
from tongket.flow.returns.queries.earlier import NOTHING, Earlier, earlier, mapping_to
from tongket.flow.returns.queries.turns import backing, fills, why_shut


@dataclass(frozen=True, slots=True)
class Owed:
    """What a unit owes, as every page about it names it."""

    id: int
    unit: str
    unit_name: str
    committee: str
    round: int
    regime: str
    period: Period
    due: datetime
    stage: Stage
    filed: int
    accepted: int | None
    reopened: bool
    locked: bool


@dataclass(frozen=True, slots=True)
class FilingListed:
    """One revision: its number, who filed it and when, and whether after the deadline."""

    number: int
    name: str
    at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class StepShown:
    """One deed of the history, and in which role it was done."""

    deed: Deed
    filing: int
    role: Role
    name: str
    at: datetime
    note: str
    remarks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Backing:
    """A file that backs a cell."""

    id: int
    cell: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Next:
    """Another return of the round that waits for the same person."""

    id: int
    unit_name: str


@dataclass(frozen=True, slots=True)
class Review:
    """A return as it was filed. `shown` is None, and nothing is said, where nothing was filed yet.

    `deeds`: what the actor may do now, upon the newest filing only. `to_fill`: they may write in it now.
    """

    owed: Owed
    content: FormContent
    shown: FilingListed | None
    cells: Cells
    narratives: Mapping[str, str]
    beside: Earlier
    problems: tuple[Problem, ...]
    evidence: tuple[Backing, ...]
    filings: tuple[FilingListed, ...]
    steps: tuple[StepShown, ...]
    deeds: frozenset[Deed]
    to_fill: bool
    next: Next | None

    @property
    def newest(self) -> bool:
        """Whether what is shown is what the unit filed last."""
        return self.shown is not None and self.shown.number == self.owed.filed

    @property
    def remarks(self) -> Mapping[str, str]:
        """What was said when it was last sent back."""
        return next((step.remarks for step in reversed(self.steps) if step.deed is Deed.SEND_BACK), {})


def review(actor: Actor, id: int, number: int | None = None) -> Review:
    """A return as the filing of that number says it, the newest by default. Raises NotYours."""
    row = obligation(actor, id)
    filings = _filings(row)
    number = row.filed if number is None else number
    shown = next((each for each in filings if each.number == number), None)
    if shown is None and (number or row.filed):
        raise NotYours(f"filing {number} of obligation {id}")
    empty = Review(
        owed=_owed(row),
        content=row.round.form_version.asks,
        shown=shown,
        cells={},
        narratives={},
        beside=NOTHING,
        problems=(),
        evidence=(),
        filings=filings,
        steps=_steps(row),
        deeds=open_deeds(actor, row),
        to_fill=fills(actor, row.unit_id) and not why_shut(row),
        next=_next(actor, row),
    )
    return empty if shown is None else _with_figures(actor, row, shown, empty)


def _with_figures(actor: Actor, row: Obligation, shown: FilingListed, empty: Review) -> Review:
    filing: Filing = row.filings.select_related("form_version").get(number=shown.number)
    filing.obligation = row
    same_form = filing.form_version_id == row.round.form_version_id
    content = empty.content if same_form else filing.form_version.asks
    beside = earlier(actor, row.round, [row.unit_id]).get(row.unit_id, NOTHING) if same_form else NOTHING
    files = backing(row, filing.at)
    newest = shown.number == row.filed
    return replace(
        empty, content=content, cells=cells_from_json(filing.cells), narratives=filing.narratives, beside=beside,
        problems=problems_of(filing, content, beside), evidence=tuple(map(_backing, files)),
        deeds=empty.deeds if newest else frozenset(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """Two revisions of a return: the cells, the texts and the files that differ, by the newer form."""

    owed: Owed
    content: FormContent
    old: FilingListed
    new: FilingListed
    filings: tuple[FilingListed, ...]
    changes: tuple[Change, ...]
    texts: tuple[tuple[Narrative, tuple[Piece, ...]], ...]
    dropped: tuple[Backing, ...]
    added: tuple[Backing, ...]


def compared(actor: Actor, id: int, old: int, new: int) -> Compared:
    """The older beside the newer revision. Raises NotYours where the actor may not see it or one was never filed."""
    row = obligation(actor, id)
    listed = {each.number: each for each in _filings(row)}
    if old not in listed or new not in listed:
        raise NotYours(f"filings {old} and {new} of obligation {id}")
    old, new = sorted((old, new))
    rows = {
        filing.number: filing for filing in row.filings.filter(number__in=(old, new)).select_related("form_version")
    }
    before, after = rows[old], rows[new]
    contents = [each.form_version.asks for each in (before, after)]
    mapping = mapping_to(actor, before.form_version, after.form_version)
    changes = compare(contents[0], cells_from_json(before.cells), contents[1], cells_from_json(after.cells), mapping)
    texts = (
        (text, compare_text(before.narratives.get(text.key, ""), after.narratives.get(text.key, "")))
        for text in contents[1].narratives
    )
    then, now = (tuple(map(_backing, backing(row, each.at))) for each in (before, after))
    return Compared(
        _owed(row), contents[1], listed[old], listed[new], tuple(listed.values()), changes,
        tuple((text, pieces) for text, pieces in texts if pieces),
        tuple(file for file in then if file not in now), tuple(file for file in now if file not in then),
    )  # fmt: skip


def _owed(row: Obligation) -> Owed:
    round_ = row.round
    return Owed(
        row.pk, row.unit_id, str(row.unit), round_.regime.committee.name, round_.pk, round_.regime.title,
        parse_period(round_.period), row.due, Stage(row.stage), row.filed, row.accepted, row.reopened, round_.locked,
    )  # fmt: skip


def _filings(row: Obligation) -> tuple[FilingListed, ...]:
    found = list(row.filings.order_by("number").values_list("number", "by", "at", "late"))
    names = names_of({by for _, by, _, _ in found})
    return tuple(FilingListed(number, names[by], at, late) for number, by, at, late in found)


def _steps(row: Obligation) -> tuple[StepShown, ...]:
    steps = list(row.steps.order_by("pk"))
    before: Iterable[Step | None] = (None, *steps)
    head_approves = row.round.regime.head_approves
    return tuple(
        StepShown(
            Deed(step.deed), step.filing, role_in(step, last, head_approves=head_approves), step.by_name or step.by,
            step.at, step.note, step.remarks,
        )
        for step, last in zip(steps, before, strict=False)
    )  # fmt: skip


_ROLES = {
    Deed.SUBMIT: Role.OFFICIAL,
    Deed.APPROVE: Role.UNIT_HEAD,
    Deed.ACCEPT: Role.SECRETARY,
    Deed.REOPEN: Role.SECRETARY,
}


def role_in(step: Step, before: Step | None, *, head_approves: bool) -> Role:
    """In which role a deed was done: the head sends back what was just submitted, the secretary what was approved."""
    waited_for_head = head_approves and before is not None and before.deed == Deed.SUBMIT
    return _ROLES.get(Deed(step.deed), Role.UNIT_HEAD if waited_for_head else Role.SECRETARY)


def _backing(row: Evidence) -> Backing:
    return Backing(row.pk, row.cell, row.name, row.size)


def _next(actor: Actor, row: Obligation) -> Next | None:
    """The next one of the round that waits at the same stage as this one, or did before it was dealt with."""
    committee = row.round.regime.committee
    ahead = Obligation.objects.visible_to(actor).filter(round=row.round_id).exclude(pk=row.pk)
    stage = Stage.APPROVED if keeps(actor, committee.unit_id, committee.pk) else Stage.SUBMITTED
    found = ahead.filter(stage=stage).select_related("unit").order_by("unit__sort_text").first()
    if found is None or (stage is Stage.SUBMITTED and not heads(actor, found.unit_id)):
        return None
    return Next(found.pk, str(found.unit))
