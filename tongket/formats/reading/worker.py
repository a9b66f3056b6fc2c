"""The other side of a parse: a process of its own with little memory and time, bytes in, blocks out as JSON.

Run as `python -m tongket.formats.reading.worker TYPE`; nothing of it is imported by the parent.
"""

from __future__ import annotations

import json
import resource
import sys

from tongket.core.extraction.model import Text
from tongket.formats.reading.refusals import Refused

MEMORY = 1_500_000_000  # bytes of address space
SECONDS = 60  # of processor time


def main() -> None:
    """Parses standard input as the type that is named, within limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = answer_to(sys.argv[1], sys.stdin.buffer.read())
    except Refused as refused:
        answer = {"refused": refused.code, "details": refused.details}
    except (MemoryError, RecursionError):
        answer = {"refused": "limits", "details": {}}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def answer_to(kind: str, data: bytes) -> dict[str, object]:
    """What is told of a file: its blocks, or as "rows" those of the workbook of a return."""
    if kind == "rows":
        from tongket.formats.reading.return_sheet import rows_of  # noqa: PLC0415 (only this reader's libraries)

        return {"rows": rows_of(data)}
    text = parse(kind, data)
    return {
        "plain": text.plain,
        "blocks": [[b.kind, b.start, b.end, b.page, b.table, b.row, b.column] for b in text.blocks],
    }


def parse(kind: str, data: bytes) -> Text:
    """The blocks of a file of a known type. Each reader is loaded only when it is needed."""
    if kind == "docx":
        from tongket.formats.reading.docx import read_docx  # noqa: PLC0415 (only this reader's libraries)

        return read_docx(data)
    if kind == "pdf":
        from tongket.formats.reading.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data)
    if kind == "xlsx":
        from tongket.formats.reading.sheets import read_xlsx  # noqa: PLC0415

        return read_xlsx(data)
    from tongket.formats.reading.encodings import EncodingRefused, decode  # noqa: PLC0415
    from tongket.formats.reading.html import read_html  # noqa: PLC0415

    try:
        return read_html(decode(data).text)
    except EncodingRefused as refused:
        raise Refused("encoding", detail=str(refused)) from None


if __name__ == "__main__":
    main()
