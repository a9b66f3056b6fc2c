"""`tongket journal`: whole, broken, against seals kept elsewhere."""

import sqlite3
from contextlib import closing

GUARDS = ("update", "delete")


def tamper(installation, statement):
    """What somebody with the database file does: the guards away, then the rows."""
    with closing(sqlite3.connect(installation.data / "tongket.sqlite3")) as database, database:
        for deed in GUARDS:
            database.execute(f"DROP TRIGGER IF EXISTS journal_entry_kept_{deed}")
        database.execute(statement)


def test_a_whole_journal(at_work):
    done = at_work.run("journal", "verify")
    assert (done.returncode, done.stdout) == (0, "The journal is whole: 3 entries, 0 seals.\n")


def test_a_changed_entry(at_work):
    tamper(at_work, "UPDATE journal_entry SET object_id = 'số 9' WHERE sequence = 2")
    done = at_work.run("journal", "verify")
    assert done.returncode == 1
    assert "the journal is broken at entry 2: its content or its place was changed" in done.stderr


def test_an_end_cut_off_shows_against_a_seal_that_was_kept(at_work, tmp_path):
    sealed = at_work.run("journal", "seal")
    assert sealed.returncode == 0 and sealed.stdout.startswith("3 ")
    kept = tmp_path / "seals.txt"
    kept.write_text(sealed.stdout)
    assert at_work.run("journal", "verify", "--seals", kept).returncode == 0
    tamper(at_work, "DELETE FROM journal_entry WHERE sequence = 3")
    tamper(at_work, "DROP TABLE journal_seal")
    tamper(at_work, "CREATE TABLE journal_seal (sequence bigint PRIMARY KEY, digest varchar(64), at datetime)")
    assert at_work.run("journal", "verify").returncode == 0
    done = at_work.run("journal", "verify", "--seals", kept)
    assert (done.returncode, "broken at entry 3: a seal names it, and it is missing" in done.stderr) == (1, True)


def test_a_file_of_seals_that_is_none(at_work, tmp_path):
    (tmp_path / "seals.txt").write_text("three\n")
    done = at_work.run("journal", "verify", "--seals", tmp_path / "seals.txt")
    assert (done.returncode, "line 1 is no seal" in done.stderr) == (2, True)


def test_a_restored_journal_is_whole(saved, fresh):
    fresh.run("restore", saved)
    done = fresh.run("journal", "verify")
    assert (done.returncode, done.stdout.startswith("The journal is whole: 4 entries, ")) == (0, True)
