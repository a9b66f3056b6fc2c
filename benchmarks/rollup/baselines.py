"""What a user would pick instead, written as well as we can: DuckDB, Polars, PostgreSQL; and a bare scan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.rollup.nation import Nation

Result = tuple[NDArray[np.int64], NDArray[np.int64]]  # sums and counts, by quarter, indicator and unit


def places(nation: Nation) -> pa.Table:
    """Where every unit counts: the lowest unit of today that has all of it, its province and the nation."""
    query, found = nation.query, {}
    for era in query.eras:
        for unit, shares in era.shares.items():
            lines = [query.line(share.new) for share in shares if share.new]
            common = [above for above in lines[0] if all(above in line for line in lines)]
            found[unit] = (common[0], query.line(common[0])[-2] if len(query.line(common[0])) > 1 else "")
    return pa.table(
        {
            "unit": list(found),
            "place": [place for place, _ in found.values()],
            "province": [province for _, province in found.values()],
        }
    )


def quarters(nation: Nation) -> pa.Table:
    """Which month belongs to which quarter."""
    pairs = [(month, number) for number, months in enumerate(nation.quarters) for month in months]
    return pa.table({"month": [month for month, _ in pairs], "quarter": [number for _, number in pairs]})


def sql(nation: Nation, wide: str) -> str:
    """Sums and counts at every level and quarter: once over the values, then over the few sums of the places."""
    names = nation.names
    first = ", ".join(f"sum({name})::BIGINT AS {name}, count({name}) AS n_{name}" for name in names)
    then = ", ".join(f"sum({name})::BIGINT AS {name}, sum(n_{name})::BIGINT AS n_{name}" for name in names)
    return f"""
        WITH base AS (
            SELECT quarter, place, any_value(province) AS province, {first}
            FROM ({wide}) JOIN quarters USING (month) JOIN places USING (unit) GROUP BY quarter, place
        )
        SELECT quarter, CASE WHEN grouping(place) = 0 THEN place WHEN grouping(province) = 0 THEN province ELSE 'vn' END
            AS unit, grouping(place) AS of_place, {then}
        FROM base GROUP BY GROUPING SETS ((quarter, place), (quarter, province), (quarter))
    """  # noqa: S608 (names of our own making)


def duck(nation: Nation) -> duckdb.DuckDBPyConnection:
    """A connection that knows the places and quarters, with as many threads as there are cores."""
    connection = duckdb.connect()
    connection.register("places_", places(nation))
    connection.register("quarters_", quarters(nation))
    connection.execute("CREATE TABLE places AS SELECT * FROM places_")
    connection.execute("CREATE TABLE quarters AS SELECT * FROM quarters_")
    return connection


def duck_files(nation: Nation, folder: Path) -> Callable[[], pa.Table]:
    """DuckDB over the Parquet files."""
    connection = duck(nation)
    columns = ", ".join(nation.names)
    wide = f"""SELECT parse_filename(filename, true) AS month, unit, {columns}
               FROM read_parquet('{folder}/*.parquet', filename = true)"""  # noqa: S608
    return lambda: connection.execute(sql(nation, wide)).to_arrow_table()


def duck_table(nation: Nation, folder: Path) -> Callable[[], pa.Table]:
    """DuckDB over its own table, in memory."""
    connection = duck(nation)
    connection.execute(
        f"""CREATE TABLE wide AS SELECT parse_filename(filename, true) AS month, * EXCLUDE (filename)
            FROM read_parquet('{folder}/*.parquet', filename = true)"""  # noqa: S608
    )
    return lambda: connection.execute(sql(nation, "SELECT * FROM wide")).to_arrow_table()


def polars(nation: Nation, load: Callable[[str], pl.LazyFrame]) -> Callable[[], pa.Table]:
    """Polars over a frame a month: each quarter grouped by place, then by province and for the nation."""
    where = pl.from_arrow(places(nation)).lazy()  # type: ignore[union-attr]
    names = nation.names
    first = [
        *(pl.col(n).cast(pl.Int64).sum() for n in names),
        *(pl.col(n).count().cast(pl.Int64).alias(f"n_{n}") for n in names),
    ]
    then = [*(pl.col(n).sum() for n in names), *(pl.col(f"n_{n}").sum() for n in names)]

    def run() -> pa.Table:
        bases = pl.collect_all(
            [
                pl.concat([load(month) for month in months])
                .join(where, on="unit")
                .group_by("place", "province")
                .agg(first)
                for months in nation.quarters
            ]
        )
        found = []
        for quarter, base in enumerate(bases):
            levels = (
                base.drop("province").rename({"place": "unit"}).with_columns(of_place=pl.lit(0, pl.Int64)),
                base.group_by(pl.col("province").alias("unit")).agg(then).with_columns(of_place=pl.lit(1, pl.Int64)),
                base.select(then).with_columns(of_place=pl.lit(1, pl.Int64), unit=pl.lit("vn")),
            )
            found += [level.with_columns(quarter=pl.lit(quarter, pl.Int64)) for level in levels]
        return pl.concat(found, how="diagonal").to_arrow()

    return run


def polars_files(nation: Nation, folder: Path, kind: str) -> Callable[[], pa.Table]:
    """Polars over Parquet, or over our own Arrow files."""
    scan = pl.scan_parquet if kind == "parquet" else pl.scan_ipc
    files = {path.name.removesuffix(f".{kind}")[:7]: path for path in folder.glob(f"*.{kind}")}
    return polars(nation, lambda month: scan(files[month]))


def polars_memory(nation: Nation, folder: Path) -> Callable[[], pa.Table]:
    """Polars over data frames in memory."""
    frames: Mapping[str, pl.DataFrame] = {m: pl.read_parquet(folder / f"{m}.parquet") for m in nation.months}
    return polars(nation, lambda month: frames[month].lazy())


def result(nation: Nation, table: pa.Table) -> Result:
    """The rows of an answer as arrays like ours. A divided unit's own level has none: it counts above it only."""
    row = {unit: number for number, unit in enumerate(nation.query.parents)}
    shape = (len(nation.quarters), len(nation.names), len(row))
    sums, counts = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    above = set(nation.query.parents.values())
    units, of_place = table["unit"].to_pylist(), table["of_place"].to_numpy()
    # What counts at a province itself (of units divided within it) is already in the province's total.
    use = np.array([not (unit in above and level == 0) for unit, level in zip(units, of_place, strict=True)])
    at = (table["quarter"].to_numpy()[use], np.array([row[unit] for unit in units])[use])
    for number, name in enumerate(nation.names):
        sums[at[0], number, at[1]] = np.nan_to_num(table[name].to_numpy()[use]).astype(np.int64)
        counts[at[0], number, at[1]] = table[f"n_{name}"].to_numpy()[use]
    return sums, counts


