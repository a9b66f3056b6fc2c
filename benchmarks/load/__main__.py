"""A hundred units fill in a period at once: `python -m benchmarks.load`.

Three runs over real HTTP against `tongket serve` on SQLite: a bare Django view that keeps a cell with the same query;
our page, cell by cell, to the submitted return; and our page again while the server is killed (SIGKILL) in the middle
and started anew. Prints ratios to the bare view, then checks that every confirmed cell is kept once, that every unit
has one filing, and that the journal's chain is whole; exit code 1 where it is not.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from socket import create_connection
from typing import IO, cast

from benchmarks.load.clients import Person, Run, fill
from benchmarks.load.prepare import Unit, data_folder, prepare

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parents[2]


class Server:
    """`tongket serve` in a process of its own, on one port however often it is started."""

    def __init__(self, settings: str = "tongket.config.settings.local") -> None:
        self.environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(ROOT)}
        self.port = 0
        self.start()

    def start(self) -> None:
        """Start and wait until it answers."""
        command = [str(BIN / "tongket"), "serve", *(["--port", str(self.port)] if self.port else [])]
        self.process = subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, text=True)  # noqa: S603
        said = cast("IO[str]", self.process.stderr)
        for line in said:
            if found := re.search(r"Serving on http://[\d.]+:(\d+)/", line):
                self.port = int(found[1])
                break
        threading.Thread(target=said.read, daemon=True).start()
        with create_connection(("127.0.0.1", self.port), timeout=30):
            pass

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)

    def kill(self) -> None:
        """As a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def main() -> int:
    """Measures, prints, checks."""
    data_folder()
    units = prepare()
    print(f"{len(units)} units, {len(units[0].values)} cells each, on {os.cpu_count()} cores")
    bare = _bare(units)
    with Server() as server:
        ours = fill(units, server.port, 0, Person.finish)
        killed = _killed(units, server)
    print(f"{'':34}{'saves/s':>9}{'p95 ms':>9}{'of bare/s':>11}{'times p95':>11}")
    for name, run in (
        ("bare view, same query", bare),
        ("filling in", ours),
        ("filling in, server killed once", killed),
    ):
        print(
            f"{name:34}{run.per_second:9.0f}{run.p95 * 1000:9.0f}{run.per_second / bare.per_second:11.2f}"
            f"{run.p95 / bare.p95:11.2f}"
        )
    wrong = _check(units)
    print("\n".join(wrong) or f"nothing lost or doubled: {len(units)} returns twice; {killed.again} calls made again")
    return 1 if wrong else 0


def _bare(units: list[Unit]) -> Run:
    from tongket.flow.returns.models import Draft  # noqa: PLC0415 (Django is set up by now)

    with Server("benchmarks.load.bare") as server:
        run = fill(units, server.port, 0)
    Draft.objects.all().delete()
    return run


def _killed(units: list[Unit], server: Server) -> Run:
    """The second round, with the server killed once a third of the cells are confirmed."""
    run, third = Run(), sum(len(unit.values) for unit in units) // 3

    def strike() -> None:
        while len(run.saves) < third:
            time.sleep(0.02)
        server.kill()
        time.sleep(1)
        server.start()

    threading.Thread(target=strike, daemon=True).start()
    return fill(units, server.port, 1, Person.finish, run)


def _check(units: list[Unit]) -> list[str]:
    """What is not as the people were told, one line each."""
    from tongket.flow.journal.queries import verify  # noqa: PLC0415
    from tongket.flow.organisation.actors import operator  # noqa: PLC0415
    from tongket.flow.returns.models import Filing  # noqa: PLC0415

    wrong = []
    for unit in units:
        for owed in unit.owed:
            filings = list(Filing.objects.filter(obligation=owed))
            if len(filings) != 1:
                wrong.append(f"obligation {owed}: {len(filings)} filings")
            elif {key: cell.get("value") for key, cell in filings[0].cells.items()} != unit.values:
                wrong.append(f"obligation {owed}: other cells than were confirmed")
    broken = verify(operator("benchmark")).broken
    return [*wrong, *([f"the journal is broken at {broken}"] if broken else [])]


if __name__ == "__main__":
    sys.exit(main())
