"""Rows that the database itself keeps from being changed or removed: an operation for migrations.

On SQLite a table that a later migration makes anew loses its triggers: that migration repeats the operation.
A test holds every kept table to it.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

_FUNCTION = """
CREATE OR REPLACE FUNCTION tongket_rows_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: rows are kept as they were written', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def keep_rows(table: str, *keys: tuple[str, ...]) -> RunPython:
    """Let no row of the table be updated or deleted. `keys` are its unique columns, the primary key first.

    The keys close a side door of SQLite: INSERT OR REPLACE deletes without firing a trigger.
    """

    def lock(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _unlocking(table, editor) + _locking(table, keys, editor):
            editor.execute(statement, params=None)

    def unlock(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _unlocking(table, editor):
            editor.execute(statement, params=None)

    return RunPython(lock, unlock)


def _locking(table: str, keys: tuple[tuple[str, ...], ...], editor: BaseDatabaseSchemaEditor) -> list[str]:
    if editor.connection.vendor == "postgresql":
        call = "EXECUTE FUNCTION tongket_rows_are_kept()"
        return [
            _FUNCTION,
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {call}",
            f"CREATE TRIGGER {table}_kept_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: rows are kept as they were written'); END"
    same = " OR ".join(" AND ".join(f"{column} = NEW.{column}" for column in key) for key in keys)
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 (our names)
    return [
        f"CREATE TRIGGER {table}_kept_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_kept_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_kept_insert BEFORE INSERT ON {table} WHEN {there} {refuse}",
    ]


def _unlocking(table: str, editor: BaseDatabaseSchemaEditor) -> list[str]:
    if editor.connection.vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name in (f"{table}_kept", f"{table}_kept_whole")]
    return [f"DROP TRIGGER IF EXISTS {table}_kept_{deed}" for deed in ("update", "delete", "insert")]
