"""Any file as text with blocks: looked at, then parsed in a process of its own, or refused with a reason."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tongket.core.extraction.model import Block, Kind, Text
from tongket.formats.reading import tools
from tongket.formats.reading.checks import MAX_FILE, MB, Type, inspect
from tongket.formats.reading.encodings import EncodingRefused, decode
from tongket.formats.reading.plain import read_plain
from tongket.formats.reading.refusals import Refused

_PATIENCE = 90  # seconds by the clock for one parse; the worker stops itself after less processor time


def read_file(path: Path) -> Text:
    """The blocks of a file on disk; its size is looked at before its bytes."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise Refused("too-big", limit=MAX_FILE // MB)
        return read_document(path.read_bytes())
    except OSError:
        raise Refused("missing") from None


def read_document(data: bytes) -> Text:
    """The blocks of a file, whatever its type. Raises `Refused` with a reason that a person can act on."""
    kind = inspect(data)
    if kind is Type.TEXT:
        try:
            text = read_plain(decode(data).text)
        except EncodingRefused as refused:
            raise Refused("encoding", detail=str(refused)) from None
        return _with_words(text)
    if kind is Type.OFFICE:
        data = tools.to_docx(data)
        kind = inspect(data)
    if kind is Type.IMAGE:
        return _with_words(_parse(Type.PDF, tools.recognise(data, ".png")))
    if kind is not Type.PDF:
        return _with_words(_parse(kind, data))
    try:
        return _parse(kind, data)
    except Refused as refused:
        if refused.code != "no-text":
            raise
    return _with_words(_parse(kind, tools.recognise(data, ".pdf")))


def _with_words(text: Text) -> Text:
    if not text.blocks:
        raise Refused("no-text")
    return text


def in_worker(kind: str, data: bytes) -> dict[str, Any]:
    """What the worker answers for a file of that kind; a crash there is a refusal here."""
    command = [sys.executable, "-m", "tongket.formats.reading.worker", kind]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 (this interpreter, fixed words)
    except subprocess.TimeoutExpired:
        raise Refused("limits") from None
    if done.returncode != 0:
        raise Refused("limits" if done.returncode in (-9, -24, 137) or b"MemoryError" in done.stderr else "damaged")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise Refused(answer["refused"], **answer["details"])
    return answer


def _parse(kind: Type, data: bytes) -> Text:
    """One parse in a limited process."""
    answer = in_worker(kind.value, data)
    blocks = tuple(
        Block(Kind(k), start, end, page, table, row, column)
        for k, start, end, page, table, row, column in answer["blocks"]
    )
    return Text(answer["plain"], blocks)
