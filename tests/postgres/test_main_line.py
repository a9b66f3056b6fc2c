"""The main line on PostgreSQL: the same figures as on SQLite, and data that move from one to the other."""

import json
import shutil

import psycopg
import pytest

from tests.ops.running import Installation
from tests.repository.tree import ROOT

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]

QUESTION = ("report", "yagi", "--as-of", "2024-09-11T13:30+07:00", "--json")


@pytest.fixture(scope="module")
def _on_sqlite(tmp_path_factory):
    """Typhoon Yagi on SQLite, its backup, and its report."""
    made = Installation(tmp_path_factory.mktemp("sqlite") / "data")
    loaded = made.run("case", "load", ROOT / "tongket/demo/yagi")
    assert loaded.returncode == 0, loaded.stderr
    file = made.data.parent / "yagi.zip"
    assert made.run("backup", file).returncode == 0
    return made, file, made.run(*QUESTION).stdout


def test_the_report_is_the_same(_on_sqlite, on_postgres):
    loaded = on_postgres.run("case", "load", ROOT / "tongket/demo/yagi")
    assert loaded.returncode == 0, loaded.stderr
    asked = on_postgres.run(*QUESTION)
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout == _on_sqlite[2]
    figures = {figure["indicator"]: figure["value"] for figure in json.loads(asked.stdout)["figures"]}
    assert (figures["dead"], figures["missing"], figures["dead_missing"]) == (155, 141, 296)
    again = on_postgres.run("case", "load", ROOT / "tongket/demo/yagi")
    assert (again.returncode, "unchanged" in again.stdout) == (0, True)


def test_a_backup_of_sqlite_is_restored_into_postgresql_and_back(_on_sqlite, on_postgres, tmp_path):
    on_sqlite, file, report = _on_sqlite
    restored = on_postgres.run("restore", file)
    assert restored.returncode == 0, restored.stderr
    assert on_postgres.run(*QUESTION).stdout == report
    assert on_postgres.run("migrate").stderr == "The database is up to date.\n"
    assert on_postgres.run("backup", tmp_path / "back.zip").returncode == 0
    back = Installation(tmp_path / "back")
    assert back.run("restore", tmp_path / "back.zip").returncode == 0
    assert back.rows(without=("restore",)) == on_sqlite.rows()


def test_rows_that_name_rows_of_a_later_table_are_restored(on_postgres, tmp_path):
    """A role for one committee stands in the backup before its committee; a committee, before the one above it."""
    on_sqlite = Installation(tmp_path / "sqlite")
    assert on_sqlite.run("migrate").returncode == 0
    on_sqlite.python(
        "from tests.flow.returns.cycle import DAY, monthly\n"
        "from tongket.flow.organisation.models import Appointment, Committee\n"
        "cycle = monthly()\n"
        "words = {'field': 'Số', 'unit': cycle.committee.unit, 'start': DAY, 'decision': '1/QĐ'}\n"
        "above = Committee.objects.create(name='Trên', **words)\n"
        "Committee.objects.filter(pk=cycle.committee.pk).update(parent=above)\n"
        "Appointment.objects.create(account=cycle.accounts['official'], role='member', unit=cycle.committee.unit,\n"
        "    start=DAY, committee=cycle.committee)\n"
    )
    file = tmp_path / "committees.zip"
    assert on_sqlite.run("backup", file).returncode == 0
    done = on_postgres.run("restore", file)
    assert done.returncode == 0, done.stderr
    with psycopg.connect(on_postgres.database) as connection:
        roles = connection.execute(
            "SELECT role FROM organisation_appointment WHERE committee_id IS NOT NULL"
        ).fetchall()
    assert ("member",) in roles


def test_work_goes_on_after_a_restore(_on_sqlite, on_postgres):
    """New rows are numbered after the restored ones."""
    on_postgres.run("restore", _on_sqlite[1])
    on_postgres.work()
    with psycopg.connect(on_postgres.database) as connection:
        numbers = [n for (n,) in connection.execute("SELECT sequence FROM journal_entry ORDER BY sequence")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_restore_that_fails_leaves_what_was_there(_on_sqlite, on_postgres, tmp_path):
    from tests.ops.test_backup import write_again

    assert on_postgres.run("restore", _on_sqlite[1]).returncode == 0
    write_again(_on_sqlite[1], tmp_path / "wrong.zip", leave_out="organisation.Unit")
    done = on_postgres.run("restore", tmp_path / "wrong.zip", "--replace")
    assert done.returncode == 1
    assert "cannot be put back: " in done.stderr and "Nothing was changed." in done.stderr
    assert on_postgres.run(*QUESTION).stdout == _on_sqlite[2]


def test_the_models_are_those_of_the_migrations(on_postgres):
    checked = on_postgres.python(
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "call_command('makemigrations', check=True, dry_run=True)\n"
    )
    assert checked == "No changes detected\n"


def test_the_doctor_knows_it(on_postgres):
    shutil.rmtree(on_postgres.data, ignore_errors=True)
    done = on_postgres.run("doctor")
    assert done.returncode == 0
    assert "ok       database         PostgreSQL tongket_" in done.stdout
