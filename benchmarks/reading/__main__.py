"""How long extraction takes, in passes of a tokeniser over the same plain text: `python -m benchmarks.reading [DIR]`.

Reading is not counted. Rounds of the two alternate, and the least processor time of each counts, so that a busy
machine does not decide. Prints the ratio; exit code 1 where it is more than the ten that the design allows.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tongket.core.extraction.model import Text
from tongket.core.extraction.stages import extract
from tongket.formats.reading.document import read_file

LIMIT = 10.0
ROUNDS = 9
_TOKEN = re.compile(r"\w+|[^\w\s]")


def _tokenise(texts: list[Text]) -> None:
    for text in texts:
        for _ in _TOKEN.finditer(text.plain):
            pass


def _extract(texts: list[Text]) -> None:
    for text in texts:
        extract(text)


def _seconds(work: Callable[[list[Text]], None], texts: list[Text]) -> float:
    start = time.process_time()
    work(texts)
    return time.process_time() - start


def main() -> int:
    """Measures over the texts of a folder, the shared corpus by default."""
    default = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "texts"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    texts = [read_file(path) for path in sorted(folder.glob("*.txt"))]
    if not texts:
        print(f"no .txt in {folder}", file=sys.stderr)
        return 2
    passes, ours = [], []
    for _ in range(ROUNDS):
        passes.append(_seconds(_tokenise, texts))
        ours.append(_seconds(_extract, texts))
    ratio = min(ours) / min(passes)
    size = sum(len(text.plain) for text in texts)
    print(f"{len(texts)} texts, {size:,} characters: one pass {min(passes):.3f} s, extraction {min(ours):.3f} s")
    print(f"ratio {ratio:.1f} (limit {LIMIT:.0f})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
