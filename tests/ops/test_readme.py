"""The short tour of the README, walked line by line."""

import re
import shlex

from tests.ops.running import Installation
from tests.repository.tree import ROOT


def tour() -> list[list[str]]:
    """The commands of the block under "A short tour", as words after `tongket`."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"## A short tour.*?```sh\n(.*?)```", text, re.DOTALL)[1]
    return [shlex.split(line, comments=True)[1:] for line in block.splitlines()]


def test_every_step_of_the_tour_works(tmp_path):
    installation = Installation(tmp_path / "var")
    for step in tour():
        words = [str(ROOT / word) if word.startswith("tongket/") else word for word in step]
        words = [str(tmp_path / word) if word.endswith((".docx", ".pdf")) else word for word in words]
        done = installation.run(*words)
        assert done.returncode == 0, f"tongket {shlex.join(step)}\n{done.stderr}"
    assert (tmp_path / "report.docx").read_bytes().startswith(b"PK")
    assert (tmp_path / "report-34.pdf").read_bytes().startswith(b"%PDF")
