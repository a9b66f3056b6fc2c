"""Task tables: which column holds the task, the lead, the support, the time, the product; and a task for each row.

Reads tables whose head names such columns, also where the head stands on another page than the rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from tongket.core.extraction.bodies import read_bodies
from tongket.core.extraction.deadlines import read_cell
from tongket.core.extraction.flat import Flat
from tongket.core.extraction.model import LIKELY, Assignment, Due, quote

_ROLES = (
    ("lead", re.compile(r"chủ trì|cơ quan thực hiện|đơn vị thực hiện|đơn vị chủ|cơ quan, đơn vị thực hiện"
                        r"|cơ quan chủ|đơn vị, địa phương thực hiện|người thực hiện|phụ trách"
                        r"|phân công thực hiện|cơ quan tham mưu|đơn vị tham mưu|đơn vị đầu mối|cơ quan đầu mối")),
    ("support", re.compile(r"phối hợp")),
    ("due", re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|hạn |lộ trình|thời điểm")),
    ("product", re.compile(r"sản phẩm|kết quả|đầu ra|hình thức")),
    ("task", re.compile(r"nhiệm vụ|nội dung|công việc|hoạt động|tên |giải pháp|đề án|chương trình|văn bản|chỉ tiêu")),
)  # fmt: skip
_COUNT = re.compile(r"(?:tt|stt|số tt|số thứ tự)\b")
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[ivx]{1,5}|[a-z])[.)]?$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the working copy; `start:end` spans all its paragraphs."""

    column: int
    start: int
    end: int


def read_tables(flat: Flat, day: date | None) -> list[Assignment]:
    """The assignments of all task tables, in order."""
    tables: dict[int, dict[int, dict[int, Cell]]] = defaultdict(lambda: defaultdict(dict))
    for line in flat.lines:
        block = line.block
        if block.table < 0:
            continue
        row = tables[block.table][block.row]
        known = row.get(block.column)
        row[block.column] = Cell(block.column, known.start if known else line.start, line.end)
    found: list[Assignment] = []
    head: dict[str, int] = {}
    width = 0
    for number in sorted(tables):
        rows = tables[number]
        for at in sorted(rows):
            columns = _head(flat, rows[at])
            if columns:
                head, width = columns, max(rows[at]) + 1
                rows = {n: row for n, row in rows.items() if n > at}
                break
        else:
            if not head or max((max(row) for row in rows.values()), default=0) + 1 != width:
                continue  # neither a head of its own nor the shape of the table before
        found += _rows(flat, rows, head, width, day)
    return found


def _head(flat: Flat, row: dict[int, Cell]) -> dict[str, int]:
    """What each column holds, where this row is the head of a task table; empty where it is not."""
    columns: dict[str, int] = {}
    for cell in row.values():
        low = flat.low[cell.start : cell.end]
        if len(low) > 90 or _COUNT.match(low):
            continue
        for role, pattern in _ROLES:
            if pattern.search(low) and role not in columns:
                columns[role] = cell.column
                break
    return columns if "lead" in columns and "task" in columns and len(row) >= 3 else {}


def _rows(
    flat: Flat, rows: dict[int, dict[int, Cell]], head: dict[str, int], width: int, day: date | None
) -> list[Assignment]:
    found: list[Assignment] = []
    above: dict[int, Cell] = {}
    for number in sorted(rows):
        row = rows[number]
        cells = {c: cell for c, cell in row.items() if flat.text[cell.start : cell.end].strip(" .-")}
        if len(cells) < min(2, width) or (
            len(cells) == 2 and 0 in cells and 1 in cells and width > 3 and head["task"] == 1
        ):
            continue  # a line that heads a group
        if max(row) + 1 < width:
            cells = _beside(flat, cells, above, max(row) + 1, width)
        else:
            above = dict(cells)
        task, lead = cells.get(head["task"]), cells.get(head["lead"])
        if task is None or lead is None or task.start == lead.start:
            continue
        leads = cell_bodies(flat, lead.start, lead.end, day.year if day else 0)
        if not leads or task.end - task.start < 6:
            continue
        support = cells.get(head.get("support", -1))
        when = cells.get(head.get("due", -1))
        product = cells.get(head.get("product", -1))
        due = read_cell(flat.text, flat.low, when.start, when.end, day) if when else None
        found.append(
            Assignment(
                task.start,
                task.end,
                leads,
                cell_bodies(flat, support.start, support.end, day.year if day else 0) if support else (),
                due,
                quote(flat.text, product.start, product.end) if product else None,
                LIKELY,
            )
        )
    return found


def _beside(flat: Flat, cells: dict[int, Cell], above: dict[int, Cell], size: int, width: int) -> dict[int, Cell]:
    """A row with fewer cells: those at its left were merged with the row above, so it is set to the right."""
    first = cells.get(0)
    if first and _NUMBER.match(flat.low[first.start : first.end]):
        return cells
    shift = width - size
    moved = {c + shift: cell for c, cell in cells.items()}
    return {**{c: cell for c, cell in above.items() if c < shift}, **moved}


def cell_bodies(flat: Flat, start: int, end: int, year: int) -> tuple[str, ...]:
    """The bodies that a cell or slot lists, parted by commas, semicolons, dashes or lines."""
    names: dict[str, None] = {}
    at = start
    while at < end:
        while at < end and flat.text[at] in " -+;,.•\n":
            at += 1
        stop = flat.text.find("\n", at, end)
        stop = end if stop < 0 else stop
        bodies = read_bodies(flat.text, flat.low, at, stop, year) if at < stop else None
        if bodies is None:
            nxt = min((i for i in (flat.text.find(c, at, stop) for c in ";,") if i >= 0), default=stop)
            name = flat.text[at:nxt].strip(" .-")
            if name and name[0].isupper() and len(name) < 90 and len(name.split()) < 13:
                names[name] = None
            at = nxt + 1
            continue
        names.update(dict.fromkeys(bodies.names))
        at = max(bodies.end, at + 1)
        rest = flat.text[at:stop].lstrip()
        if rest and rest[0] not in ",;.-+(" and not rest.lower().startswith(("và ", "sở ", "ubnd ", "các ", "bộ ")):
            nxt = min((i for i in (flat.text.find(c, at, stop) for c in ";,") if i >= 0), default=stop)
            at = nxt + 1
    return tuple(names)


def cell_due(flat: Flat, start: int, end: int, day: date | None) -> Due | None:
    """When a slot of running text says ("Thời gian thực hiện: …")."""
    return read_cell(flat.text, flat.low, start, end, day)