def scan(nation: Nation, threads: int) -> Callable[[], int]:
    """Read every byte of the values and masks once, and nothing else: what memory allows."""
    blocks: list[NDArray[Any]] = []
    for _, columns in nation.source.periods.values():
        some = list(columns.values())
        for array in (some[0].values.base, some[0].valid.base):
            flat = array.reshape(-1).view(np.uint8)
            blocks += np.array_split(flat[: len(flat) // 8 * 8].view(np.uint64), 4)
    parts = [blocks[n::threads] for n in range(threads)]

    def run() -> int:
        with ThreadPoolExecutor(threads) as pool:
            return int(sum(pool.map(lambda part: sum(int(np.bitwise_xor.reduce(b)) for b in part), parts)))

    return run


def limit(nation: Nation, totals: list[NDArray[Any]], threads: int) -> Callable[[], None]:
    """Read every byte of the values and masks once, and write every byte of the totals once: no roll-up can be faster
    than this machine's memory. The totals are written into memory of the same size."""
    read = scan(nation, threads)
    parts = [np.array_split(np.zeros(one.size, dtype=one.dtype), threads) for one in totals]

    def run() -> None:
        read()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda n: [part[n].fill(1) for part in parts], range(threads)))

    return run


def postgres(nation: Nation, months: tuple[str, ...], uri: str) -> Callable[[], Any]:
    """PostgreSQL over a wide table of those months."""
    import psycopg  # noqa: PLC0415 (only where a server is)

    connection = psycopg.connect(uri, autocommit=True)
    kinds = ", ".join(f"{name} integer" for name in nation.names)
    connection.execute("CREATE TEMP TABLE places (unit text PRIMARY KEY, place text, province text)")
    connection.execute("CREATE TEMP TABLE quarters (month text PRIMARY KEY, quarter int)")
    connection.execute(f"CREATE TEMP TABLE wide (month text, unit text, {kinds})")
    with connection.cursor() as cursor:
        for table, rows in (("places", places(nation)), ("quarters", quarters(nation))):
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows.to_pylist():
                    copy.write_row(tuple(row.values()))
        with cursor.copy("COPY wide FROM STDIN") as copy:
            for month in months:
                units, columns = nation.source.periods[month]
                values = [column.values for column in columns.values()]
                valid = [np.unpackbits(c.valid, count=len(units), bitorder="little") for c in columns.values()]
                for n, unit in enumerate(units):
                    cells = (int(v[n]) if ok[n] else None for v, ok in zip(values, valid, strict=True))
                    copy.write_row((month, unit, *cells))
    connection.execute("ANALYZE")
    text = (
        sql(nation, "SELECT * FROM wide")
        .replace("any_value(province)", "min(province)")
        .replace("FROM (SELECT * FROM wide)", "FROM wide")
    )
    return lambda: connection.execute(text).fetchall()
