"""One figure of the body in official sentences: total, parts, change, units in falling order, who reported."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tongket.core.pages.model import Run
from tongket.core.phrasing.context import Context, plain
from tongket.core.phrasing.coverage import carried_over, coverage
from tongket.core.phrasing.groups import SHORT_WORDS, Item, items
from tongket.core.phrasing.lines import Line, text_of
from tongket.core.phrasing.notes import (
    BELOW,
    note_sentence,
    read_amount,
    read_text,
    reading_sentence,
    short_word,
    unit_name,
    worth_telling,
)
from tongket.core.phrasing.numbers import amount, number
from tongket.core.phrasing.phrases import join, lower_first, upper_first
from tongket.core.phrasing.published import published, published_amounts, suspect_totals
from tongket.core.phrasing.shares import Share, change, reading_of, shares, total
from tongket.core.rollup.figures import Figure, Note, NoteKind, Statement
from tongket.core.rollup.model import Indicator, OverUnits
from tongket.core.text import fold

MOST_UNITS = 12  # a longer list goes on in the annex


def figure_sentence(statement: Statement, indicator: str, lang: str) -> str:
    """Everything that the body says of an indicator, as plain text without footnotes; "" where nothing is known.

    A part of a sum (dead) is told with its sum (dead and missing). KeyError for an unknown indicator.
    """
    figure = statement.figure(indicator)
    item = next(i for i in items(statement.figures) if figure in (i.figure, *i.parts))
    return text_of(item_runs(plain(statement, lang), item)) if is_told(item) else ""


def is_told(item: Item) -> bool:
    """Whether the body has something to say of it: a value, a published total, or why there is no value."""
    return any(
        figure.value is not None or figure.published or any(n.kind == NoteKind.NOT_COMPARABLE for n in figure.notes)
        for figure in (item.figure, *item.parts)
    )


def item_runs(context: Context, item: Item) -> tuple[Run, ...]:
    """The paragraph of an item, its footnotes added to the context's."""
    line = Line(context.footnotes)
    line.add(context.say("name", name=item.figure.indicator.name(context.lang)), bold=True)
    units = _Units(context, item)
    if item.figure.value is None:
        amounts = published_amounts(context, item)
        text = context.say("no_local" if amounts else "not_comparable", amount=amounts)
        notes = [*suspect_totals(context, (item.figure, *item.parts)), *units.notes_elsewhere()]
        return line.noted(text, notes).add(".").finish()
    line.noted(_total(context, item), units.notes_elsewhere())
    line.add(change_words(context, item.figure))
    units.write(line)
    line.add(".")
    for sentence in (parts_change(context, item), coverage(context, item.figure)):
        line.add(f" {sentence}" if sentence else "")
    published(context, item, line)
    return line.finish()


def headline(context: Context, item: Item) -> str:
    """The figure as the first sentence of a report tells it: "296 người chết, mất tích (155 người chết, …), tăng …"."""
    return f"{_total_in_words(context, item)}{_parts(context, item)}{change_words(context, item.figure)}"


def change_words(context: Context, figure: Figure) -> str:
    """ ", tăng 4 người so với báo cáo trước (11 giờ ngày 11/9)"; "" where there is nothing before.

    Where nobody has reported since, the moments that the figure stands for say more than that it did not change.
    """
    moved = change(figure)
    age = None if moved else carried_over(context, figure)
    if age:
        oldest, newest = (context.words(moment) for moment in age)
        oldest = oldest.removeprefix("hết ")  # "từ ngày 09/9 đến hết ngày 10/9"
        key = "stands_since" if age[0] != age[1] else "stands_at"
        return ", " + context.say(key, oldest=oldest, moment=newest)
    if moved is None or figure.previous_as_of is None:
        return ""
    key = "increase" if moved > 0 else "decrease" if moved < 0 else "unchanged"
    return ", " + context.say(key, moment=context.moment(figure.previous_as_of), **_amounts(context, moved, figure))


def parts_change(context: Context, item: Item) -> str:
    """How each part moved since the same report before; "" where no part did or one is not known."""
    changes = [(part, change(part)) for part in item.parts if part.previous_as_of == item.figure.previous_as_of]
    told = [(part, moved) for part, moved in changes if moved is not None]
    if not told or len(told) != len(item.parts) or not any(moved for _, moved in told):
        return ""
    words = [
        context.say(
            "part_increase" if moved > 0 else "part_decrease" if moved < 0 else "part_unchanged",
            name=lower_first(part.indicator.name(context.lang)),
            **_amounts(context, moved, part),
        )
        for part, moved in told
    ]
    return context.say("parts_change", changes=", ".join(words))


