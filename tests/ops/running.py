"""The real command in a process of its own, with a data folder of its own."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import pytest

PATIENCE = 300  # seconds: a busy machine is no fault of the command
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

    def do(self, *arguments: object) -> str:
        """The same, which must succeed; what it prints."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """`tongket ARGUMENTS`, left running; its standard error is read as it comes."""
        command = [str(BIN / "tongket"), *map(str, arguments)]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    @contextmanager
    def served(self, *arguments: object) -> Iterator[Server]:
        """`tongket serve ARGUMENTS` while the block runs. It must begin to serve, and end well when it is asked to."""
        with self.start("serve", *arguments) as process:
            server = Server(process)
            hearing = Thread(target=server.hear)
            hearing.start()
            try:
                assert server.begun.wait(PATIENCE) and server.base, f"does not serve; it said:\n{server.told()}"
                yield server
                process.terminate()
                assert process.wait(PATIENCE) == 0, f"does not end well; it said:\n{server.told()}"
            finally:
                process.kill()
                hearing.join()

    def copy(self, data: Path, **more: str) -> Installation:
        """The same in a data folder of its own, with other variables of the environment."""
        return Installation(shutil.copytree(self.data, data, dirs_exist_ok=True), more=more)

    def at(self, moment: str) -> None:
        """Let it be that moment, where DJANGO_SETTINGS_MODULE is tests.ops.moved_clock."""
        new = self.data / "clock.new"
        new.write_text(moment)
        new.replace(self.data / "clock")  # whole at once: a page may be reading it

    def python(self, code: str) -> str:
        """What the code prints, run with this installation's Django set up."""
        start = "from tongket.cli.shell import set_up_django; set_up_django()\n"
        done = self._run([sys.executable, "-c", start + code])
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

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


@dataclass
class Server:
    """A server in a process of its own: its address, and what it has said so far."""

    process: subprocess.Popen[str]
    base: str = ""
    said: list[str] = field(default_factory=list)
    begun: Event = field(default_factory=Event)

    @property
    def port(self) -> int:
        """The port of its address."""
        return int(self.base.rpartition(":")[2])

    def hear(self) -> None:
        """Take what it says to its end: a server to which nobody listens stands still once the pipe is full."""
        for line in self.process.stderr or ():
            self.said.append(line)
            if found := re.search(r"Serving on (http://[\d.]+:\d+)/", line):
                self.base = found[1]
                self.begun.set()
        self.begun.set()

    def told(self) -> str:
        """All that it said."""
        return "".join(self.said)


def made_once(factory: pytest.TempPathFactory, name: str, fill: Callable[[Installation], None]) -> Installation:
    """An installation filled once for all processes of a test run; whoever comes first fills it."""
    base = factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    made = Installation(base / name)
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (base / f"{name}.made").exists():
            made.data.mkdir(exist_ok=True)
            fill(made)
            (base / f"{name}.made").touch()
    return made


def _value(cell: object) -> object:
    """A cell as it counts: JSON by what it says, since databases order its keys as they like."""
    return json.loads(cell) if isinstance(cell, str) and cell[:1] in {"{", "["} else cell
