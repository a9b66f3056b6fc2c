"""A hundred people who fill in at once, each over a connection of their own."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Lock
from urllib.parse import urlencode

from benchmarks.load.prepare import CSRF, Unit

PATIENCE = 120.0  # seconds that a person goes on trying while the line is down


@dataclass
class Run:
    """What was measured: seconds of every answered save, how many calls had to be made again, and the whole time."""

    saves: list[float] = field(default_factory=list)
    again: int = 0
    seconds: float = 0.0
    lock: Lock = field(default_factory=Lock)

    @property
    def per_second(self) -> float:
        """Saves answered in a second."""
        return len(self.saves) / self.seconds

    @property
    def p95(self) -> float:
        """Seconds within which nineteen of twenty saves were answered."""
        return sorted(self.saves)[int(len(self.saves) * 0.95)]


@dataclass
class Person:
    """One unit's browser."""

    unit: Unit
    port: int
    run: Run
    line: HTTPConnection | None = None

    def save(self, owed: int, key: str, value: int) -> bytes:
        """Send one cell and wait until it is confirmed."""
        cells = {key: {"was": None, "text": written(key, value), "comment": "", "explanation": ""}}
        body = json.dumps({"lang": "vi", "cells": cells, "narratives": {}}).encode()
        return self._ask("POST", f"/returns/{owed}/cells", body, "application/json", timed=True)

    def finish(self, owed: int) -> None:
        """Write the text that is required, and submit."""
        texts = {"weak": {"was": "", "now": "- Sóng yếu ở hai thôn."}}
        body = json.dumps({"lang": "vi", "cells": {}, "narratives": texts}).encode()
        self._ask("POST", f"/returns/{owed}/cells", body, "application/json")
        form = urlencode({"csrfmiddlewaretoken": CSRF}).encode()
        self._ask("POST", f"/returns/{owed}/submit", form, "application/x-www-form-urlencoded")

    def _ask(self, method: str, path: str, body: bytes, kind: str, *, timed: bool = False) -> bytes:
        end = time.monotonic() + PATIENCE
        while True:
            start = time.perf_counter()
            try:
                self.line = self.line or HTTPConnection("127.0.0.1", self.port, timeout=60)
                self.line.request(method, path, body, {**self.unit.headers, "Content-Type": kind})
                answer = self.line.getresponse()
                text = answer.read()
            except (OSError, HTTPException):
                self.line = None
                if time.monotonic() > end:
                    raise
                with self.run.lock:
                    self.run.again += 1
                time.sleep(0.2)
                continue
            if answer.status not in {200, 302}:
                raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
            if timed:
                with self.run.lock:
                    self.run.saves.append(time.perf_counter() - start)
            return text


def written(key: str, value: int) -> str:
    """A figure as a person types it."""
    return f"{value // 10},{value % 10}" if key == "spent" else str(value)


def fill(
    units: Sequence[Unit],
    port: int,
    round: int,
    then: Callable[[Person, int], None] | None = None,
    run: Run | None = None,
) -> Run:
    """Everybody fills in their return of that round at once, cell by cell; `then` is done at the end of each.

    A `run` that is given is filled in as the people go on.
    """
    run = run or Run()

    def one(unit: Unit) -> None:
        person = Person(unit, port, run)
        for key, value in unit.values.items():
            person.save(unit.owed[round], key, value)
        if then is not None:
            then(person, unit.owed[round])

    start = time.perf_counter()
    with ThreadPoolExecutor(len(units)) as crowd:
        list(crowd.map(one, units))
    run.seconds = time.perf_counter() - start
    return run