def _amounts(context: Context, moved: Decimal, figure: Figure) -> dict[str, str]:
    size = abs(moved)
    return {
        "amount": amount(size, figure.indicator, context.lang),
        "number": number(size, context.lang, figure.indicator.decimals),
    }


def _total(context: Context, item: Item) -> str:
    value = total(item.figure) or Decimal(0)
    text = read_amount(context, value, item.figure.indicator, reading_of(item.figure.contributors))
    return text + _parts(context, item)


def _total_in_words(context: Context, item: Item) -> str:
    """Total and name in one: "296 người chết, mất tích"; the name first where they do not join."""
    indicator, value = item.figure.indicator, total(item.figure) or Decimal(0)
    text = read_amount(context, value, indicator, reading_of(item.figure.contributors))
    name = lower_first(indicator.name(context.lang))
    if indicator.unit_of_measure == "person" and context.lang == "en":
        return f"{text} {context.say('headline_be_one' if abs(value) == 1 else 'headline_be')}{name}"
    word = indicator.unit_words.get("vi", "")
    for start in (f"số {word} ", f"{word} "):
        if word and context.lang == "vi" and name.startswith(start):
            return f"{text} {name.removeprefix(start)}"
    return context.say("headline_other", name=name, amount=text)


def _parts(context: Context, item: Item) -> str:
    """ " (155 người chết, 141 người mất tích)", with what is not split; "" for a figure without parts."""
    told = [part_words(context, part.indicator, value) for part in item.parts if (value := total(part)) is not None]
    if item.figure.unsplit > 0:
        size = item.figure.unsplit
        told.append(context.say("unsplit_total", **_amounts(context, size, item.figure)))
    return f" ({', '.join(told)})" if told else ""


def part_words(context: Context, indicator: Indicator, value: Decimal) -> str:
    """A part with its unit of measure: "155 người chết"."""
    return context.say(
        "part_total" if indicator.id in SHORT_WORDS else "part_named",
        word=short_word(context, indicator),
        amount=amount(value, indicator, context.lang),
        number=number(value, context.lang, indicator.decimals),
    )


