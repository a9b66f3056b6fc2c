"""Slots: "Đơn vị chủ trì: …", "Thời gian thực hiện: …" below the clauses that they belong to, "Nhiệm vụ: …" before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from tongket.core.extraction import phrases
from tongket.core.extraction.actors import read_support
from tongket.core.extraction.deadlines import read_due
from tongket.core.extraction.flat import Flat
from tongket.core.extraction.model import SURE, Assignment, Due, quote
from tongket.core.extraction.structure import Item
from tongket.core.extraction.tasktables import cell_bodies, cell_due


@dataclass(slots=True)
class _Slots:
    """Clauses that still wait for "Đơn vị chủ trì: …" below them, and what the slots gave so far."""

    clauses: list[Assignment] = field(default_factory=list)
    home: int = -2
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    due: Due | None = None
    product: str | None = None
    open: bool = False


class SlotReader:
    """The part of the walk down the outline that keeps clauses which name nobody until slots come below them."""

    def __init__(self, flat: Flat, items: list[Item], day: date | None) -> None:
        self.flat = flat
        self.items = items
        self.day = day
        self.year = day.year if day else 0
        self.found: list[Assignment] = []
        self.slots = _Slots()
        self.last_line = -1  # the item of the last assignment

    def slot(self, i: int, item: Item, low: str) -> bool:
        """ "Đơn vị chủ trì: …", "Thời gian thực hiện: …" below clauses; "Nhiệm vụ: …" before one."""
        match = phrases.SLOT.match(low)
        if not match or not match[0].strip(" -+*:"):
            return False
        flat = self.flat
        start = item.start + match.end()
        if match["task"]:
            self.close_slots()
            self.slots = _Slots(home=item.parent)
            if item.end - start > 20 and not flat.text[start : item.end].rstrip().endswith(":"):
                self._hold(i, item, start, item.end)
            return True
        if not (match["lead"] or match["support"] or match["due"] or match["product"]):
            return (
                low.startswith(("cơ quan", "đơn vị", "phân công")) and item.end - start < 3 and bool(self.slots.clauses)
            )
        if not self.slots.clauses or (self.found and self.found[-1].start > self.slots.clauses[-1].start):
            return self._late_slot(i, match, start, item.end) or not match["product"]
        self.slots.open = True
        if match["lead"]:
            end = item.end
            if cut := phrases.LED_IN_SLOT.search(flat.low, start, end):
                self.slots.support = read_support(flat, cut.start(), end, self.year) or self.slots.support
                end = cut.start()
            if end > start:
                self.slots.lead = cell_bodies(flat, start, end, self.year)
        elif match["support"]:
            self.slots.support = cell_bodies(flat, start, item.end, self.year)
        elif match["due"]:
            self.slots.due = cell_due(flat, start, item.end, self.day)
        elif match["product"]:
            self.slots.product = quote(flat.text, start, item.end)
        return True

    def _late_slot(self, i: int, match: re.Match[str], start: int, end: int) -> bool:
        """A slot below a clause that has its lead already: "Thời gian hoàn thành: …"."""
        if not self.found or self.found[-1].end > start or i - self.last_line > 3:
            return False
        before = self.found[-1]
        if match["lead"]:
            lead = cell_bodies(self.flat, start, end, self.year)
            self.found[-1] = replace(before, lead=lead or before.lead)
        elif match["due"] and before.due is None:
            self.found[-1] = replace(before, due=cell_due(self.flat, start, end, self.day))
        elif match["support"] and not before.support:
            self.found[-1] = replace(before, support=cell_bodies(self.flat, start, end, self.year))
        elif match["product"] and not before.product:
            self.found[-1] = replace(before, product=quote(self.flat.text, start, end))
        else:
            return False
        return True

    def wait(self, i: int, item: Item, start: int, end: int) -> None:
        """Keeps a clause that names nobody, in case slots come below it."""
        if item.style and end - start > 25 and not phrases.TELLING.match(self.flat.low, start, end):
            self._hold(i, item, item.start, item.end)

    def _hold(self, i: int, item: Item, start: int, end: int) -> None:
        if self.slots.open:
            self.close_slots()
        elif self.slots.clauses and not self._within(i, self.slots.home):
            self.slots = _Slots()
        if not self.slots.clauses and self.slots.home == -2:
            self.slots.home = item.parent
        self.slots.clauses = [c for c in self.slots.clauses if not self._above(c, i)]
        self.slots.clauses.append(Assignment(start, end, ()))

    def _above(self, clause: Assignment, i: int) -> bool:
        """Whether the clause is a heading of this item, and so no clause."""
        at = self.items[i].parent
        while at >= 0:
            if self.items[at].start <= clause.start < self.items[at].end:
                return True
            at = self.items[at].parent
        return False

    def _within(self, i: int, home: int) -> bool:
        at = self.items[i].parent
        while at >= 0:
            if at == home:
                return True
            at = self.items[at].parent
        return home < 0

    def close_slots(self) -> None:
        """Gives the clauses that waited what the slots below them said."""
        slots = self.slots
        if slots.open and slots.lead:
            for clause in slots.clauses:
                flat = self.flat
                own = read_support(flat, clause.start, clause.end, self.year)
                support = tuple(name for name in dict.fromkeys((*slots.support, *own)) if name not in slots.lead)
                due = slots.due or read_due(flat.text, flat.low, clause.start, clause.end, self.day)
                self.found.append(
                    replace(clause, lead=slots.lead, support=support, due=due, product=slots.product, confidence=SURE)
                )
        self.slots = _Slots()
