"""`tongket backup` and `restore`: what was there comes back, and a bad file changes nothing."""

import signal
import time

from tests.ops.running import Installation
from tests.ops.test_archive import rewrite, rewrite_manifest, write

OF_THE_RESTORE = ("restore",)


def backups(installation):
    return sorted((installation.data / "backups").glob("*.zip"))


def test_everything_comes_back_in_a_fresh_installation(at_work, saved, fresh):
    done = fresh.run("restore", saved)
    assert (done.returncode, done.stdout) == (0, "")
    assert fresh.rows(without=OF_THE_RESTORE) == at_work.rows()
    assert "Nguyễn Thị Lan" in fresh.rows()["organisation_account"][0]
    assert "2026-11-21 08:00:00.123458" in fresh.rows()["journal_entry"][2]
    assert fresh.rows()["files/ab/abc123"] == [("báo cáo",)]


def test_the_restore_stands_in_the_journal(saved, fresh):
    fresh.run("restore", saved)
    assert fresh.rows()["journal_entry"][-1][3:6] == ("restore", "backup", "saved.zip")


def test_units_alone_are_no_work_that_could_be_lost(saved, fresh):
    assert fresh.run("migrate").returncode == 0
    assert len(fresh.rows()["organisation_unit"]) > 14_000
    assert fresh.run("restore", saved).returncode == 0
    assert backups(fresh) == []
    assert fresh.rows()["organisation_unit"] == []


def test_data_are_not_replaced_without_being_asked(at_work, saved):
    before = at_work.rows()
    done = at_work.run("restore", saved)
    assert done.returncode == 1
    assert (
        "there are data already. With --replace the backup takes their place, and they are saved first." in done.stderr
    )
    assert at_work.rows() == before


def test_what_is_replaced_was_saved_first(at_work, saved, fresh):
    at_work.python(
        "from tongket.flow.organisation.models import Account; Account.objects.create(username='an', full_name='An')"
    )
    (at_work.data / "files" / "later").write_text("sau")
    replaced = at_work.rows()
    done = at_work.run("restore", saved, "--replace")
    assert done.returncode == 0, done.stderr
    assert len(at_work.rows()["organisation_account"]) == 1
    assert not (at_work.data / "files" / "later").exists()
    (before,) = backups(at_work)
    assert before.name.startswith("before-restore-") and str(before) in done.stderr
    assert fresh.run("restore", before).returncode == 0
    assert fresh.rows(without=OF_THE_RESTORE) == replaced


def test_new_rows_are_numbered_after_the_restored(saved, fresh):
    fresh.run("restore", saved)
    fresh.python(
        "from django.contrib.auth.models import Group; Group.objects.create(name='Ban chỉ đạo')\n"
        "assert [g.pk for g in Group.objects.order_by('pk')] == [1, 2]"
    )


def refused(installation: Installation, file, said: str) -> None:
    """The file is refused with 1 and that message, and nothing has changed."""
    before = installation.rows()
    done = installation.run("restore", file, "--replace")
    assert done.returncode == 1, done.stderr
    assert said in done.stderr and "Nothing was changed." in done.stderr
    assert installation.rows() == before
    assert [path for path in backups(installation) if "before-restore" not in path.name] == []


def test_a_changed_entry_changes_nothing(at_work, saved):
    rewrite(saved, lambda name, content: content.replace("Nguyễn".encode(), "Trần".encode()))
    refused(at_work, saved, "database/organisation.Account.jsonl: its digest is not that of the manifest")


def test_a_changed_file_changes_nothing(at_work, saved):
    rewrite(saved, lambda name, content: content.replace("báo cáo".encode(), b"x"))
    refused(at_work, saved, "files/ab/abc123: its digest is not that of the manifest")


def test_a_file_cut_short_changes_nothing(at_work, saved):
    saved.write_bytes(saved.read_bytes()[:-100])
    refused(at_work, saved, "not a whole zip file; it was cut short")


def test_another_version_of_the_format_changes_nothing(at_work, saved):
    rewrite_manifest(saved, version=7)
    refused(at_work, saved, "version 7 of the format; this program reads version 1")


def test_migrations_of_a_newer_program_change_nothing(at_work, saved):
    rewrite_manifest(saved, migrations=["journal.0001_initial", "journal.9999_later"])
    refused(at_work, saved, "the backup is newer than this program, which lacks journal.9999_later")


