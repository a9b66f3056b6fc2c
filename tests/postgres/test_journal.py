"""The journal on PostgreSQL: kept by the database, chained also when several write at once."""

import subprocess
import sys

import psycopg
import pytest

from tests.ops.running import PATIENCE

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]

REFUSED = (
    "UPDATE journal_entry SET verb = 'read' WHERE sequence = 2",
    "DELETE FROM journal_entry",
    "TRUNCATE journal_entry",
    "UPDATE journal_seal SET digest = '0'",
    "TRUNCATE journal_seal",
    "TRUNCATE returns_revision",
)
WRITER = """
from tongket.cli.shell import set_up_django; set_up_django()
from datetime import datetime, UTC
from django.db import transaction
from tongket.flow.journal.actions import record
for n in range(40):
    with transaction.atomic():
        record(by='lan', at=datetime(2026, 11, 21, tzinfo=UTC), verb='wrote', kind='note', id=str(n))
"""


@pytest.fixture
def at_work(on_postgres):
    on_postgres.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")
    return on_postgres


def test_the_database_refuses_and_the_chain_finds_what_goes_past_it(at_work):
    at_work.work(entries=101)
    with psycopg.connect(at_work.database, autocommit=True) as connection:
        for statement in REFUSED:
            with pytest.raises(psycopg.errors.RestrictViolation, match="rows are kept as they were written"):
                connection.execute(statement)
        done = at_work.run("journal", "verify")
        assert (done.returncode, done.stdout) == (0, "The journal is whole: 101 entries, 1 seals.\n")
        connection.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        connection.execute("DELETE FROM journal_entry WHERE sequence = 50")
    done = at_work.run("journal", "verify")
    assert (done.returncode, "broken at entry 51: entry 50 is missing before it" in done.stderr) == (1, True)


def test_several_who_write_at_once_make_one_chain(at_work):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER], env=at_work.environment) for _ in range(3)]
    assert [writer.wait(PATIENCE) for writer in writers] == [0, 0, 0]
    assert at_work.run("journal", "verify").stdout == "The journal is whole: 120 entries, 1 seals.\n"
