"""An installation that may be read only: the pass is compiled in each process, and nothing is said or broken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import tongket

ASK = """
from tongket.core.rollup.engines.matrix.fused import Block, Plan
from tongket.core.rollup.engines.matrix.fused.memory import ColumnMemory
from tongket.core.rollup.model import Indicator, Kind, OverTime
from tongket.core.rollup.query import Era, Query
from tongket.core.rollup.tables import table_of
asked = Indicator("dead", {}, "", kind=Kind.FLOW, over_time=OverTime.SUM)
query = Query((asked,), (Era(("p",)),), {"r": None, "a": "r", "b": "r"}, {"p": frozenset("ab")})
values = ColumnMemory.of_tables({"p": table_of({("a", "dead"): 3, ("b", "dead"): 4})})
print(Block(Plan(query, [("p",)]), values).numbers(0).tolist())
"""


def test_no_folder_for_what_was_compiled(tmp_path: Path) -> None:
    """Files stand where Numba would make its folders: also root cannot write there."""
    core = tmp_path / "tongket" / "core"
    shutil.copytree(Path(tongket.__file__).parent / "core", core, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tongket" / "__init__.py").touch()
    (core / "rollup" / "engines" / "matrix" / "fused" / "__pycache__").touch()
    (tmp_path / "home").touch()
    environment = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    environment |= {"PYTHONPATH": str(tmp_path), "HOME": str(tmp_path / "home"), "PYTHONDONTWRITEBYTECODE": "1"}
    environment["XDG_CACHE_HOME"] = str(tmp_path / "home" / "cache")
    command = [sys.executable, "-W", "error", "-c", ASK]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (0, "[[7, 3, 4]]\n", "")
