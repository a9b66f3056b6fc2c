"""Assignments in running text: who is to do what with whom until when, clause by clause down the outline.

Reads the outline of the body; adds assignments and the draft form. A clause takes its lead from its own subject, from
the order in it, from the heading or introduction above it, or from the slots ("Đơn vị chủ trì: …") under it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from tongket.core.extraction import phrases
from tongket.core.extraction.actors import Actor, find_order, find_subject, led_by, read_actor, read_support
from tongket.core.extraction.deadlines import read_due
from tongket.core.extraction.flat import Flat
from tongket.core.extraction.headings import listed_in_brackets, named_by_heading
from tongket.core.extraction.measures import unit_of
from tongket.core.extraction.model import LIKELY, SURE, Asked, Assignment
from tongket.core.extraction.slots import SlotReader
from tongket.core.extraction.structure import Item, is_heading, rejoined
from tongket.core.extraction.words import is_verb, words_of


@dataclass(slots=True)
class _Context:
    """Whom the items under an item charge, where they do not say so themselves."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    marked: bool = False  # whether a marked item has come under it
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What the running text gave."""

    assignments: tuple[Assignment, ...]
    form: tuple[Asked, ...]


def read_assignments(flat: Flat, items: list[Item], day: date | None, addressed: tuple[str, ...] = ()) -> Read:
    """Assignments and the draft form of these items, in order of the text.

    `addressed` are the bodies behind "Kính gửi": a letter that asks without naming anybody asks them.
    """
    return _Walk(flat, items, day, addressed).read()


class _Walk(SlotReader):
    """One pass down the outline."""

    def __init__(self, flat: Flat, items: list[Item], day: date | None, addressed: tuple[str, ...]) -> None:
        super().__init__(flat, rejoined(flat, items), day)
        self.addressed = addressed
        self.form: list[Asked] = []
        self.contexts: dict[int, _Context] = {}
        self.default = _Context()
        self.asking: tuple[int, int] | None = None  # the item that asks for figures, and its assignment
        self.last_item = -1  # the marked item of the last assignment

    def read(self) -> Read:
        for i, item in enumerate(self.items):
            self._item(i, item)
        self.close_slots()
        return Read(tuple(sorted(self.found, key=lambda a: a.start)), tuple(self.form))

    # one item -----------------------------------------------------------------------------------------------

    def _item(self, i: int, item: Item) -> None:  # noqa: PLR0911 (one kind of line a return)
        flat = self.flat
        low = flat.low[item.start : min(item.end, item.start + 200)]
        text = flat.text[item.start : item.end]
        if not text or low.startswith(("(kèm theo", "(ban hành kèm")):
            return
        if self._idle(i, item, low):
            return
        if self._asked(i, item, low):
            return
        if self.slot(i, item, low):
            return
        context = self._context(i, item)
        if item.style and item.parent >= 0 and (above := self.contexts.get(item.parent)):
            above.marked = True
        if text.isupper() or (len(text) < 12 and " " not in text):
            if item.style in {"roman", "upper", "part"} or not item.style:
                self.default = _Context()
            return
        intro = text.rstrip().endswith(":") and self._introduces(i)
        if self._heading(i, item, text):
            return
        if intro:
            self._introduction(i, item, context)
            return
        self._clauses(i, item, context)

    def _idle(self, i: int, item: Item, low: str) -> bool:
        """Whether the item stands in a section that charges nobody."""
        at = item.parent
        while at >= 0:
            if (above := self.contexts.get(at)) and above.idle:
                introduces = not item.style and self.flat.text[item.end - 1] == ":" and self._introduces(i)
                if introduces and not phrases.AIMS.search(self.flat.low, max(item.start, item.end - 40), item.end):
                    above.idle = False  # "…, thành phố cần thực hiện các nhiệm vụ sau:" ends the telling
                    return False
                return not self._given(item)
            at = self.items[at].parent
        if item.style and item.end - item.start < 140 and phrases.IDLE.match(low) and is_heading(self.flat, item):
            self.contexts[i] = _Context(idle=True)
            return True
        return False

    def _given(self, item: Item) -> bool:
        """Whether a named body is given something to do, in a section that else charges nobody."""
        given = bool(item.style) and self.flat.low.find("giao ", item.start, item.end) >= 0
        order = find_order(self.flat, item.start, item.end, self.year) if given else None
        return (
            order is not None
            and order[0].lead[0][0].isupper()
            and self.flat.low.startswith("giao ", order[1])
            and not phrases.TELLING.match(self.flat.low, item.start, item.end)
        )

    def _context(self, i: int, item: Item) -> _Context:
        """What the item inherits."""
        at = item.parent
        free = not item.style
        while at >= 0:
            above = self.contexts.get(at)
            if above and above.lead:
                return (
                    _Context()
                    if free and above.marked and not _starts_with_verb(self.flat, item.start, item.end)
                    else above
                )
            at = self.items[at].parent
        return self.default if item.style else _Context()

    def _introduces(self, i: int) -> bool:
        """Whether marked items come right behind."""
        return i + 1 < len(self.items) and bool(self.items[i + 1].style)

    def _heading(self, i: int, item: Item, text: str) -> bool:
        """A line that names bodies and nothing else: they lead what stands under it."""
        flat = self.flat
        start = item.start
        match = phrases.HEADED.match(flat.low, start, item.end)
        if match:
            start = match.end()
        if item.end - start > 700 or text.endswith((".", ";")) or (item.end - start > 300 and not text.endswith(":")):
            return False
        named = named_by_heading(flat, start, item.end, self.year) if match and match["role"] and item.style else ()
        if item.style and (named := named or listed_in_brackets(flat, start, item.end, self.year)):
            self._set(i, item, _Context(named))
            return True
        actor = read_actor(flat, start, item.end, self.year)
        if actor is None:
            return False
        rest = flat.text[actor.end : item.end].strip(" .:;*")
        if (rest.startswith("(") and rest.endswith(")")) or (rest.startswith("- ") and len(rest) < 120 and item.style):
            rest = ""
        if rest or actor.follower == "verb" or (not item.style and not text.rstrip().endswith(":")):
            return False
        if i + 1 >= len(self.items) or (not item.style and not self._introduces(i)):
            return False
        self._set(i, item, _Context(actor.lead))
        return True

    def _set(self, i: int, item: Item, context: _Context) -> None:
        if item.style:
            self.contexts[i] = context
        elif item.parent >= 0:
            self.contexts[item.parent] = context
        else:
            self.default = context

    def _introduction(self, i: int, item: Item, context: _Context) -> None:
        """A clause that ends in a colon: its bodies lead the items under it; real work in it is a clause too."""
        flat = self.flat
        actor = self._acting(item.start, item.end)
        lead = actor.lead if actor else ()
        start = item.start
        if actor is None and (inside := find_order(flat, item.start, item.end, self.year)):
            actor, start = inside
            lead = actor.lead
        if actor is None and not context.lead and (actor := find_subject(flat, item.start, item.end, self.year)):
            lead = actor.lead
        if actor and not item.style and not actor.ordered and not phrases.CHARGED.match(flat.low, actor.end, item.end):
            return  # "Ủy ban nhân dân Thành phố có ý kiến như sau:" charges nobody
        lead = lead or context.lead
        if not lead and self.addressed and phrases.ASKED.search(flat.low, item.start, item.end):
            lead = self.addressed
        if not lead:
            return
        support = tuple(
            dict.fromkeys((*read_support(flat, item.start, item.end, self.year), *(() if actor else context.support)))
        )
        asks = bool(phrases.ASKS.search(flat.low, max(item.start, item.end - 300), item.end))
        real = self._real_work(actor, item) and (item.style or actor is None or not actor.ordered)
        if asks or (real and item.style):
            self._add(i, item, start, item.end, lead, support, SURE)
            if asks:
                self.asking = (i, len(self.found) - 1)
        self._set(i, item, _Context(lead, support))

    def _real_work(self, actor: Actor | None, item: Item) -> bool:
        start = actor.end if actor else item.start
        low = self.flat.low[start : item.end].strip()
        low = re.sub(
            r"phối hợp(?: chặt chẽ)? (?:với|cùng) [^:;]*?(?=:|;|$|, (?:chỉ đạo|tổ chức|triển khai|rà soát|xây dựng))",
            "",
            low,
        )
        spent = phrases.GENERIC.match(low)
        return len(low[spent.end() if spent else 0 :].split()) > 9

    # clauses ------------------------------------------------------------------------------------------------

    def _acting(self, start: int, end: int) -> Actor | None:
        actor = read_actor(self.flat, start, end, self.year)
        return actor if actor and actor.follower in {"verb", "colon"} else None

    def _clauses(self, i: int, item: Item, context: _Context) -> None:  # noqa: PLR0912 (one case a branch, as the grammar has them)
        """The assignments of one item: a sentence with a subject of its own begins another."""
        flat = self.flat
        begun: tuple[int, tuple[str, ...], tuple[str, ...], float] | None = None
        current = context.lead
        sentences = self._sentences(item.start, item.end)
        for n, (start, end) in enumerate(sentences):
            actor = self._acting(start, end)
            if actor and actor.follower == "colon" and actor.end + 2 >= end:
                continue
            lead, at, sure = (
                (actor.lead, start, SURE if not actor.ordered else LIKELY) if actor else ((), start, LIKELY)
            )
            if actor is None and not context.lead and not (begun and begun[1]):
                inside = find_order(flat, start, end, self.year)
                if item.style and inside is None and (subject := find_subject(flat, start, end, self.year)):
                    lead, at, sure = subject.lead, start, LIKELY
                if inside and not phrases.TELLING.match(flat.low, start, end):
                    lead, at, sure = inside[0].lead, inside[1] if inside[1] - start > 160 else start, LIKELY
            if (
                not lead
                and not context.lead
                and self.addressed
                and (asked := phrases.ASKED_YOU.search(flat.low, start, end))
            ):
                lead, at = self.addressed, asked.start() if asked.start() - start > 160 else start
            trouble = bool(phrases.TROUBLE.match(flat.low, start, end))
            if trouble and not lead:
                inside = find_order(flat, start, end, self.year)
                named = inside[0] if inside else find_subject(flat, start, end, self.year)
                lead = named.lead if named else ()
            closing = self._is_closing(actor, start, end) if (actor or n) else False
            if closing:
                if begun:
                    self._finish(i, item, begun, start)
                begun = None
                continue
            if begun and not trouble and (not lead or set(lead) == set(begun[1])):
                continue
            if begun:
                self._finish(i, item, begun, at)
                begun = None
            if not lead and not (current or (trouble and self.found and self._same_item(i))):
                if (n == 0 and len(sentences) == 1) or not current:
                    self.wait(i, item, start, end)
                continue
            if not lead and not current:
                current = self.found[-1].lead
            if not lead and n == 0 and not self._does_something(start, end):
                continue
            begun = (
                at,
                lead or current,
                () if lead and actor and not set(lead) <= set(context.lead) else context.support,
                sure,
            )
            current = lead or current
        if begun:
            self._finish(i, item, begun, item.end)

    def _same_item(self, i: int) -> bool:
        return self.last_item == i

    def _sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        at = start
        for match in phrases.SENTENCE.finditer(self.flat.text, start, end):
            stop = match.start() + 1
            if match["other"] and not (self._acting(at, stop) and self._acting(match.end(), end)):
                continue  # a list of bodies goes on behind the semicolon
            if self.flat.text[stop - 2] == "." or self.flat.text.endswith(phrases.NO_END, at, stop):
                continue
            spans.append((at, stop))
            at = match.end()
        spans.append((at, end))
        return spans

    def _does_something(self, start: int, end: int) -> bool:
        """Whether an inheriting clause is one: it has a few words, and is no mere heading and no permission."""
        return end - start > 12 and not self.flat.low.startswith("được phép ", start)

    def _is_closing(self, actor: Actor | None, start: int, end: int) -> bool:
        low = self.flat.low
        if phrases.NOTICE.search(low, actor.end if actor else start, min(end, (actor.end if actor else start) + 90)):
            return True
        if actor is None:
            return False
        return phrases.CLOSING.fullmatch(low[actor.end : end].strip(" ,")) is not None

    def _finish(self, i: int, item: Item, begun: tuple[int, tuple[str, ...], tuple[str, ...], float], end: int) -> None:
        start, lead, inherited, sure = begun
        while end > start and self.flat.text[end - 1] == " ":
            end -= 1
        before = self.found[-1] if self.found else None
        if not item.style and before and self._continues(i, item, before, lead):
            support = tuple(dict.fromkeys((*before.support, *read_support(self.flat, start, end, self.year))))
            due = read_due(self.flat.text, self.flat.low, start, end, self.day) or before.due
            self.found[-1] = replace(before, end=end, support=support, due=due)
            return
        support = tuple(dict.fromkeys((*inherited, *read_support(self.flat, start, end, self.year))))
        if not item.style and item.parent < 0 and not lead:
            return
        self._add(i, item, start, end, lead, support, sure)

    def _continues(self, i: int, item: Item, before: Assignment, lead: tuple[str, ...]) -> bool:
        """Whether a line without a mark goes on with the clause of the marked item above it."""
        if before.start >= item.start or set(lead) != set(before.lead):
            return False
        if phrases.TROUBLE.match(self.flat.low, item.start, item.end):
            return False
        if phrases.TOPIC.match(self.flat.low, item.start, item.end):
            return False  # "Về kinh phí: …" turns to another matter
        at = item.parent
        while at >= 0 and at != self.last_item:
            at = self.items[at].parent
        return at >= 0 and self._acting(item.start, item.end) is not None

    def _add(  # noqa: PLR0917 (a private helper of one pass)
        self, i: int, item: Item, start: int, end: int, lead: tuple[str, ...], support: tuple[str, ...], sure: float
    ) -> None:
        leaders = led_by(self.flat, start, end, self.year)
        if leaders and not set(leaders) & set(lead) and self.flat.low.startswith("phối hợp", start):
            lead, support = leaders, tuple(dict.fromkeys((*lead, *(s for s in support if s not in leaders))))
        support = tuple(name for name in support if name not in lead)
        due = read_due(self.flat.text, self.flat.low, start, end, self.day)
        self.found.append(Assignment(start, end, lead, support, due, None, sure))
        self.slots.clauses = [c for c in self.slots.clauses if not self._above(c, i)]
        self.last_line = i
        self.last_item = i if item.style else item.parent if item.parent >= 0 else i

    # figures asked for --------------------------------------------------------------------------------------

    def _asked(self, i: int, item: Item, low: str) -> bool:
        """Whether the item is an indicator that the introduction above it asks for."""
        if self.asking is None:
            return False
        home, number = self.asking
        asker = self.items[home]
        if (
            not item.style
            or not (item.parent == home or (not asker.style and item.depth >= asker.depth))
            or not phrases.MEASURED.match(low)
        ):
            if item.style and item.depth <= asker.depth:
                self.asking = None
            return False
        flat = self.flat
        stop = self._sentences(item.start, item.end)[0][1]
        value = flat.text[item.start : stop].strip(" .;")
        bracket = re.search(r"(?<=.{15}) ?\((?:trong đó|bao gồm|gồm|kèm)", value)
        name = value[: bracket.start()] if bracket else value
        self.form.append(Asked(name, unit_of(low), item.start, item.start + len(name), LIKELY))
        self.found[number] = replace(self.found[number], end=item.end)
        return True


def _starts_with_verb(flat: Flat, start: int, end: int) -> bool:
    """Whether the clause begins with what is to be done."""
    return is_verb(words_of(flat.text, flat.low, start, min(end, start + 60)), 0)
