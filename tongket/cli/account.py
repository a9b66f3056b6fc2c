"""`tongket account`: how the first people of an installation get in."""

from __future__ import annotations

import click

from tongket.cli.shell import WRONG_DATA, fail, now, the_operator, with_database


@click.group()
def account() -> None:
    """Invite people to sign in."""


@account.command()
@click.argument("full_name")
@click.option("--role", default="administrator", show_default=True, help="What they may do.")
@click.option("--unit", default="vn", show_default=True, help="Where, and in all units below: a name or a key.")
@with_database
def invite(full_name: str, role: str, unit: str) -> None:
    """Invite FULL_NAME: prints the path of a link that serves once within seven days. Put the site's address before it.

    Further people are invited on the pages by an administrator.
    """
    from django.urls import reverse  # noqa: PLC0415 (after Django is set up)

    from tongket.core.units.finding import UnitNotFound  # noqa: PLC0415
    from tongket.flow.organisation.actions import access  # noqa: PLC0415
    from tongket.flow.organisation.actors import Role  # noqa: PLC0415
    from tongket.flow.organisation.queries import unit_named  # noqa: PLC0415

    if role not in set(Role):
        fail(f"'{role}' is no role; there are: {', '.join(Role)}")
    at = now()
    try:
        key = unit_named(unit, at.date())
    except UnitNotFound as error:
        fail(f"{error}; near to it: {'; '.join(error.near) or 'nothing'}", WRONG_DATA)
    made = access.invite(full_name=full_name, role=Role(role), unit=key, by=the_operator(), at=at)
    click.echo(reverse("invitation", args=[made.secret]))
    click.echo(f"The link is shown only now. It stands until {made.expires:%Y-%m-%d %H:%M}.", err=True)
