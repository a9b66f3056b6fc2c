"""`tongket demo`: a made-up committee of Lào Cai in the middle of a month, to try everything on."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

import click

from tongket.cli.shell import WRONG_CALL, fail, now, with_database

SIGN_INS = "demonstration.json"  # in the data folder; local settings show it on the sign-in page
NAME = "Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai"
FROM = date(2025, 8, 1)


@click.command()
@with_database
def demo() -> None:
    """Set up a made-up committee in Lào Cai with its 99 communes in the middle of a reporting month.

    Anybody may sign in to it with the passwords on the sign-in page, so it is refused on a server that others reach.
    Called again it changes nothing.
    """
    from django.conf import settings  # noqa: PLC0415 (after Django is set up)

    if settings.SECURE_SSL_REDIRECT:
        fail(
            "the demonstration has passwords that everybody knows; it is not for a server that others reach", WRONG_CALL
        )
    kept = settings.DATA / SIGN_INS
    if kept.exists():
        click.echo("The demonstration's committee is there already.", err=True)
        return
    click.echo("Setting up the demonstration's committee: 99 communes, three months (half a minute) …", err=True)
    people = _set_up(now())
    kept.write_text(json.dumps(people, ensure_ascii=False, indent=1), encoding="utf-8")


def _set_up(at: datetime) -> list[dict[str, str]]:
    """All of it in one transaction; those who may sign in, as the sign-in page lists them."""
    from django.db import transaction  # noqa: PLC0415

    from tongket.cli.demo import committee, cycle  # noqa: PLC0415
    from tongket.core.periods.periods import Calendar, Span, period_of  # noqa: PLC0415
    from tongket.flow.organisation.actors import operator  # noqa: PLC0415
    from tongket.flow.returns.fields import Stage  # noqa: PLC0415

    by = operator("bản trình diễn")
    running = period_of(at.date(), Span.MONTH, Calendar.LEGAL)
    assert running is not None  # noqa: S101 (every day belongs to a month)
    month = running.previous()  # the newest that has closed: its returns are coming in now
    with transaction.atomic():
        made = committee.set_up(NAME, FROM, due=_days_ahead(at.date(), month.last_day(Calendar.LEGAL)), by=by, at=at)
        for period in (month.same_period_last_year(), month.previous()):
            closed = datetime.combine(period.last_day(Calendar.LEGAL), time(15), at.tzinfo) + timedelta(days=1)
            round_ = committee.open_round(made.regime, period, by=by, at=closed)
            cycle.whole(round_, period, left=made.never, by=by, at=closed)
        opened = committee.open_round(made.regime, month, by=by, at=at - timedelta(hours=31))
        stages = {
            made.units["can-bo-xa"]: Stage.NOT_BEGUN,
            made.units["can-bo-xa-2"]: Stage.RETURNED,
            made.units["lanh-dao-xa"]: Stage.SUBMITTED,
        }
        cycle.under_way(opened, month, stages, by=by, since=at - timedelta(hours=30))
    return made.sign_ins


def _days_ahead(today: date, cut_off: date) -> int:
    """The day of the month on which returns are due: three days from now, at the latest on the next cut-off."""
    next_cut_off = (cut_off + timedelta(days=20)).replace(day=14)
    return min(today + timedelta(days=3), next_cut_off).day
