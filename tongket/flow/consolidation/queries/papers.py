"""What a report says beside its figures: whose it is, what duty it answers, who signs it on that day."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localtime

from tongket.core.phrasing.periodic.report import Paper
from tongket.flow.consolidation.queries.periods import PeriodQuestion
from tongket.flow.organisation.queries.committees import head_on


def paper(question: PeriodQuestion, made_on: date) -> Paper:
    """The paper of a round that the question was allowed to ask about."""
    read = question.round
    return Paper(
        committee=read.committee_name,
        seat=question.tree.unit(read.committee_unit),
        field=read.field,
        basis=read.basis,
        first=read.first_day,
        last=read.cut_off,
        made_on=made_on,
        signer=head_on(read.committee, made_on),
    )


def local_day(at: datetime) -> date:
    """The day of a moment on the clocks of the site."""
    return localtime(at).date()
