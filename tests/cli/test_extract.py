"""`tongket extract` and `tongket read` as a secretary calls them."""

import hashlib
import json
from pathlib import Path

from click.testing import CliRunner, Result

from tests.formats.reading import directive
from tongket.cli import main

PAPER = "# source: thư mục A\n# complete: yes\nCHỈ THỊ\n\nVề việc quản lý bến bãi\n\n1. Sở Y tế rà soát các trạm.\n"


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_one_json_for_each_file_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAPER, encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(directive.as_docx())
    (tmp_path / "c.zip").write_bytes(b"PK\x03\x04 broken")
    out = tmp_path / "out"
    result = call("extract", tmp_path / "a.txt", tmp_path / "b.docx", tmp_path / "c.zip", "--out", out)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert sorted(path.name for path in out.iterdir()) == ["a.json", "b.json", "c.error.json"]
    assert json.loads((out / "c.error.json").read_text("utf-8"))["code"] == "damaged"
    answer = json.loads((out / "b.json").read_text("utf-8"))
    assert answer["identity"]["number"] == "15/CT-UBND"
    assert "3/3" in result.stderr


def test_the_answer_says_where_all_stands_in_the_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PAPER, encoding="utf-8")
    result = call("extract", path)
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    plain = call("read", path, "--plain").stdout_bytes.decode()
    assert plain == PAPER.split("\n", 2)[2]
    assert answer["plain_sha256"] == hashlib.sha256(plain.encode()).hexdigest()
    title = answer["evidence"]["identity.title"]
    assert plain[title["start"] : title["end"]] == "Về việc quản lý bến bãi"
    (task,) = answer["assignments"]
    assert plain[task["start"] : task["end"]] == task["text"] == "Sở Y tế rà soát các trạm."
    assert set(answer) == {
        *("identity", "citations", "assignments", "report_duties", "addressees", "recipients"),
        *("urgency", "form", "evidence", "plain_sha256"),
    }
    assert (answer["urgency"], answer["form"], answer["citations"]) == (None, [], [])


def test_two_equal_stems_are_refused_before_any_work(tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = call("extract", tmp_path / "a.txt", tmp_path / "x" / "a.pdf", "--out", out)
    assert result.exit_code == 2
    assert not out.exists()


def test_read_shows_the_blocks_and_refuses_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PAPER, encoding="utf-8")
    lines = call("read", path).stdout.splitlines()
    assert lines[-1].endswith("paragraph  1. Sở Y tế rà soát các trạm.")
    path.write_bytes(b"")
    refused = call("read", path)
    assert refused.exit_code == 1
    assert "the file is empty" in refused.stderr
