"""`tongket doctor`: each line says what is, and what to do where it is not."""

import json
import os

import pytest

from tests.ops.running import Installation


def lines(done) -> dict[str, str]:
    """Name of a finding -> its line."""
    return {line[9:25].strip(): line for line in done.stdout.splitlines()}


def test_a_machine_that_works(fresh):
    assert fresh.run("migrate").returncode == 0
    done = fresh.run("doctor")
    assert done.returncode == 0, done.stdout
    told = lines(done)
    assert told["data folder"] == f"ok       data folder      {fresh.data}"
    assert told["database"] == f"ok       database         SQLite {fresh.data}/tongket.sqlite3, can be written"
    assert "0 pending" in told["migrations"]
    assert told["units"].endswith("34 provinces, 3321 communes today")
    assert told["fonts"] == "ok       fonts            Tinos in 4 styles"


def test_before_first_use_nothing_is_wrong(fresh):
    done = fresh.run("doctor", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["ok"]) == (0, True)
    found = {finding["name"]: finding["found"] for finding in answer["findings"]}
    assert found["migrations"] == "new: the tables are made on first use"


def test_tools_that_are_optional_fail_nobody(fresh, tmp_path):
    done = Installation(fresh.data, more={"PATH": str(tmp_path)}).run("doctor")
    assert done.returncode == 0
    assert lines(done)["LibreOffice"] == (
        "missing  LibreOffice      not found (shows a docx as pages) → apt-get install -y libreoffice-writer"
    )
    assert lines(done)["Tesseract"].endswith("→ apt-get install -y tesseract-ocr-vie")


def test_tesseract_without_vietnamese(fresh, tmp_path):
    tool = tmp_path / "tesseract"
    tool.write_text("#!/bin/sh\necho 'List of available languages (1):'\necho eng\n")
    tool.chmod(0o755)
    done = Installation(fresh.data, more={"PATH": f"{tmp_path}:/usr/bin:/bin"}).run("doctor")
    assert lines(done)["Tesseract"] == (
        "missing  Tesseract        without Vietnamese → apt-get install -y tesseract-ocr-vie"
    )


def test_a_database_that_does_not_answer(fresh):
    done = Installation(fresh.data, database="postgresql://nobody@127.0.0.1:1/none").run("doctor")
    assert done.returncode == 1
    told = lines(done)["database"]
    assert told.startswith("WRONG    database         PostgreSQL none: connection failed")
    assert told.endswith("→ check DATABASE_URL and its rights")


def test_a_data_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").write_text("")
    done = Installation(tmp_path / "file" / "data").run("doctor")
    assert done.returncode == 1
    assert lines(done)["data folder"] == (
        f"WRONG    data folder      {tmp_path}/file/data: Not a directory "
        "→ make it writable, or name another folder with TONGKET_DATA"
    )
    assert "database" not in lines(done)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_is_read_only(fresh):
    fresh.data.mkdir(mode=0o500)
    done = fresh.run("doctor")
    assert done.returncode == 1 and "Permission denied" in lines(done)["data folder"]
