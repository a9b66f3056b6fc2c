"""`tongket rounds`: what a daily job of the machine does for the regimes."""

from __future__ import annotations

import click

from tongket.cli.shell import WRONG_DATA, now, the_operator, with_database


@click.group()
def rounds() -> None:
    """Open the periods of regimes whose figures have closed."""


@rounds.command("open")
@with_database
def open_rounds() -> None:
    """Open every period that has closed since the newest one of its regime. To be run each day.

    Exits with 1 where one cannot be opened, and says why.
    """
    from tongket.flow.returns.actions.regimes import open_due_rounds  # noqa: PLC0415 (after Django is set up)

    found = open_due_rounds(by=the_operator(), at=now())
    for each in found:
        if each.refused is None:
            click.echo(f"opened {each.period}: {each.regime}")
        else:
            click.echo(f"not opened {each.period}: {each.regime}: {_WHY[each.refused.code]}", err=True)
    if any(each.refused for each in found):
        raise SystemExit(WRONG_DATA)


_WHY = {
    "form": "its form has no issued version",
    "units": "no unit would report on the map of its last day",
    "deadline": "a level of its units has no deadline",
    "calendar": "the working calendar does not reach its deadline; add the days off of that year",
    "period": "the regime does not ask for it",
}
