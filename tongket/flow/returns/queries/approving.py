"""Who may do what upon a return, and which of those that wait for the secretary are clean."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from tongket.core.forms.cells import cells_from_json
from tongket.core.forms.model import FormContent
from tongket.core.forms.plain import form_from_json
from tongket.core.forms.rules import Problem, check
from tongket.core.periods.periods import parse_period
from tongket.flow.organisation.actors import Actor, NotYours, Role
from tongket.flow.organisation.queries.access import within
from tongket.flow.returns.fields import Deed, Stage
from tongket.flow.returns.models import Filing, Obligation, Round
from tongket.flow.returns.queries.earlier import NOTHING, Earlier, earlier


def obligation(actor: Actor, id: int) -> Obligation:
    """What a unit owes, with its round, regime, committee and unit. Raises NotYours where the actor may not see it."""
    rows = Obligation.objects.visible_to(actor).select_related(
        "round__regime__committee", "round__form_version", "unit"
    )
    found = rows.filter(pk=id).first()
    if found is None:
        raise NotYours(f"obligation {id}")
    return found


def heads(actor: Actor, unit: str) -> bool:
    """Whether the actor is head of that unit or of one above it; at the unit itself also where it stands no longer."""
    return unit in actor.units_of(Role.UNIT_HEAD) or within(actor, unit, Role.UNIT_HEAD)


def keeps(actor: Actor, unit: str, committee: int) -> bool:
    """Whether the actor is a secretary of that committee, which sits at that unit."""
    return within(actor, unit, Role.SECRETARY, committee=committee)


def open_deeds(actor: Actor, row: Obligation) -> frozenset[Deed]:
    """What the actor may do upon a return as it stands now."""
    found: set[Deed] = set()
    shut = row.round.locked and not row.reopened
    committee = row.round.regime.committee
    if row.stage == Stage.SUBMITTED and not shut and heads(actor, row.unit_id):
        found |= {Deed.APPROVE, Deed.SEND_BACK}
    if keeps(actor, committee.unit_id, committee.pk):
        if row.stage == Stage.APPROVED and not shut:
            found |= {Deed.ACCEPT, Deed.SEND_BACK}
        if not row.reopened and (row.stage == Stage.ACCEPTED or row.round.locked):
            found.add(Deed.REOPEN)
    return frozenset(found)


def problems_of(filing: Filing, content: FormContent, beside: Earlier) -> tuple[Problem, ...]:
    """What is wrong with a filing and not explained."""
    period = parse_period(filing.obligation.round.period)
    return check(
        content, cells_from_json(filing.cells), beside.before, beside.year_before, filing.narratives,
        submitting=True, year_begins=period.number == 1,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """A return that waits for the secretary. It is clean where nothing is wrong with it that is not explained."""

    obligation: int
    unit_name: str
    filing: int
    late: bool
    problems: tuple[Problem, ...]
    content: FormContent

    @property
    def clean(self) -> bool:
        """Whether it can be accepted without a second look."""
        return not self.problems


def waiting(actor: Actor, round: Round) -> tuple[Waiting, ...]:
    """All that wait for the secretary in a round, by unit; the same few queries however many they are."""
    rows = Filing.objects.filter(
        obligation__in=Obligation.objects.visible_to(actor).filter(round=round, stage=Stage.APPROVED),
        number=F("obligation__filed"),
    )  # fmt: skip
    filings = list(rows.select_related("obligation__unit", "form_version").order_by("obligation__unit__sort_text"))
    beside = earlier(actor, round, [filing.obligation.unit_id for filing in filings])
    contents = {filing.form_version_id: filing.form_version.content for filing in filings}
    read = {version: form_from_json(content) for version, content in contents.items()}
    found = []
    for filing in filings:
        filing.obligation.round = round
        content, owed = read[filing.form_version_id], filing.obligation
        known = beside.get(owed.unit_id, NOTHING) if filing.form_version_id == round.form_version_id else NOTHING
        problems = problems_of(filing, content, known)
        found.append(Waiting(owed.pk, str(owed.unit), filing.number, filing.late, problems, content))
    return tuple(found)
