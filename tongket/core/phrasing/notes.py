"""Every kind of note as one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from tongket.core.phrasing.context import Context
from tongket.core.phrasing.groups import SHORT_WORDS
from tongket.core.phrasing.moments import short_date
from tongket.core.phrasing.numbers import amount
from tongket.core.phrasing.phrases import join, lower_first
from tongket.core.phrasing.shares import APPROXIMATE
from tongket.core.rollup.figures import Contributor, Figure, Note, NoteKind
from tongket.core.rollup.model import Indicator

BELOW = ("district", "commune")
READINGS_TOLD = ("sum_of_parts", "single_case", "as_printed_suspect")


def note_sentence(context: Context, figure: Figure, note: Note, *, parts: Sequence[Figure] = ()) -> str:
    """What a note tells, in one sentence that also stands alone. `parts` names what an unsplit sum lacks.

    ValueError for a kind that is not in `NoteKind`.
    """
    if note.kind == NoteKind.CONTRADICTION:
        return _contradiction(context, figure, note)
    if note.kind == NoteKind.SET_ASIDE:
        return _set_aside(context, figure, note)
    if note.kind == NoteKind.UNSPLIT:
        return _unsplit(context, figure, note, parts)
    if note.kind == NoteKind.NEAREST_MAP:
        return nearest_map(context, note)
    key = _KEYS.get(note.kind)
    if key is None:
        raise ValueError(f"unknown kind of note {note.kind!r}")
    if note.kind == NoteKind.SUSPECT and note.unit and note.unit != context.statement.unit:
        key = "note_suspect_unit"
    values = [amount(value, figure.indicator, context.lang) for value in note.values] or [""]
    return context.say(
        key,
        name=figure.indicator.name(context.lang),
        unit=note.unit if note.kind == NoteKind.FROM_CHILDREN else unit_name(context, note.unit, note.level),
        below=context.say(f"below_{note.level}" if note.level in BELOW else "below"),
        amount=read_text(context, values[0], next(iter(note.readings), "")),
        own=values[0],
        sum=values[-1],
        refs=context.refs(note.sources),
    )


def worth_telling(note: Note) -> bool:
    """Whether a note changes what a reader thinks: a body that added nothing needs no word."""
    return note.kind not in (NoteKind.OUTSIDE, NoteKind.FORMER_UNIT) or not note.values or any(note.values)


def nearest_map(context: Context, note: Note) -> str:
    """The sentence on a map that is not recorded; a note of the whole statement."""
    if not note.as_of:
        return context.say("note_nearest_map_undated")
    return context.say("note_nearest_map", date=short_date(context.local(note.as_of).day, context.lang))


def reading_sentence(context: Context, indicator: Indicator, contributor: Contributor) -> str:
    """What a reader must know of how a figure was printed; "" where the words beside it say enough."""
    if contributor.reading not in READINGS_TOLD or not contributor.value:
        return ""
    return context.say(
        f"reading_{contributor.reading}",
        name=indicator.name(context.lang),
        unit=unit_name(context, contributor.unit, contributor.level),
        amount=amount(contributor.value, indicator, context.lang),
    )


def read_amount(context: Context, value: Decimal, indicator: Indicator, reading: str | None) -> str:
    """A value with its unit and the word of its reading: "trên 1.600 lồng, bè"."""
    return read_text(context, amount(value, indicator, context.lang), reading)


def read_text(context: Context, text: str, reading: str | None) -> str:
    """A printed value with the word of its reading, "gần" or "trên"; alone where it is exact."""
    return context.say(str(reading), amount=text) if reading in APPROXIMATE else text


def unit_name(context: Context, unit: str, level: str) -> str:
    """The unit's name; districts and communes say their level, which their names alone do not."""
    key = f"level_{level}"
    return context.say(key, unit=unit) if level in BELOW else unit


_KEYS = {
    NoteKind.FROM_CHILDREN: "note_from_children",
    NoteKind.CHILDREN_DIFFER: "note_children_differ",
    NoteKind.OUTSIDE: "note_outside",
    NoteKind.FORMER_UNIT: "note_former_unit",
    NoteKind.NOT_COMPARABLE: "note_not_comparable",
    NoteKind.NO_LIST: "note_no_rows",
    NoteKind.SUSPECT: "note_suspect",
    NoteKind.SMALL: "note_small",
}


def _contradiction(context: Context, figure: Figure, note: Note) -> str:
    told = [
        read_amount(context, value, figure.indicator, reading)
        for value, reading in zip_longest(note.values, note.readings[: len(note.values)])
    ]
    aside = [text for text in dict.fromkeys(told[1:]) if text != told[0]]
    return context.say(
        "note_contradiction" if aside else "note_contradiction_same",
        name=figure.indicator.name(context.lang),
        unit=unit_name(context, note.unit, note.level),
        moment=context.moment(note.as_of or context.statement.as_of),
        counted=told[0],
        others=join(context.lang, aside),
        refs=context.refs(note.sources),
    )


def _set_aside(context: Context, figure: Figure, note: Note) -> str:
    told = [
        read_amount(context, value, figure.indicator, reading)
        for value, reading in zip_longest(note.values, note.readings[: len(note.values)])
    ]
    return context.say(
        "note_set_aside",
        name=figure.indicator.name(context.lang),
        unit=unit_name(context, note.unit, note.level),
        moment=context.moment(note.as_of or context.statement.as_of),
        others=join(context.lang, list(dict.fromkeys(told))),
        refs=context.refs(note.sources),
    )


def _unsplit(context: Context, figure: Figure, note: Note, parts: Sequence[Figure]) -> str:
    names = [short_word(context, part.indicator) for part in parts]
    return context.say(
        "note_unsplit",
        unit=unit_name(context, note.unit, note.level),
        amount=amount(sum(note.values[:1], Decimal(0)), figure.indicator, context.lang),
        into=context.say("note_unsplit_into", names=join(context.lang, names)) if names else "",
        refs=context.refs(note.sources),
    )


def short_word(context: Context, indicator: Indicator) -> str:
    """The word of a part inside brackets: "chết"; the indicator's name where it has none."""
    words = SHORT_WORDS.get(indicator.id, {})
    return words.get(context.lang) or lower_first(indicator.name(context.lang))
