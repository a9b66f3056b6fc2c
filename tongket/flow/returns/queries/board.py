"""The board of a round: who has sent what is owed, in time or late, and for whom the others wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import FilteredRelation, Q

from tongket.core.periods.periods import Period, parse_period
from tongket.flow.organisation.actors import Actor, NotYours
from tongket.flow.organisation.queries import tree
from tongket.flow.returns.fields import Deed, Stage
from tongket.flow.returns.models import Obligation, Round, Step
from tongket.flow.returns.queries.approving import keeps

OPEN = (Stage.NOT_BEGUN, Stage.DRAFT, Stage.RETURNED)  # with the unit


@dataclass(frozen=True, slots=True)
class LastStep:
    """What was done last upon a return, by whom and when."""

    deed: Deed
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What one unit owes, and how far it has come.

    `came` is when its first revision did; `late`: that was after the deadline, or it is past and nothing has come.
    A return that was in time and is sent back to be mended stays in time.
    """

    obligation: int
    unit: str
    name: str
    sort_text: str
    level: str
    parent: str
    parent_name: str
    due: datetime
    stage: Stage
    filed: int
    reopened: bool
    came: datetime | None
    late: bool
    last: LastStep | None

    @property
    def missing(self) -> bool:
        """Whether nothing has come yet."""
        return self.came is None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of those who owe have sent in time or late, and where the returns are."""

    owed: int
    filed: int
    in_time: int
    late: int
    overdue: int
    stages: Counter[Stage]

    @property
    def missing(self) -> int:
        """How many have sent nothing."""
        return self.owed - self.filed

    @property
    def accepted(self) -> int:
        """How many are accepted."""
        return self.stages[Stage.ACCEPTED]

    @property
    def waiting(self) -> int:
        """How many wait for the secretary."""
        return self.stages[Stage.APPROVED]


@dataclass(frozen=True, slots=True)
class LockedOrOpened:
    """The round was locked, or opened again for a reason; by whom and when."""

    locked: bool
    reason: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """A round with every unit that the actor may see in it.

    `lockings`: the newest first. `kept`: the actor is a secretary of its committee. `figures`: they may read its
    consolidated figures.
    """

    round: int
    regime: str
    committee: str
    committee_unit: str
    period: Period
    due: tuple[datetime, ...]
    locked: bool
    lockings: tuple[LockedOrOpened, ...]
    kept: bool
    figures: bool
    rows: tuple[UnitRow, ...]
    tally: Tally


def seen_round(actor: Actor, id: int) -> Round:
    """A round with its regime and committee. Raises NotYours where the actor may not see it."""
    found = (
        Round.objects.visible_to(actor).select_related("regime__committee__unit", "form_version").filter(pk=id).first()
    )
    if found is None:
        raise NotYours(f"round {id}")
    return found


def board(actor: Actor, round: int, at: datetime) -> Board:
    """The board as it stands at that moment; as many queries for one unit as for a thousand. Raises NotYours."""
    about = seen_round(actor, round)
    committee = about.regime.committee
    rows = _rows(actor, about, at)
    return Board(
        round=about.pk,
        regime=about.regime.title,
        committee=committee.name,
        committee_unit=str(committee.unit),
        period=parse_period(about.period),
        due=tuple(sorted({row.due for row in rows})),
        locked=about.locked,
        lockings=tuple(
            LockedOrOpened(*each)
            for each in about.lockings.order_by("-pk").values_list("locked", "reason", "by_name", "at")
        ),
        kept=keeps(actor, committee.unit_id, committee.pk),
        figures=Round.objects.consolidated_for(actor).filter(pk=round).exists(),
        rows=rows,
        tally=tally(rows),
    )


def tally(rows: Iterable[UnitRow]) -> Tally:
    """The counts of these rows."""
    rows = list(rows)
    came = [row for row in rows if not row.missing]
    late = sum(row.late for row in came)
    overdue = sum(row.late for row in rows) - late
    return Tally(len(rows), len(came), len(came) - late, late, overdue, Counter(row.stage for row in rows))


_UNIT = ("unit__administration_id", "unit__level", "unit__kind", "unit__name", "unit__sort_text")
_FILED = ("first__at", "first__late")


def _rows(actor: Actor, about: Round, at: datetime) -> tuple[UnitRow, ...]:
    owed = Obligation.objects.visible_to(actor).filter(round=about)
    owed = owed.annotate(first=FilteredRelation("filings", condition=Q(filings__number=1)))
    found = list(owed.values_list("pk", "unit_id", "due", "stage", "filed", "reopened", *_UNIT, *_FILED))
    last = _last_steps(actor, about)
    maps = {root: tree(root).on(about.cut_off) for root in {row[6] for row in found}}
    rows = []
    for pk, unit, due, stage, filed, reopened, root, level, kind, name, sort_text, came, was_late in found:
        on = maps[root]
        above = on.parent(unit) if unit in on else None
        rows.append(
            UnitRow(
                obligation=pk,
                unit=unit,
                name=f"{kind} {name}".strip(),
                sort_text=sort_text,
                level=level,
                parent=above.key if above else "",
                parent_name=above.full_name if above else "",
                due=due,
                stage=Stage(stage),
                filed=filed,
                reopened=reopened,
                came=came,
                late=was_late if came else at > due,
                last=last.get(pk),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.sort_text, row.obligation)))


def _last_steps(actor: Actor, about: Round) -> dict[int, LastStep]:
    """By obligation; a few steps for each unit, so the newest is taken here."""
    owed = Obligation.objects.visible_to(actor).filter(round=about)
    steps = Step.objects.filter(obligation__in=owed).order_by("pk")
    return {
        owed: LastStep(Deed(deed), name or by, moment)
        for owed, deed, name, by, moment in steps.values_list("obligation_id", "deed", "by_name", "by", "at")
    }
