"""The database on first use: made, migrated and given the units of Viet Nam, so that no command needs a manual."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

import click
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from tongket.cli.shell import WRONG_CALL, fail, now, the_operator


def pending_migrations() -> list[str]:
    """Names of migrations that the code has and the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_empty() -> bool:
    """Whether nothing was ever put into this database."""
    return "django_migrations" not in connection.introspection.table_names()


def ensure_ready() -> None:
    """Make an empty database usable; refuse one that is older than the code."""
    with reached():
        if is_empty():
            create()
        elif pending_migrations():
            fail("the database is older than the program. Run: tongket migrate (it makes a backup first)", WRONG_CALL)


@contextmanager
def reached() -> Iterator[None]:
    """The data folder and the database can be used, by one such block at a time: others wait on a lock file."""
    try:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        lock = (settings.DATA / "setup.lock").open("w")
    except OSError as error:
        fail(f"the data folder {settings.DATA} cannot be used: {error.strerror}. Set TONGKET_DATA.", WRONG_CALL)
    try:
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OperationalError as error:
        fail(f"the database cannot be used: {str(error).strip()}. Check DATABASE_URL and TONGKET_DATA.", WRONG_CALL)


def create() -> None:
    """Make the tables and load the shipped units."""
    from tongket.flow.organisation.actions import load_shipped_units  # noqa: PLC0415 (needs the app registry)

    click.echo("Preparing the database and the administrative units of Viet Nam (once) …", err=True)
    call_command("migrate", verbosity=0, interactive=False)
    load_shipped_units(by=the_operator(), at=now())