class _Units:
    """The units of an item: the list in falling order, and the footnotes that hang at them."""

    def __init__(self, context: Context, item: Item) -> None:
        self.context, self.item = context, item
        self.shares = [share for share in shares(item.figure) if share.value]
        self.inside = [share for share in self.shares if not share.outside]
        self.parts = [(part, {share.key: share for share in shares(part)}) for part in item.parts]
        self.summed = item.figure.indicator.over_units is OverUnits.SUM
        self.sentences = self._sentences()

    def write(self, line: Line) -> None:
        """Add the list to the line: units, the rest, then bodies outside the tree."""
        outside = self.shares[len(self.inside) :]
        if self.inside and not self._only_itself():
            self._write_inside(line, alone=not outside)
        if outside:
            self._write_list(line, self.context.say("besides"), outside)

    def notes_elsewhere(self) -> list[str]:
        """Sentences of notes on no unit of the list: they hang at the total."""
        listed = self.item.figure.value is not None and not self._only_itself()
        placed = {share.key for share in self.shares} if listed else set()
        return [text for key, text in self.sentences if key not in placed]

    def _only_itself(self) -> bool:
        """Whether the list would only repeat the unit that the report is about."""
        return len(self.inside) == 1 and fold(self.inside[0].name) == fold(self.context.statement.unit)

    def _write_inside(self, line: Line, *, alone: bool) -> None:
        first = self.inside[0]
        if self.summed and alone and len(self.inside) == 1 and first.value == total(self.item.figure):
            line.add(self.context.say("all_in")).noted(first.name, self._notes_at([first]))
            return
        annex = self.context.annex("units")
        long = annex and len(self.inside) > MOST_UNITS + 1  # one more is as soon named as counted
        shown = self.inside[:MOST_UNITS] if long else self.inside
        self._write_list(line, self.context.say("of_which" if self.summed else "namely"), shown)
        rest = self.inside[len(shown) :]
        if rest:
            line.noted(self._rest(rest, annex or ""), self._notes_at(rest))

    def _write_list(self, line: Line, lead: str, units: Sequence[Share]) -> None:
        line.add(lead)
        for position, share in enumerate(units):
            line.add(", " if position else "")
            line.noted(self._unit(share, with_word=position == 0), self._notes_at([share]))

    def _rest(self, rest: Sequence[Share], annex: str) -> str:
        value = sum((share.value for share in rest), Decimal(0))
        one = "_one" if len(rest) == 1 else ""
        return self.context.say(
            "rest" if self.summed else "rest_no_sum",
            count=len(rest),
            localities=self.context.say(f"localities{one}"),
            annex=annex,
            **_amounts(self.context, value, self.item.figure),
        )

    def _unit(self, share: Share, *, with_word: bool) -> str:
        """ "Lào Cai 155 người (53 chết, 102 mất tích)"; the unit of measure only where `with_word`, in Vietnamese."""
        indicator, lang = self.item.figure.indicator, self.context.lang
        percent = indicator.unit_words.get(lang, indicator.unit_of_measure).startswith("%")
        bare = number(share.value, lang, indicator.decimals)
        text = amount(share.value, indicator, lang) if percent or (with_word and lang == "vi") else bare
        read = read_text(self.context, text, reading_of(share.contributors))
        return f"{share.name} {read}{self._unit_parts(share)}"

    def _unit_parts(self, share: Share) -> str:
        told: list[str] = []
        known = Decimal(0)
        for part, by_key in self.parts:
            if share.key in by_key and by_key[share.key].value:
                value = by_key[share.key].value
                known += value
                word = short_word(self.context, part.indicator)
                text = number(value, self.context.lang, part.indicator.decimals)
                told.append(f"{text} {word}" if part.indicator.id in SHORT_WORDS else f"{word} {text}")
        if self.item.figure.unsplit > 0 and share.value > known:
            text = number(share.value - known, self.context.lang, self.item.figure.indicator.decimals)
            told.append(self.context.say("unsplit", number=text))
        return f" ({', '.join(told)})" if told else ""

    def _notes_at(self, units: Sequence[Share]) -> list[str]:
        keys = {share.key for share in units}
        return [text for key, text in self.sentences if key in keys]

    def _sentences(self) -> list[tuple[str, str]]:
        """Every sentence of a footnote with the key of its unit, "" where it has none: figure by figure."""
        found: list[tuple[str, str]] = []
        for figure in (self.item.figure, *self.item.parts):
            for note in figure.notes:
                if note.kind != NoteKind.NO_LIST and worth_telling(note):
                    text = note_sentence(self.context, figure, note, parts=self.item.parts)
                    found.append((self._place(note), text))
            for share in shares(figure):
                found += [(share.key, reading_sentence(self.context, figure.indicator, c)) for c in share.contributors]
        found += [(share.key, self._members(share)) for share in self.inside]
        return [(key, text) for key, text in found if text]

    def _members(self, share: Share) -> str:
        """Which former or smaller units make up a unit's figure, where no note says so already."""
        members = [c for c in share.contributors if c.value]
        told = {NoteKind.FROM_CHILDREN, NoteKind.FORMER_UNIT}
        noted = any(n.kind in told and self._place(n) == share.key for n in self.item.figure.notes)
        same = len(members) == 1 and fold(members[0].unit).endswith(fold(share.name))
        if not members or noted or same or not self.summed:
            return ""
        indicator = self.item.figure.indicator
        names = [
            f"{unit_name(self.context, c.unit, c.level)} {read_amount(self.context, c.value, indicator, c.reading)}"
            for c in sorted(members, key=lambda c: -c.value)
        ]
        return upper_first(self.context.say("composed", unit=share.name, members=join(self.context.lang, names)))

    def _place(self, note: Note) -> str:
        """The unit of the list that a note hangs at, "" for none. Of units added up, `level` is that of the parts."""
        unit, level = note.unit, "" if note.kind == NoteKind.FROM_CHILDREN else note.level
        for share in self.shares:
            if share.name == unit and level not in BELOW:
                return share.key
            if any(c.unit == unit and (not level or c.level == level) for c in share.contributors):
                return share.key
        return ""
