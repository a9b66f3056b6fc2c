"""The board as a page shows it: counts in words, a bar, filters, groups of rows; and the same as a table for a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongket.core.pages.model import Cell, Column, Document, Letterhead, Recipients, Signature, Table
from tongket.core.phrasing.numbers import number
from tongket.core.rollup.rounding import rounded
from tongket.flow.organisation.actors import lang_of
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.queries.board import Board, Tally, UnitRow, tally
from tongket.flow.returns.views.showing.words import State, came, deed_word, state, to_come

_MOMENT = "H:i, j/n/Y"
LEVELS = ("country", "province", "district", "commune")


@dataclass(frozen=True, slots=True)
class Filter:
    """A link that narrows the rows, and how many it would leave."""

    name: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A unit as a row shows it."""

    row: UnitRow
    state: State
    came: str
    waits: str
    last: str


@dataclass(frozen=True, slots=True)
class Group:
    """The units below one unit, or of one level; without a title where there is only one group."""

    title: str
    said: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the bar: what it stands for, how many units that are, where it begins and how wide it is of 100."""

    name: str
    words: str
    count: int
    start: str
    width: str


_KEEPS: Mapping[str, Callable[[UnitRow], bool]] = {
    "all": lambda row: True,
    "missing": lambda row: row.missing,
    "late": lambda row: row.late,
    "head": lambda row: row.stage is Stage.SUBMITTED,
    "secretary": lambda row: row.stage is Stage.APPROVED,
    "returned": lambda row: row.stage is Stage.RETURNED,
    "accepted": lambda row: row.stage is Stage.ACCEPTED,
}
_ORDER = {stage: place for place, stage in enumerate(Stage)}
_SORTS: Mapping[str, Callable[[UnitRow], tuple[object, ...]]] = {
    "unit": lambda row: (row.sort_text,),
    "state": lambda row: (_ORDER[row.stage], row.sort_text),
    "came": lambda row: (row.came is None, row.came or row.due, row.sort_text),
    "last": lambda row: (row.last is None, -(row.last.at if row.last else row.due).timestamp(), row.sort_text),
}


def filters_of(board: Board, chosen: str) -> tuple[Filter, ...]:
    """The filters with their counts; "all" where the address names none of them."""
    labels = {
        "all": _("all"),
        "missing": _("nothing sent yet"),
        "late": _("late or overdue"),
        "head": _("wait for their head"),
        "secretary": _("wait for the secretary"),
        "returned": _("to be mended"),
        "accepted": _("accepted"),
    }
    chosen = chosen if chosen in _KEEPS else "all"
    counts = {name: sum(map(keeps, board.rows)) for name, keeps in _KEEPS.items()}
    return tuple(Filter(name, labels[name], counts[name], name == chosen) for name in _KEEPS)


def groups_of(board: Board, show: str, sort: str, at: datetime) -> tuple[Group, ...]:
    """The rows that the filter leaves, in the order asked for, by the unit above them where there are several."""
    left = [row for row in board.rows if _KEEPS.get(show, _KEEPS["all"])(row)]
    left.sort(key=_SORTS.get(sort, _SORTS["unit"]))
    parents = {row.parent: row.parent_name for row in board.rows}
    if len(parents) < 2:
        return (Group("", "", tuple(_line(board, row, at) for row in left)),) if left else ()
    groups = []
    for key, name in sorted(parents.items(), key=lambda item: item[1]):
        lines = tuple(_line(board, row, at) for row in left if row.parent == key)
        if lines:
            whole = said(tally(row for row in board.rows if row.parent == key))
            groups.append(Group(name[:1].upper() + name[1:], whole, lines))
    return tuple(groups)


def levels_of(board: Board) -> tuple[tuple[str, str], ...]:
    """Where units of several levels report: each level and its counts."""
    words = {"country": _("Country"), "province": _("Provinces"), "district": _("Districts"), "commune": _("Communes")}
    levels = sorted({row.level for row in board.rows}, key=lambda level: (*LEVELS, level).index(level))
    if len(levels) < 2:
        return ()
    return tuple(
        (words.get(level, level), said(tally(row for row in board.rows if row.level == level))) for level in levels
    )


def said(counts: Tally) -> str:
    """The counts in a sentence: "87 of 99 sent (87.9%): 80 in time, 7 late; 60 accepted; 12 not sent, 4 overdue"."""
    share = Fraction(100 * counts.filed, counts.owed or 1)
    given = {"filed": counts.filed, "owed": counts.owed, "percent": _percent(share), "time": counts.in_time,
             "late": counts.late, "accepted": counts.accepted}  # fmt: skip
    whole = (
        _("%(filed)d of %(owed)d sent (%(percent)s): %(time)d in time, %(late)d late; %(accepted)d accepted") % given
    )
    if not counts.missing:
        return whole
    rest = _("%(missing)d not sent") % {"missing": counts.missing}
    return "; ".join((whole, rest, *([_("%(n)d overdue") % {"n": counts.overdue}] if counts.overdue else [])))


def bar_of(counts: Tally) -> tuple[Stretch, ...]:
    """Accepted, waiting for somebody, to be mended, and the rest, as pieces of 100; the sentence says the same."""
    stages = counts.stages
    pieces = [
        ("accepted", _("accepted"), stages[Stage.ACCEPTED]),
        ("waiting", _("under way"), stages[Stage.SUBMITTED] + stages[Stage.APPROVED]),
        ("returned", _("to be mended"), stages[Stage.RETURNED]),
    ]
    pieces.append(("left", _("the rest"), counts.owed - sum(count for _name, _words, count in pieces)))
    found, start = [], Fraction(0)
    for name, words, count in pieces:
        width = Fraction(100 * count, counts.owed or 1)
        found.append(Stretch(name, words, count, f"{float(start):.3f}", f"{float(width):.3f}"))
        start += width
    return tuple(found)


def reminder(board: Board, title: str) -> str:
    """Lines to copy into a message: who has sent nothing, and who has not sent again; "" where nobody is behind who may
    still send."""
    lines = []
    rows = [row for row in board.rows if row.reopened or not board.locked]
    due = "; ".join(date_format(moment.astimezone(_zone()), _MOMENT) for moment in board.due)
    if missing := [row.name for row in rows if row.missing]:
        given = {"n": len(missing), "title": title, "due": due, "names": "; ".join(missing)}
        told = ngettext(
            "%(n)d unit has not sent yet: %(title)s (due %(due)s): %(names)s.",
            "%(n)d units have not sent yet: %(title)s (due %(due)s): %(names)s.",
            len(missing),
        )
        lines.append(told % given)
    if back := [row.name for row in rows if row.stage is Stage.RETURNED and not row.missing]:
        given = {"n": len(back), "title": title, "names": "; ".join(back)}
        told = ngettext(
            "%(n)d unit has to mend and send again: %(title)s: %(names)s.",
            "%(n)d units have to mend and send again: %(title)s: %(names)s.",
            len(back),
        )
        lines.append(told % given)
    return "\n".join(lines)


def board_table(board: Board, at: datetime) -> Table:
    """Every unit as a row of a table."""
    grouped = len({row.parent for row in board.rows}) > 1
    columns = [Column(_("Row"), 0.4, numeric=True), Column(_("Unit"), 2)]
    columns += [Column(_("Under"), 1.5)] if grouped else []
    columns += [Column(_("Due"), 1.2), Column(_("Where it stands"), 1.6), Column(_("Sent"), 1.2)]
    columns += [Column(_("Early or late"), 1.2), Column(_("Revision"), 0.6, numeric=True), Column(_("Last step"), 2)]
    rows = []
    for place, row in enumerate(board.rows, start=1):
        line = _line(board, row, at)
        cells = [_count(place), Cell(row.name), *([Cell(row.parent_name)] if grouped else [])]
        cells += [Cell(_moment(row.due)), Cell(line.state.words), Cell(_moment(row.came))]
        rows.append((*cells, Cell(line.came or line.waits), _count(row.filed), Cell(line.last)))
    return Table("Board", said(board.tally), tuple(columns), tuple(rows))


def board_document(board: Board, title: str, at: datetime, lang: str) -> Document:
    """The board as a paper that the writers of files take."""
    day = at.astimezone(_zone())
    return Document(
        lang=lang,
        letterhead=Letterhead(board.committee_unit, board.committee, "", "", "", date_format(day, _MOMENT)),
        kind=_("Returns received"),
        title=title,
        body=(board_table(board, at),),
        signature=Signature(()),
        recipients=Recipients("", ()),
        created=day.date(),
    )


def _line(board: Board, row: UnitRow, at: datetime) -> Line:
    waits = _("not received") if board.locked and not row.reopened else to_come(at, row.due)
    return Line(
        row,
        state(row.stage, reopened=row.reopened),
        came(row.came, row.due) if row.came else "",
        "" if row.came else waits,
        f"{deed_word(row.last.deed)}, {row.last.name}, {_moment(row.last.at)}" if row.last else "",
    )


def _percent(share: Fraction) -> str:
    return f"{number(rounded(share, 1), lang_of(), 1)}%"


def _count(value: int) -> Cell:
    return Cell(str(value), Decimal(value))


def _moment(at: datetime | None) -> str:
    return "" if at is None else date_format(at.astimezone(_zone()), _MOMENT)


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
