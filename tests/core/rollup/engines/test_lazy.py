"""Small questions pay for no compiler and no file library."""

import subprocess
import sys

SMALL = """
import sys
from tongket.core.rollup.engines import engine
from tongket.core.rollup.model import Indicator
from tongket.core.rollup.query import Era, Query
from tongket.core.rollup.tables import Memory, table_of
query = Query((Indicator("dead", {"vi": "dead"}, ""),), (Era(("p",)),), {"r": None, "a": "r"}, {"p": frozenset("a")})
print(engine()(query, Memory({"p": table_of({("a", "dead"): 3})})).total("r", "dead").value)
print(sorted({"numba", "pyarrow", "dask", "duckdb"} & {name.partition(".")[0] for name in sys.modules}))
"""


def test_a_small_question_imports_neither_numba_nor_arrow() -> None:
    run = subprocess.run([sys.executable, "-c", SMALL], capture_output=True, text=True, check=True)
    assert run.stdout == "3\n[]\n"


def test_the_commands_import_them_only_when_they_are_needed() -> None:
    code = "import sys, tongket.cli.main, tongket.cli.report, tongket.cli.rollup, tongket.cli.columns\n"
    code += "print([name for name in ('numba', 'numpy', 'pyarrow') if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
