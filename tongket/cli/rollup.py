"""`tongket rollup`: a question in a file, answered without a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongket.cli.question import deliver
from tongket.cli.shell import WRONG_DATA, fail, messages_option, reject
from tongket.core.messages import InputRejected

if TYPE_CHECKING:
    from tongket.core.rollup.asking.totals import Engine
    from tongket.formats.reading.question import Asking

WAIT = 10  # seconds for a scheduler or a first worker to answer
FORMATS = ("table", "json", "csv", "parquet")


@click.command()
@click.argument("question", type=click.Path(path_type=Path))
@click.option("--engine", type=click.Choice(["matrix", "reference", "cluster"]), default="matrix", show_default=True)
@click.option("--scheduler", metavar="URL", help="A Dask scheduler for --engine cluster, like tcp://host:8786.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - is standard output.")
@click.option("--explain", nargs=3, metavar="UNIT INDICATOR PERIOD", help="Tell how one figure came about.")
@messages_option
def rollup(
    question: Path,
    *,
    engine: str,
    scheduler: str | None,
    format_: str,
    output: str,
    explain: tuple[str, str, str] | None,
    messages_as: str,
) -> None:
    """Answer QUESTION, a TOML file with tables of units and values beside it.

    docs/rollup.md describes the file, with examples.
    """
    from tongket.formats.reading.question import read_question  # noqa: PLC0415 (only when it is called)

    try:
        asking = read_question(question)
    except InputRejected as error:
        reject(error, messages_as)
    if scheduler and engine != "cluster":
        fail("--scheduler is for --engine cluster")
    with _engine(engine, scheduler) as chosen:
        deliver(_told(asking, chosen, explain) if explain else _answer(asking, chosen, engine, format_), output)


def _answer(asking: Asking, engine: Engine, name: str, format_: str) -> bytes:
    from tongket.core.rollup.asking import answer, printed  # noqa: PLC0415 (only when it is called)
    from tongket.core.rollup.query import WrongQuery  # noqa: PLC0415
    from tongket.core.rollup.tables import ExactRangeExceeded  # noqa: PLC0415
    from tongket.formats.writing import rollup as writing  # noqa: PLC0415

    try:
        rows = answer(asking.whole, asking.source, asking.in_time, engine)
    except (WrongQuery, ExactRangeExceeded) as error:
        fail(str(error), WRONG_DATA)
    found = writing.records(rows, asking.whole.tree, asking.whole.asked)
    if format_ == "parquet":
        from tongket.formats.columns.parquet import as_parquet  # noqa: PLC0415

        return as_parquet(found, writing.COLUMNS, writing.COUNTS)
    if format_ == "json":
        return writing.as_json(found, asking.title, name)
    return writing.as_csv(found) if format_ == "csv" else writing.as_table(found, printed(asking.whole, rows))


def _told(asking: Asking, engine: Engine, what: tuple[str, str, str]) -> bytes:
    from tongket.core.periods.periods import WrongPeriod, parse_period  # noqa: PLC0415 (only when it is called)
    from tongket.core.rollup.asking import explain  # noqa: PLC0415
    from tongket.core.rollup.query import WrongQuery  # noqa: PLC0415
    from tongket.core.rollup.tables import ExactRangeExceeded  # noqa: PLC0415

    unit, indicator, period = what
    try:
        told = explain(
            asking.whole, asking.source, engine,
            in_time=asking.in_time, unit=unit, name=indicator, period=parse_period(period),
        )  # fmt: skip
        lines = list(told)
    except (WrongQuery, WrongPeriod) as error:
        fail(str(error))
    except ExactRangeExceeded as error:
        fail(str(error), WRONG_DATA)
    return ("\n".join(lines) + "\n").encode()


@contextmanager
def _engine(name: str, scheduler: str | None) -> Iterator[Engine]:
    """The engine of that name; for the cluster with a client that is closed at the end."""
    from tongket.core.rollup import engines  # noqa: PLC0415 (only when it is called)

    if name != "cluster":
        yield engines.engine(name)
        return
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 (an extra that few need)
    except ImportError:
        fail("--engine cluster needs Dask: install tongket[cluster]")
    from tongket.core.rollup.engines import cluster  # noqa: PLC0415

    try:
        here = {"processes": False, "dashboard_address": None}
        client = Client(scheduler, timeout=WAIT) if scheduler else Client(**here)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        fail(f"no scheduler answers at {scheduler}: {error}")
    with client:
        try:
            client.wait_for_workers(1, timeout=WAIT)
        except TimeoutError:
            fail(f"the scheduler at {scheduler} has no worker; start one: dask worker {scheduler}")
        try:
            yield partial(cluster.run, client=client)
        except (KilledWorker, OSError) as error:
            fail(f"the cluster did not finish: {error}", WRONG_DATA)
