"""The official paper as PDF: tagged PDF/A-2a and PDF/UA-1 by typst, with only Tinos embedded."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from tongket.core.pages.model import Annex, Block, Cell, Document, Heading, Paragraph, Picture, Run
from tongket.core.pages.tidy import tidy
from tongket.formats.writing import layout
from tongket.formats.writing.charts import svg
from tongket.formats.writing.grid import LONG_CELL, grid
from tongket.formats.writing.measure import FONTS, advances

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_REGIONS = {"vi": "VN", "en": "GB"}
_PRIVATE_USE = range(0xE000, 0xF900)


def write(document: Document) -> bytes:
    """A PDF of `document` in the layout of annex I of Nghị định 30/2020/NĐ-CP; the same bytes for the same document.

    A character that Tinos lacks is printed as "\N{REPLACEMENT CHARACTER}": PDF/A allows no empty glyph, and no
    other font is embedded. Raises ValueError as `tidy` does.
    """
    compiled = typst.compile(
        _TEMPLATE.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(printable(_data(tidy(document))), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(document.created, time.min, tzinfo=UTC),
        format="pdf",
    )
    if not isinstance(compiled, bytes):
        raise TypeError("typst gave no PDF")
    return compiled


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """Code points that all four faces can show."""
    faces = [set(advances(bold, italic)) for bold in (False, True) for italic in (False, True)]
    return frozenset(set.intersection(*faces) - set(_PRIVATE_USE))


def printable(value: Any) -> Any:
    """`value` with every letter that Tinos lacks replaced, in texts however deep."""
    if isinstance(value, str):
        letters = _letters()
        return "".join(char if ord(char) in letters else "\N{REPLACEMENT CHARACTER}" for char in value)
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(item) for item in value]
    return value


def _data(document: Document) -> dict[str, Any]:
    """All that the template prints, as JSON values."""
    hung: set[int] = set()
    return {
        "layout": _measures(),
        "lang": document.lang,
        "region": _REGIONS.get(document.lang),
        "full_title": layout.full_title(document),
        "letterhead": asdict(document.letterhead),
        "head": asdict(layout.head(document.letterhead)),
        "kind": document.kind.upper(),
        "title_line": asdict(layout.title(document.title)),
        "bases": layout.basis_lines(document.bases),
        "body": _blocks(document.body, hung, landscape=False),
        "signature": {
            "lines": layout.signature_lines(document.signature.lines),
            "name": document.signature.name,
        },
        "recipients": {"title": document.recipients.title, "lines": layout.recipient_lines(document.recipients)},
        "annexes": [_annex(annex, hung) for annex in document.annexes],
        "footnotes": [
            {"number": note.number, "runs": [_holder(run, set()) for run in note.runs]} for note in document.footnotes
        ],
    }


def _measures() -> dict[str, float]:
    """The sizes and lengths of the layout under their lower-case names."""
    return {
        name.lower(): value
        for name, value in vars(layout).items()
        if name.isupper() and isinstance(value, float) and name != "MM"
    }


def _annex(annex: Annex, hung: set[int]) -> dict[str, Any]:
    title = layout.annex_title(annex)
    area = layout.text_area(annex.landscape) - 20
    return {
        "label": annex.label or "—",
        "title": title,
        "title_lines": layout.balanced(title, layout.ANNEX, area, bold=True),
        "attached_lines": layout.balanced(annex.attached_to, layout.ANNEX, area),
        "landscape": annex.landscape,
        "blocks": _blocks(annex.blocks, hung, landscape=annex.landscape, above=1),
    }


def _blocks(blocks: tuple[Block, ...], hung: set[int], *, landscape: bool, above: int = 0) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    level = above
    for block in blocks:
        if isinstance(block, Heading):
            if not block.text.strip():
                continue
            # PDF/UA-1 (7.4.2): no level of heading is skipped.
            level = min(block.level + above, level + 1)
            made.append({"type": "heading", "level": level, "text": block.text})
        elif isinstance(block, Picture):
            made.append(
                {"type": "picture", "svg": svg(block.chart), "alt": block.chart.summary, "caption": block.caption}
            )
        elif isinstance(block, Paragraph):
            runs = [_holder(run, hung) for run in block.runs]
            made.append({"type": "paragraph", "bullet": block.bullet, "runs": runs})
        else:
            set_in = grid(block, layout.text_area(landscape))
            made.append(
                {
                    "type": "table",
                    "caption": block.caption,
                    "size": set_in.size,
                    "widths": set_in.widths,
                    "columns": [{"title": column.title, "numeric": column.numeric} for column in block.columns],
                    "rows": [_row(row, hung, total=number < block.total_rows) for number, row in enumerate(block.rows)],
                }
            )
    return made


def _row(row: tuple[Cell, ...], hung: set[int], *, total: bool) -> dict[str, Any]:
    cells = [{**_holder(cell, hung), "bold": cell.bold or total} for cell in row]
    return {"cells": cells, "long": any(len(cell.text) > LONG_CELL for cell in row)}


def _holder(holder: Run | Cell, hung: set[int]) -> dict[str, Any]:
    """A run or cell; `first` where its footnote hangs here rather than is referred to again."""
    first = holder.note is not None and holder.note not in hung
    if holder.note is not None:
        hung.add(holder.note)
    return {
        "text": holder.text,
        "bold": holder.bold,
        "italic": isinstance(holder, Run) and holder.italic,
        "link": layout.safe_link(holder.link),
        "note": holder.note,
        "first": first,
    }
