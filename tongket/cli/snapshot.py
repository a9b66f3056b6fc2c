"""The database as portable lines, and back: the same on SQLite and PostgreSQL, and from one to the other.

Rows are read and written through the models as the applied migrations define them, not as the code does today, so that
a database can be saved before it is migrated, and an old backup restored by a newer program.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Field, JSONField, Model

Progress = Callable[[int], None]
Lines = Callable[[str], Iterator[str]]

_BATCH = 500
# What `database.create` writes by itself; any other entry is somebody's work.
_SET_UP = {"verb": "load_units", "object_id": "vn"}


class StateUnknown(Exception):
    """Migrations that this program does not have: the database or the backup is newer than it."""


class NotRestored(Exception):
    """The rows of a backup do not make a sound database; nothing was changed."""


def entry_name(label: str) -> str:
    """The name in the archive for the rows of a model."""
    return f"database/{label}.jsonl"


def applied_migrations() -> list[str]:
    """The migrations of the database, as "app.name", sorted. Raises StateUnknown where the program lacks one."""
    loader = MigrationLoader(connection)
    _refuse_unknown(loader, loader.applied_migrations, "the database")
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations)


def holds_work() -> bool:
    """Whether anything was done with this database beyond setting it up: every action writes the journal."""
    models = {model._meta.label: model for model in _models_as_applied()}
    entry = models.get("journal.Entry")
    return entry is not None and entry._base_manager.exclude(**_SET_UP).exists()


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees all tables as they are at one moment and holds no writer up."""
    connection.ensure_connection()  # which sets the mode of its transactions
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def count_rows() -> dict[str, int]:
    """Rows by model label, of every table of the applied migrations."""
    return {model._meta.label: model._base_manager.count() for model in _models_as_applied()}


def tables(progress: Progress) -> Iterator[tuple[str, Iterator[str]]]:
    """Model labels with their rows as JSON lines; `progress` is told the rows as they pass."""
    for model in _models_as_applied():
        yield model._meta.label, _rows(model, progress)


def _rows(model: type[Model], progress: Progress) -> Iterator[str]:
    fields = _stored_fields(model)
    for row in model._base_manager.order_by("pk").iterator(chunk_size=_BATCH):
        yield json.dumps({f.attname: _plain(f, row) for f in fields}, ensure_ascii=False, separators=(",", ":"))
        progress(1)


def _plain(field: Field[Any, Any], row: Model) -> Any:
    """The value for JSON, without loss: moments with their microseconds, decimals and bytes as text."""
    value = field.value_from_object(row)
    if value is None or isinstance(field, JSONField) or isinstance(value, (bool, int, float)):
        return value
    return field.value_to_string(row)


def replace_all(migrations: Iterable[str], lines: Lines, progress: Progress, finish: Callable[[], None]) -> None:
    """Put the rows in the place of everything that the database holds, in one transaction: all of it or nothing.

    The tables are dropped, made as `migrations` say, filled from `lines` (model label -> JSON lines), and migrated to
    today's state; `finish` runs last, inside the transaction. Raises StateUnknown and NotRestored.
    """
    label = ""
    try:
        with connection.constraint_checks_disabled(), transaction.atomic():
            _drop_tables()
            _migrate_to(migrations)
            for model in _models_as_applied():
                label = model._meta.label
                _fill(model, lines(label), progress)
            label = ""
            connection.check_constraints()
            _continue_sequences()
            migrate_to_today()
            finish()
    except (DatabaseError, LookupError, TypeError, ValueError) as error:
        where = f"{entry_name(label)}: " if label else ""
        raise NotRestored(f"{where}{str(error).strip()}") from error


def check_migrations(migrations: Iterable[str]) -> None:
    """Raise StateUnknown where a backup has migrations that this program lacks."""
    _refuse_unknown(MigrationLoader(connection), _keys(migrations), "the backup")


def migrate_to_today() -> None:
    """Run what is pending, quietly."""
    ContentType.objects.clear_cache()
    call_command("migrate", verbosity=0, interactive=False)


def migrate_whole(finish: Callable[[], None]) -> None:
    """Run all that is pending, and `finish`, in one transaction: a failure leaves the database as it was."""
    with connection.constraint_checks_disabled(), transaction.atomic():
        migrate_to_today()
        finish()


def _keys(migrations: Iterable[str]) -> list[tuple[str, str]]:
    return [(app, name) for app, _, name in (label.partition(".") for label in migrations)]


def _refuse_unknown(loader: MigrationLoader, keys: Iterable[tuple[str, str]], whose: str) -> None:
    unknown = sorted(f"{app}.{name}" for app, name in keys if (app, name) not in (loader.disk_migrations or {}))
    if unknown:
        raise StateUnknown(f"{whose} is newer than this program, which lacks {', '.join(unknown)}")


def _models_as_applied() -> list[type[Model]]:
    loader = MigrationLoader(connection)
    nodes = [key for key in loader.applied_migrations if key in loader.graph.nodes]
    registry = loader.graph.make_state(nodes=nodes, real_apps=loader.unmigrated_apps).apps
    models = registry.get_models(include_auto_created=True)
    return sorted((m for m in models if m._meta.managed and not m._meta.proxy), key=lambda m: m._meta.label)


def _stored_fields(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _drop_tables() -> None:
    there = set(connection.introspection.table_names())
    ours = {model._meta.db_table for model in _models_as_applied()} | {"django_migrations"}
    cascade = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table in sorted(there & ours):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)}{cascade}")


def _migrate_to(migrations: Iterable[str]) -> None:
    """Make empty tables in the state of `migrations`."""
    executor = MigrationExecutor(connection)
    keys = set(_keys(migrations))
    graph = executor.loader.graph
    # Only the last of each app: a target that is already passed would be read as an order to go back to it.
    last = [
        key
        for key in sorted(keys)
        if not any(c.key in keys for c in graph.node_map[key].children if c.key[0] == key[0])
    ]
    executor.migrate(last)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # A migration that adds a foreign key has it checked row by row until the end of its transaction.
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _fill(model: type[Model], lines: Iterator[str], progress: Progress) -> None:
    fields = {field.attname: field for field in _stored_fields(model)}
    model._base_manager.all().delete()  # rows that a migration made; the backup has its own
    while batch := list(islice(lines, _BATCH)):
        model._base_manager.bulk_create([_row(model, fields, json.loads(line)) for line in batch])
        progress(len(batch))


def _row(model: type[Model], fields: dict[str, Field[Any, Any]], data: dict[str, Any]) -> Model:
    if data.keys() != fields.keys():
        raise ValueError(f"its columns are not those of {model._meta.label}")
    return model(**{n: v if isinstance(fields[n], JSONField) else fields[n].to_python(v) for n, v in data.items()})


def _continue_sequences() -> None:
    """Let new rows of PostgreSQL be numbered after the restored ones; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _models_as_applied()):
            cursor.execute(statement)
