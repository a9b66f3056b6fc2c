"""What waits for whom: the page on which a signed-in person begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, Min, Q, QuerySet, Value, When

from tongket.core.periods.periods import Period, parse_period
from tongket.flow.organisation.actors import Actor, Role
from tongket.flow.returns.fields import Deed, Stage
from tongket.flow.returns.models import Form, Obligation, Regime, Round, Step
from tongket.flow.returns.models.forms import COMMITTEE_READERS, REPORTERS, committees_read_by

RECENT = timedelta(days=7)
_SHOWN_CHANGES = 15
_SHOWN_ROUNDS = 12
_SHOWN_RETURNS = 50
_OPEN = (Stage.NOT_BEGUN, Stage.DRAFT, Stage.RETURNED)


@dataclass(frozen=True, slots=True)
class Waits:
    """A return that waits for the person. `said`: what it was sent back for."""

    obligation: int
    unit_name: str
    regime: str
    committee: str
    period: Period
    due: datetime
    stage: Stage
    reopened: bool
    said: str
    remarks: int


@dataclass(frozen=True, slots=True)
class RoundListed:
    """A round with how far it has come, among the units that the person sees in it.

    Nothing is `overdue` in a round that is locked: what is `missing` was not received.
    """

    id: int
    regime: str
    committee: str
    period: Period
    locked: bool
    due: datetime
    owed: int
    filed: int
    late: int
    overdue: int
    accepted: int
    waiting: int
    mine: bool

    @property
    def missing(self) -> int:
        """How many were not sent at all."""
        return self.owed - self.filed


@dataclass(frozen=True, slots=True)
class ChangeListed:
    """A deed of the last days upon a return that the person sees, by somebody else."""

    obligation: int
    unit_name: str
    regime: str
    period: Period
    deed: Deed
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Home:
    """What waits for the person (`fill`, `approve`), the rounds in sight, what changed; and what they could begin with.

    `under_way`: what their units have sent and others have to deal with.
    `rounds`: `mine` are those of committees of which they are a secretary; their `waiting` wait for the person.
    """

    fill: tuple[Waits, ...]
    under_way: tuple[Waits, ...]
    approve: tuple[Waits, ...]
    rounds: tuple[RoundListed, ...]
    changes: tuple[ChangeListed, ...]
    reports: bool
    heads: bool
    committees: int
    forms: int
    regimes: int
    administers: bool
    secretary: bool
    any_role: bool

    @property
    def to_accept(self) -> tuple[RoundListed, ...]:
        """Rounds in which returns wait for the person."""
        return tuple(each for each in self.rounds if each.mine and each.waiting and not each.locked)


def home(actor: Actor, at: datetime) -> Home:
    """All of it, in a number of queries that does not grow."""
    kept = committees_read_by(actor, Role.SECRETARY)
    secretary = actor.has(Role.SECRETARY)
    return Home(
        fill=_waits(actor, _OPEN, Role.OFFICIAL),
        under_way=_waits(actor, (Stage.SUBMITTED, Stage.APPROVED), Role.OFFICIAL),
        approve=_waits(actor, (Stage.SUBMITTED,), Role.UNIT_HEAD),
        rounds=_rounds(actor, at),
        changes=_changes(actor, at),
        reports=actor.has(Role.OFFICIAL),
        heads=actor.has(Role.UNIT_HEAD),
        committees=kept.count() if secretary else 0,
        forms=Form.objects.visible_to(actor).filter(committee__in=kept).count() if secretary else 0,
        regimes=Regime.objects.visible_to(actor).filter(committee__in=kept).count() if secretary else 0,
        administers=actor.has(Role.ADMINISTRATOR),
        secretary=secretary,
        any_role=actor.has(*Role),
    )


def _waits(actor: Actor, stages: tuple[Stage, ...], role: Role) -> tuple[Waits, ...]:
    """Returns of the units at which the person holds the role, not of those below; what came back stands first."""
    units = actor.units_of(role)
    if not units:
        return ()
    rows = Obligation.objects.visible_to(actor).filter(unit__in=units, stage__in=[each.value for each in stages])
    rows = rows.filter(Q(round__locked=False) | Q(reopened=True))
    back_first = Case(When(stage=Stage.RETURNED, then=Value(0)), default=Value(1))
    found = list(
        rows.select_related("unit", "round__regime__committee").order_by(back_first, "due", "pk")[:_SHOWN_RETURNS]
    )
    said = _sent_back(actor, [row.pk for row in found if row.stage == Stage.RETURNED])
    return tuple(
        Waits(
            row.pk, str(row.unit), row.round.regime.title, row.round.regime.committee.name,
            parse_period(row.round.period), row.due, Stage(row.stage), row.reopened, *said.get(row.pk, ("", 0)),
        )
        for row in found
    )  # fmt: skip


def _sent_back(actor: Actor, obligations: list[int]) -> dict[int, tuple[str, int]]:
    """By obligation the note with which it last came back, and how many remarks."""
    if not obligations:
        return {}
    owed = Obligation.objects.visible_to(actor).filter(pk__in=obligations)
    steps = Step.objects.filter(obligation__in=owed, deed__in=(Deed.SEND_BACK, Deed.REOPEN)).order_by("pk")
    return {step.obligation_id: (step.note, len(step.remarks)) for step in steps}


def _rounds(actor: Actor, at: datetime) -> tuple[RoundListed, ...]:
    """Rounds of the person's committees, and what units below theirs owe; the open ones first, then the newest."""
    owed = _below(actor)
    past = Q(filed=0, due__lt=at, round__locked=False)
    counts = owed.order_by().values("round").annotate(
        owed=Count("pk"), sent=Count("pk", filter=Q(filed__gt=0)), overdue=Count("pk", filter=past),
        done=Count("pk", filter=Q(stage=Stage.ACCEPTED)), waiting=Count("pk", filter=Q(stage=Stage.APPROVED)),
        first_due=Min("due"),
    )  # fmt: skip
    newest = counts.order_by("round__locked", "-round__cut_off", "round")[:_SHOWN_ROUNDS]
    found = {row["round"]: row for row in newest}
    late = owed.filter(round__in=list(found), filings__number=1, filings__late=True).order_by()
    late_of = dict(late.values("round").annotate(n=Count("pk")).values_list("round", "n"))
    kept = set(committees_read_by(actor, Role.SECRETARY).values_list("pk", flat=True)) if found else set()
    rounds = Round.objects.visible_to(actor).filter(pk__in=list(found)).select_related("regime__committee")
    by_id = {row.pk: row for row in rounds}
    return tuple(
        RoundListed(
            pk, by_id[pk].regime.title, by_id[pk].regime.committee.name, parse_period(by_id[pk].period),
            by_id[pk].locked, row["first_due"], row["owed"], row["sent"], late_of.get(pk, 0), row["overdue"],
            row["done"], row["waiting"], by_id[pk].regime.committee_id in kept,
        )
        for pk, row in found.items()
    )  # fmt: skip


def _below(actor: Actor) -> QuerySet[Obligation]:
    """What the person looks after without filling it in: of their committees, and of units below their own."""
    seen = Obligation.objects.visible_to(actor)
    if actor.reads_all:
        return seen
    of_committees = Q(round__regime__committee__in=committees_read_by(actor, *COMMITTEE_READERS))
    return seen.filter(of_committees | ~Q(unit__in=actor.units_of(*REPORTERS)))


def _changes(actor: Actor, at: datetime) -> tuple[ChangeListed, ...]:
    seen = Obligation.objects.visible_to(actor)
    steps = Step.objects.filter(obligation__in=seen, at__gt=at - RECENT).exclude(by=actor.label).order_by("-at", "-pk")
    fields = (
        "obligation_id", "obligation__unit__kind", "obligation__unit__name", "obligation__round__regime__title",
        "obligation__round__period", "deed", "by_name", "by", "at",
    )  # fmt: skip
    return tuple(
        ChangeListed(owed, f"{kind} {name}".strip(), regime, parse_period(period), Deed(deed), who or by, moment)
        for owed, kind, name, regime, period, deed, who, by, moment in steps.values_list(*fields)[:_SHOWN_CHANGES]
    )
