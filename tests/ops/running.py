"""The real command in a process of its own, with a data folder of its own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

BIN = Path(sys.executable).parent
NOT_COMPARED = {"django_migrations", "sqlite_sequence", "journal_seal"}
LEFT_OUT = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "TONGKET_DATA", "TONGKET_SECRET_KEY", "TONGKET_HOSTS")


@dataclass
class Installation:
    """A data folder, and the command run upon it. `database` is a DATABASE_URL, SQLite in the folder by default."""

    data: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        return {**clean, "TONGKET_DATA": str(self.data), "DATABASE_URL": self.database, **self.more}

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """`tongket ARGUMENTS`, waited for."""
        return self._run([str(BIN / "tongket"), *map(str, arguments)])

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """`tongket ARGUMENTS`, left running; its standard error is read as it comes."""
        command = [str(BIN / "tongket"), *map(str, arguments)]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def python(self, code: str) -> str:
        """What the code prints, run with this installation's Django set up."""
        start = "from tongket.cli.shell import set_up_django; set_up_django()\n"
        done = self._run([sys.executable, "-c", start + code])
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=120, check=False)

    def work(self, entries: int = 3) -> None:
        """Somebody's work: an account in a group, and entries of the journal down to the microsecond."""
        self.python(
            "from datetime import datetime, UTC\n"
            "from django.contrib.auth.models import Group\n"
            "from django.db import transaction\n"
            "from tongket.flow.journal.actions import record\n"
            "from tongket.flow.organisation.models import Account\n"
            "with transaction.atomic():\n"
            "    lan, new = Account.objects.get_or_create(username='lan', full_name='Nguyễn Thị Lan')\n"
            "    if new: lan.groups.create(name='Tổ thư ký')\n"
            f"    for n in range({entries}):\n"
            "        at = datetime(2026, 11, 21, 8, 0, 0, 123456 + n, tzinfo=UTC)\n"
            "        record(by='lan', at=at, verb='wrote', kind='note', id=f'số {n}', data={'n': n})\n"
        )

    def rows(self, without: tuple[str, ...] = ()) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table of the SQLite database, and the files; the journal without the verbs named.

        Without seals: on which entry they fall depends on the day of the run.
        """
        found: dict[str, list[tuple[object, ...]]] = {}
        with closing(sqlite3.connect(f"file:{self.data / 'tongket.sqlite3'}?mode=ro", uri=True)) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in sorted(set(tables) - NOT_COMPARED - ({"journal_seal"} if without else set())):
                rows = database.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()
                kept = [row for row in rows if table != "journal_entry" or row[3] not in without]
                found[table] = [tuple(map(_value, row)) for row in kept]
        for path in sorted((self.data / "files").rglob("*")):
            if path.is_file():
                found[str(path.relative_to(self.data))] = [(path.read_text(),)]
        return found


def _value(cell: object) -> object:
    """A cell as it counts: JSON by what it says, since databases order its keys as they like."""
    return json.loads(cell) if isinstance(cell, str) and cell[:1] in {"{", "["} else cell
