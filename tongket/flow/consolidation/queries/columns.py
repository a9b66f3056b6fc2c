"""The values of a regime's rounds: from column files where these are fresh, else from the database.

A file is a replica of what the database says: one whose stamp is another than the database's is written anew, whole,
and renamed into place; one that is damaged or gone is made again. Small rounds are read from the database, for that
is as fast and needs no file.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from tongket.core.rollup.tables import Table
from tongket.flow.organisation.actors import Actor
from tongket.flow.returns.queries import accepted
from tongket.flow.returns.queries.accepted import RoundRead

LARGE = 200_000  # values; from so many on, files are read in a fraction of the time


def tables(
    actor: Actor, read: RoundRead, owed: Mapping[str, frozenset[str]], stamps: Mapping[str, str]
) -> dict[str, Table]:
    """By period, what the units said in the returns that count, under the names of the round's form."""
    if sum(map(len, owed.values())) * len(read.content.indicators) < LARGE:
        return accepted.tables(actor, read, tuple(owed))
    return _from_files(actor, read, owed, stamps)


def folder_of(read: RoundRead) -> str:
    """Where the files of a regime stand, in the names of one version of its form: a file a period."""
    return str(settings.DATA / "columns" / f"regime-{read.regime}" / f"version-{read.version}")


def _from_files(
    actor: Actor, read: RoundRead, owed: Mapping[str, frozenset[str]], stamps: Mapping[str, str]
) -> dict[str, Table]:
    from tongket.formats.columns import ColumnFiles, Damaged  # noqa: PLC0415 (Arrow, for large rounds alone)

    try:
        files = ColumnFiles(folder_of(read))
        known = files.manifest.partitions
        found = {
            period: files.table(period)
            for period in owed
            if period in known and known[period].stamp == stamps.get(period)
        }
    except (Damaged, OSError):
        found = {}
    stale = [period for period in owed if period not in found]
    if stale:
        fresh = accepted.tables(actor, read, stale)
        found |= fresh
        _write(read, fresh, stamps)
    return found


def _write(read: RoundRead, fresh: Mapping[str, Table], stamps: Mapping[str, str]) -> None:
    from tongket.core.rollup.engines.matrix.fused.memory import ColumnMemory  # noqa: PLC0415 (for large rounds alone)
    from tongket.formats.columns.manifest import Folder  # noqa: PLC0415
    from tongket.formats.columns.writing import write_periods  # noqa: PLC0415

    try:
        write_periods(Folder(folder_of(read)), ColumnMemory.of_tables(dict(fresh)).periods, stamps)
    except OSError:
        return  # a full or read-only disk: the database has answered already
