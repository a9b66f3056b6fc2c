"""The files of the project, as its own tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOW_ORDER = (
    "journal",
    "organisation",
    "documents",
    "tasks",
    "returns",
    "consolidation",
    "conferences",
    "questions",
)


@cache
def kept_files() -> tuple[Path, ...]:
    """What is under version control, or would be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(sorted(ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()))


def modules(*patterns: str) -> Iterator[tuple[str, ast.Module]]:
    """Name and syntax tree of every kept Python file that matches one of the patterns, migrations left out."""
    wanted = {path for pattern in patterns for path in ROOT.glob(pattern)}
    for path in kept_files():
        name = path.relative_to(ROOT)
        if path in wanted and "migrations" not in name.parts:
            yield name.as_posix(), ast.parse(path.read_text(encoding="utf-8"))
