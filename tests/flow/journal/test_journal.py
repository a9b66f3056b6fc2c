"""Entries are written with the deed, sealed from time to time, and the database keeps them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tongket.flow.journal.actions import record, seal_now
from tongket.flow.journal.chain import Mark
from tongket.flow.journal.models import Entry, Seal
from tongket.flow.journal.queries import verify
from tongket.flow.organisation.actors import PUBLIC, operator

pytestmark = pytest.mark.django_db
OPERATOR = operator("lan")
MORNING = datetime(2026, 11, 21, 1, tzinfo=UTC)


def write(count=1, at=MORNING):
    for _ in range(count):
        number = Entry.objects.count() + 1
        record(by="lan", at=at, verb="wrote", kind="note", id=f"số {number}", data={"n": number})


def seals():
    return list(Seal.objects.values_list("sequence", flat=True))


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_entries_are_numbered_without_gaps_and_whole():
    write(3)
    assert list(Entry.objects.values_list("sequence", flat=True)) == [1, 2, 3]
    assert (verify(OPERATOR).entries, verify(OPERATOR).broken) == (3, None)


def test_a_deed_that_fails_leaves_no_entry_and_no_gap():
    write()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        1 / 0  # noqa: B018
    write()
    assert list(Entry.objects.values_list("sequence", flat=True)) == [1, 2]
    assert verify(OPERATOR).broken is None


def test_every_hundredth_entry_is_sealed():
    write(201)
    assert seals() == [100, 200]
    assert verify(OPERATOR).seals == 2


def test_the_last_entry_of_a_day_is_sealed_by_the_first_of_another():
    write(2)
    assert seals() == []
    write(2, at=MORNING + timedelta(days=1))
    assert seals() == [2]
    assert verify(OPERATOR).broken is None


def test_a_seal_is_made_when_a_person_asks():
    assert seal_now(at=MORNING) is None
    write(2)
    mark = seal_now(at=MORNING)
    assert mark == Mark(2, Entry.objects.get(sequence=2).digest) == seal_now(at=MORNING)
    assert seals() == [2]


def test_a_seal_kept_elsewhere_bears_witness():
    write(2)
    assert verify(OPERATOR, [Mark(3, "0" * 64)]).broken.what == "a seal names it, and it is missing"
    assert verify(OPERATOR, [Mark(2, "0" * 64)]).broken.what == "it is not the entry that was sealed"


@pytest.mark.parametrize(
    "table", ["journal_entry", "journal_seal", "returns_revision", "returns_filing", "returns_step", "returns_locking"]
)
@pytest.mark.parametrize("deed", ["UPDATE", "DELETE", "INSERT"])
def test_every_kept_table_has_its_guard_after_all_migrations(table, deed):
    """A table made anew by a migration loses its triggers on SQLite: repeat keep_rows there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        assert any(f"BEFORE {deed} ON {table}" in sql for (sql,) in cursor.fetchall())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET verb = 'read' WHERE sequence = 2",
        "DELETE FROM journal_entry WHERE sequence = 2",
        "DELETE FROM journal_entry",
        "INSERT OR REPLACE INTO journal_entry SELECT sequence, 'an', at, verb, object_kind, object_id, data, digest"
        " FROM journal_entry WHERE sequence = 2",
        "UPDATE journal_seal SET digest = '0'",
        "DELETE FROM journal_seal",
    ],
)
def test_the_database_refuses(statement):
    write(100)
    with pytest.raises(DatabaseError, match="rows are kept as they were written"):
        run(statement)
    assert verify(OPERATOR).broken is None


def test_what_goes_past_the_guards_is_found():
    write(5)
    run("DROP TRIGGER journal_entry_kept_update")
    run("UPDATE journal_entry SET by = 'an' WHERE sequence = 4")
    assert verify(OPERATOR).broken.sequence == 4


def test_the_public_reads_no_entry():
    write(3)
    assert (verify(PUBLIC).entries, verify(OPERATOR).entries) == (0, 3)
