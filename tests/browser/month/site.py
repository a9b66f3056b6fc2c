"""The empty installation on which the month is played, and its clock."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ops.running import Installation
from tests.repository.tree import ROOT

PASSWORD = "ba con vịt xuống sông"
# GUIDE=docs/guide/pictures takes the pictures of the guide anew.
PICTURES = os.environ.get("GUIDE", "")


@dataclass
class Month:
    """The address of the site, and the installation behind it."""

    there: Installation
    base: str

    def at(self, moment: str) -> None:
        """Let it be that moment."""
        (self.there.data / "clock").write_text(moment)


@contextmanager
def played(data: Path) -> Iterator[Month]:
    """A server whose clock is told, with units and nothing else."""
    data.mkdir()
    more = {"DJANGO_SETTINGS_MODULE": "tests.ops.moved_clock", "PYTHONPATH": str(ROOT)}
    there = Installation(data, more=more)
    (data / "clock").write_text("2026-11-10T08:00:00+07:00")
    done = there.run("units")
    assert done.returncode == 0, done.stderr
    process = there.start("serve")
    try:
        yield Month(there, _address(process))
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def _address(process: subprocess.Popen[str]) -> str:
    said = []
    for line in process.stderr:
        said.append(line)
        if found := re.search(r"Serving on (http://[\d.]+:\d+)/", line):
            return found[1]
    raise AssertionError("".join(said))


def picture(page, name: str) -> None:
    """Keep what the page shows for the guide, if it is being made."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        if name != "6-mat-mang":  # there the place where one types is what is to be seen
            page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=f"{PICTURES}/{name}.png")
