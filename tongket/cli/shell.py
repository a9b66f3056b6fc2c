"""What every command shares: Django set up once, the clock, the operator, messages and exit codes."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import click

from tongket.core.messages import InputRejected, Message

if TYPE_CHECKING:
    from tongket.flow.organisation.actors import Actor

DONE, WRONG_DATA, WRONG_CALL = 0, 1, 2
F = TypeVar("F", bound=Callable[..., Any])


def now() -> datetime:
    """The one clock of the command line, in the zone of the settings."""
    from django.conf import settings  # noqa: PLC0415 (Django is set up when a command starts, not at import)

    return datetime.now(ZoneInfo(settings.TIME_ZONE))


def the_operator() -> Actor:
    """The person at this machine."""
    from tongket.flow.organisation.actors import operator  # noqa: PLC0415 (after Django is set up)

    try:
        return operator(getpass.getuser())
    except (KeyError, OSError):
        return operator("")


def set_up_django() -> None:
    """Set Django up with the settings of the environment, the local ones by default."""
    import django  # noqa: PLC0415 (commands that need no database start without it)
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongket.config.settings.local")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        fail(str(error), WRONG_CALL)


def with_database(command: F) -> F:
    """Decorator: Django is set up and the database is ready (made on first use) before the command runs."""

    @wraps(command)
    def ready(*args: Any, **kwargs: Any) -> Any:
        set_up_django()
        from tongket.cli.database import ensure_ready  # noqa: PLC0415 (after Django is set up)

        ensure_ready()
        return command(*args, **kwargs)

    return ready  # type: ignore[return-value]


def fail(text: str, code: int = WRONG_CALL) -> NoReturn:
    """End with a message on standard error."""
    click.echo(f"tongket: {text}", err=True)
    raise SystemExit(code)


def messages_option(command: F) -> F:
    """The option `--messages text|json` of commands that read files."""
    return click.option(
        "--messages",
        "messages_as",
        type=click.Choice(["text", "json"]),
        default="text",
        help="How findings about the input are written to standard error.",
    )(command)


def show_messages(messages: Sequence[Message], messages_as: str) -> None:
    """Findings to standard error: a line each, or one JSON list."""
    if messages_as == "json":
        # One list, also where there is nothing to say.
        click.echo(json.dumps([m.as_json() for m in messages], ensure_ascii=False, indent=1), err=True)
    else:
        for message in messages:
            click.echo(message.say(os.environ.get("TONGKET_LANG", "en")), err=True)


def reject(error: InputRejected, messages_as: str, warnings: Sequence[Message] = ()) -> NoReturn:
    """Show what is wrong with the input and end with 1."""
    show_messages([*error.messages, *warnings], messages_as)
    raise SystemExit(WRONG_DATA)
