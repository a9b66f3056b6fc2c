"""`tongket migrate`: the data are saved first, and all pending migrations run or none."""

import shutil
from pathlib import Path

import pytest

from tests.ops.running import Installation
from tests.repository.tree import ROOT

WITHOUT_TRACES = ("migrate", "restore")

BROKEN = """
from django.db import IntegrityError, migrations, models

def refuse(apps, schema_editor):
    raise IntegrityError("two entries have the same moment")

class Migration(migrations.Migration):
    dependencies = [("journal", "{last}")]
    operations = [
        migrations.AddField("entry", "mood", models.CharField(max_length=9, null=True)),
        {refuse}
    ]
"""


@pytest.fixture
def newer_program(at_work, tmp_path):
    """The installation at work, with a program that has one more migration of the journal; `write(refuse)` makes it."""

    def write(refuse: bool) -> Installation:
        package = tmp_path / "newer"
        migrations = shutil.copytree(ROOT / "tongket/flow/journal/migrations", package / "journal_migrations")
        last = max(path.stem for path in migrations.glob("0*.py"))
        operation = "migrations.RunPython(refuse)," if refuse else ""
        (migrations / "0999_mood.py").write_text(BROKEN.format(last=last, refuse=operation))
        (package / "newer_settings.py").write_text(
            "from tongket.config.settings.local import *\nMIGRATION_MODULES = {'journal': 'journal_migrations'}\n"
        )
        more = {"PYTHONPATH": str(package), "DJANGO_SETTINGS_MODULE": "newer_settings"}
        return Installation(at_work.data, more=more)

    return write


def own_backup(installation: Installation) -> Path:
    (path,) = (installation.data / "backups").glob("before-migrate-*.zip")
    return path


def test_nothing_pending(at_work):
    done = at_work.run("migrate")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "The database is up to date.\n")
    assert not (at_work.data / "backups").exists()


def test_other_commands_ask_for_it(at_work, newer_program):
    done = newer_program(refuse=False).run("case", "list")
    assert done.returncode == 2
    assert "the database is older than the program. Run: tongket migrate (it makes a backup first)" in done.stderr


def test_data_are_saved_then_migrated(at_work, newer_program, fresh):
    before = at_work.rows()
    newer = newer_program(refuse=False)
    done = newer.run("migrate")
    assert done.returncode == 0, done.stderr
    assert "1 migrations were run" in done.stderr and str(own_backup(newer)) in done.stderr
    entries = newer.rows(without=WITHOUT_TRACES)["journal_entry"]
    assert entries == [(*row, None) for row in before["journal_entry"]]
    assert newer.rows()["journal_entry"][-1][3:6] == ("migrate", "database", "journal.0999_mood")
    # The program of before restores it as it was.
    assert fresh.run("restore", own_backup(newer)).returncode == 0
    assert fresh.rows(without=WITHOUT_TRACES) == before


def test_an_old_backup_is_migrated_as_it_is_restored(saved, newer_program, fresh):
    newer = Installation(fresh.data, more=newer_program(refuse=False).more)
    assert newer.run("restore", saved).returncode == 0
    assert {row[-1] for row in newer.rows()["journal_entry"]} == {None}
    assert newer.run("migrate").stderr == "The database is up to date.\n"


def test_a_migration_that_fails_changes_nothing(at_work, newer_program):
    before = at_work.rows()
    newer = newer_program(refuse=True)
    done = newer.run("migrate")
    assert done.returncode == 1
    assert "the migration failed: two entries have the same moment. Nothing was changed; the backup is" in done.stderr
    assert at_work.rows() == before
    assert at_work.run("migrate").stderr == "The database is up to date.\n"


def test_a_database_of_a_newer_program_is_not_touched(at_work, newer_program, tmp_path):
    newer_program(refuse=False).run("migrate")
    done = at_work.run("backup", tmp_path / "b.zip")
    assert done.returncode == 1
    assert "the database is newer than this program, which lacks journal.0999_mood. Install the newer" in done.stderr
    assert not (tmp_path / "b.zip").exists()
