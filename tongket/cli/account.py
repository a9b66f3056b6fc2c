"""`tongket account`: how the first people of an installation get in."""

from __future__ import annotations

import click

from tongket.cli.shell import WRONG_DATA, fail, now, the_operator, with_database


@click.group()
def account() -> None:
    """Invite people to sign in, and help those who lost their password or telephone."""


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

    from tongket.core.text import squeeze  # noqa: PLC0415
    from tongket.core.units.finding import UnitNotFound  # noqa: PLC0415
    from tongket.flow.organisation.actions import access  # noqa: PLC0415
    from tongket.flow.organisation.actors import Role  # noqa: PLC0415
    from tongket.flow.organisation.queries import unit_named  # noqa: PLC0415

    if role not in set(Role):
        fail(f"'{role}' is no role; there are: {', '.join(Role)}")
    if not squeeze(full_name):
        fail("the full name is empty")
    at = now()
    try:
        key = unit_named(unit, at.date())
    except UnitNotFound as error:
        fail(f"{error}; near to it: {'; '.join(error.near) or 'nothing'}", WRONG_DATA)
    made = access.invite(full_name=full_name, role=Role(role), unit=key, by=the_operator(), at=at)
    click.echo(reverse("invitation", args=[made.secret]))
    click.echo(f"The link is shown only now. It stands until {made.expires:%Y-%m-%d %H:%M}.", err=True)


@account.command()
@click.argument("name")
@click.option(
    "--lost",
    type=click.Choice(["password", "telephone", "both"]),
    default="password",
    show_default=True,
    help="What is set anew: the password, the second step, or both.",
)
@with_database
def reset(name: str, lost: str) -> None:
    """Make a link for the account NAME: prints the path of a link that serves once within 24 hours.

    It is for those whom no administrator on the pages can help, as the first one. All sessions end when it is used.
    """
    from django.urls import reverse  # noqa: PLC0415 (after Django is set up)

    from tongket.flow.organisation.actions import access, resets  # noqa: PLC0415
    from tongket.flow.organisation.actors import NotYours  # noqa: PLC0415
    from tongket.flow.organisation.queries.resets import account_named  # noqa: PLC0415

    who = the_operator()
    try:
        made = resets.make_reset(
            account=account_named(who, name), password=lost != "telephone", second_step=lost != "password", by=who,
            at=now(),
        )  # fmt: skip
    except NotYours:
        fail(f"there is no account '{name}'", WRONG_DATA)
    except access.Refused:
        fail(f"the account '{name}' is closed", WRONG_DATA)
    click.echo(reverse("reset", args=[made.secret]))
    click.echo(f"The link is shown only now. It stands until {made.expires:%Y-%m-%d %H:%M}.", err=True)


@account.command("renew-secrets")
@with_database
def renew_secrets() -> None:
    """Encrypt the keys of second steps anew with the present TONGKET_SECRET_KEY.

    Afterwards TONGKET_SECRET_KEY_FALLBACKS may be emptied. 1 where a key of none of them opens a secret.
    """
    from tongket.flow.organisation.actions import signing  # noqa: PLC0415 (after Django is set up)

    renewed, failed = signing.renew_secrets(by=the_operator(), at=now())
    click.echo(f"{renewed} secrets encrypted anew")
    if failed:
        fail(f"{failed} cannot be opened with any key; those people need `tongket account reset --lost telephone`",
             WRONG_DATA)  # fmt: skip
