"""The cluster engine on a real scheduler and two workers on loopback, of which one is killed in the middle."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.core.rollup.engines.questions import indicator
from tests.ops.running import BIN
from tests.repository.tree import ROOT
from tongket.core.rollup.engines import cluster, reference
from tongket.core.rollup.model import OverTime, OverUnits
from tongket.core.rollup.query import Era, Query
from tongket.core.rollup.tables import Memory, table_of

pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("default")]
UNITS = [f"u{n}" for n in range(60)]
NAMES = [f"i{n}" for n in range(24)]
PERIODS = tuple(f"p{n}" for n in range(6))


@contextmanager
def processes(scheduler_port: int, workers: int = 2) -> Iterator[list[subprocess.Popen[bytes]]]:
    address = f"tcp://127.0.0.1:{scheduler_port}"
    commands = [
        ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(scheduler_port), "--no-dashboard"],
        *(
            ["distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny"]
            for _ in range(workers)
        ),
    ]
    environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5"}
    started = [
        subprocess.Popen([sys.executable, "-m", *c], env=environment, stderr=subprocess.DEVNULL) for c in commands
    ]
    try:
        yield started
    finally:
        for process in started:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_a_scheduler_without_workers_is_told_not_waited_for() -> None:
    from distributed import Client

    port = free_port()
    question = ROOT / "docs" / "examples" / "merger" / "question.toml"
    asked = ["rollup", str(question), "--engine", "cluster", "--scheduler", f"tcp://127.0.0.1:{port}"]
    with processes(port, workers=0) as (scheduler,):
        Client(f"tcp://127.0.0.1:{port}", timeout=120).close()  # it is there
        result = subprocess.run([BIN / "tongket", *asked], capture_output=True, text=True, timeout=90, check=False)
        assert scheduler.poll() is None
    assert (result.returncode, result.stdout) == (2, "")
    assert f"the scheduler at tcp://127.0.0.1:{port} has no worker; start one: dask worker" in result.stderr


def test_the_answer_is_the_same_though_a_worker_dies() -> None:
    from distributed import Client

    asked = tuple(indicator(name, OverUnits.SUM, OverTime.SUM) for name in NAMES)
    parents = {"r": None} | dict.fromkeys(UNITS, "r")
    query = Query(asked, (Era(PERIODS),), parents, dict.fromkeys(PERIODS, frozenset(UNITS)))
    source = Memory(
        {p: table_of({(u, n): len(u) * k + len(p) for u in UNITS for k, n in enumerate(NAMES)}) for p in PERIODS}
    )
    port = free_port()
    with processes(port) as (_, first, second), Client(f"tcp://127.0.0.1:{port}", timeout=120) as client:
        client.wait_for_workers(2, timeout=120)
        spans = [(period,) for period in PERIODS]
        killed: list[float] = []

        def kill(_: object) -> None:
            """As soon as a first part is done."""
            if not killed:
                killed.append(time.monotonic())
                first.send_signal(signal.SIGKILL)

        submit = client.submit

        def watched(*args: object, **kwargs: object) -> object:
            future = submit(*args, **kwargs)
            future.add_done_callback(kill)
            return future

        client.submit = watched
        found = cluster.run_spans(query, spans, source, client)
        assert killed and second.poll() is None
        first.wait(timeout=120)
        for span, answer in zip(spans, found, strict=True):
            wanted = reference.run(query.during(span), source)
            assert list(answer.totals()) == list(wanted.totals())
            assert answer.contributors("r", "i3") == wanted.contributors("r", "i3")