def test_rows_that_contradict_each_other_change_nothing(at_work, saved, tmp_path):
    """Digests are right, but a membership names an account that is not there."""
    write_again(saved, tmp_path / "wrong.zip", leave_out="organisation.Account")
    refused(at_work, tmp_path / "wrong.zip", "cannot be put back: ")


def write_again(file, target, leave_out: str, files=()) -> None:
    """The same backup, sound in itself, without the rows of one table."""
    from tongket.formats import archive

    with archive.opened(file) as reader:
        tables = {label: list(reader.lines(f"database/{label}.jsonl")) for label in reader.manifest.rows}
        tables[leave_out] = []
        write(target, tables, files, migrations=reader.manifest.migrations)


def test_rows_that_fail_bring_no_files(installation, saved, tmp_path):
    """Nothing of the backup stays: neither rows nor files, and the next try finds the place empty."""
    source = tmp_path / "bản quét"
    source.write_text("trang 1")
    write_again(saved, tmp_path / "wrong.zip", leave_out="organisation.Account", files=[source])
    done = installation.run("restore", tmp_path / "wrong.zip")
    assert done.returncode == 1
    assert [path for path in (installation.data / "files").rglob("*") if path.is_file()] == []
    assert not (installation.data / "restoring").exists()
    assert installation.run("restore", saved).returncode == 0


def test_a_file_that_was_damaged_on_disk_is_whole_again(at_work, saved):
    (at_work.data / "files" / "ab" / "abc123").write_text("báo c")
    assert at_work.run("restore", saved, "--replace").returncode == 0
    assert at_work.rows()["files/ab/abc123"] == [("báo cáo",)]


def test_killed_in_the_middle_leaves_what_was_there(at_work, tmp_path):
    at_work.work(entries=20_000)
    assert at_work.run("backup", tmp_path / "large.zip").returncode == 0
    at_work.work(entries=1)
    before = at_work.rows()
    running = at_work.start("restore", tmp_path / "large.zip", "--replace")
    for line in running.stderr:
        if line.startswith("Restoring"):
            break
    time.sleep(0.5)  # by now the old tables are dropped, inside the transaction
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert running.returncode == -signal.SIGKILL
    assert at_work.rows() == before


def test_a_killed_backup_leaves_no_file_of_its_name(at_work, tmp_path):
    running = at_work.start("backup", tmp_path / "half.zip")
    running.stderr.readline()
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert not (tmp_path / "half.zip").exists()


def test_a_backup_never_replaces_another(at_work, saved):
    before = saved.read_bytes()
    done = at_work.run("backup", saved)
    assert done.returncode == 2
    assert "is there already; a backup never replaces another. Choose another name." in done.stderr
    assert saved.read_bytes() == before


def test_a_backup_into_a_folder_that_is_not_there(at_work, tmp_path):
    done = at_work.run("backup", tmp_path / "nowhere" / "b.zip")
    assert (done.returncode, "nowhere does not exist" in done.stderr) == (2, True)


def test_nothing_to_save(fresh, tmp_path):
    done = fresh.run("backup", tmp_path / "b.zip")
    assert done.returncode == 1
    assert "there is nothing to save: this database was never used" in done.stderr
    assert not (tmp_path / "b.zip").exists()


def test_a_file_that_is_not_there_is_a_wrong_call(fresh, tmp_path):
    assert fresh.run("restore", tmp_path / "none.zip").returncode == 2


def test_readers_and_writers_go_on_while_a_backup_is_taken(at_work, tmp_path):
    """The snapshot is of one moment: what is written meanwhile is not in it, and does not wait for it."""
    shown = at_work.python(
        "import subprocess, sys\n"
        "from tongket.cli import snapshot\n"
        "with snapshot.one_moment():\n"
        "    before = snapshot.count_rows()['organisation.Account']\n"
        "    code = 'from tongket.cli.shell import set_up_django; set_up_django();' \\\n"
        "        'from tongket.flow.organisation.models import Account; Account.objects.create(username=\"an\")'\n"
        "    subprocess.run([sys.executable, '-c', code], check=True, timeout=100)\n"
        "    print(before, snapshot.count_rows()['organisation.Account'])\n"
        "print(snapshot.count_rows()['organisation.Account'])\n"
    )
    assert shown.split() == ["1", "1", "2"]
