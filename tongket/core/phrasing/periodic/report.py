"""The periodic report: I. results, II. shortcomings and causes, III. directions and tasks, IV. proposals.

The four parts are those of a periodic report under Nghị định 09/2019/NĐ-CP; layout and its texts follow annex I of
Nghị định 30/2020/NĐ-CP. What only the clerk or the signer can give (number, place) stays open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tongket.core.forms.consolidated import PeriodFigure, PeriodFigures, Told
from tongket.core.forms.model import Part, Section
from tongket.core.pages.model import (
    Annex,
    Block,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Recipients,
    Run,
    Signature,
)
from tongket.core.phrasing.context import Footnotes
from tongket.core.phrasing.lines import Line
from tongket.core.phrasing.moments import long_date, short_date
from tongket.core.phrasing.numbers import bare_number, roman
from tongket.core.phrasing.periodic.narratives import part_blocks, told_blocks
from tongket.core.phrasing.periodic.tables import (
    Local,
    figures_of,
    returns_table,
    section_table,
    unit_tables,
    ways_table,
)
from tongket.core.phrasing.periodic.words import coverage, field_word, notes, parts, sentence
from tongket.core.phrasing.phrases import check_language, say, upper_first
from tongket.core.units.model import Unit

BULLET, UNDER = "- ", "+ "
COUNTRY = "country"
_GAP = "\u00a0" * 8  # room for a number written by hand; kept by every format
_WITHIN = re.compile(r"(trong đó|of which)\b[\s:,]*", re.IGNORECASE)
"""How a form names an indicator that is a part of the one above it."""

_OPEN_PLACE = "……………"
_AFTER = (Part.SHORTCOMINGS, Part.DIRECTIONS, Part.PROPOSALS)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a report says beside its figures.

    `committee` is its name, `seat` the unit at which it sits, `field` what it directs, `basis` the document that
    orders the report. `first` and `last` are the days whose figures the period holds. `signer` is the head on the day
    of the paper, "" where nobody is known.
    """

    committee: str
    seat: Unit
    field: str
    basis: str
    first: date
    last: date
    made_on: date
    signer: str = ""
    number: str = ""
    place: str = ""
    recipients: Sequence[str] = ()


def report_title(of: PeriodFigures, paper: Paper, lang: str) -> str:
    """ "Kết quả công tác chuyển đổi số tháng 11 năm 2026"."""
    title = say(lang, "p_title", field=field_word(paper.field, lang), period=of.period.name(lang))
    if of.unit.key == paper.seat.key or of.unit.level == COUNTRY:
        return title
    return say(lang, "p_title_in_unit", title=title, unit=of.unit.full_name)


def periodic_report(of: PeriodFigures, paper: Paper, *, local: Local, lang: str) -> Document:
    """The report of a period, in Vietnamese ("vi") or English ("en"); ValueError for another language.

    `local` gives the day of a moment on the clocks of the committee.
    """
    check_language(lang)
    footnotes = Footnotes()
    body_ = _body_of_committee(paper.committee, lang)
    superior = "" if paper.seat.level == COUNTRY else say(lang, "p_people_committee", unit=paper.seat.full_name)
    issuer = paper.committee
    day = long_date(paper.made_on, lang)
    tables = _tables(of, local, lang)
    present = [name for name in tables if tables[name]]
    labels = {name: say(lang, "annex", roman=roman(n)) for n, name in enumerate(present, start=1)}
    number = paper.number or say(lang, "number", gap=_GAP, symbol=f"-{_symbol(paper.committee)}")
    attached = say(
        lang, "attached",
        kind=say(lang, "p_kind").capitalize(), number=bare_number(number),
        date=day.removeprefix("ngày "), issuer=issuer,
    )  # fmt: skip
    return Document(
        lang=lang,
        letterhead=Letterhead(
            superior=superior,
            issuer=issuer,
            nation=say(lang, "nation"),
            motto=say(lang, "motto"),
            number=number,
            place_and_date=say(lang, "place_and_date", place=paper.place or _place(paper.seat), date=day),
        ),
        kind=say(lang, "p_kind"),
        title=report_title(of, paper, lang),
        body=tuple(_body(of, paper, labels, footnotes, lang)),
        signature=Signature((say(lang, "p_on_behalf", body=body_.upper()), say(lang, "p_head")), paper.signer),
        recipients=Recipients(say(lang, "recipients"), tuple(paper.recipients) or _recipients(superior, body_, lang)),
        created=paper.made_on,
        annexes=tuple(_annexes(tables, labels, attached, lang)),
        footnotes=tuple(footnotes.found),
    )


def _body(of: PeriodFigures, paper: Paper, labels: Mapping[str, str], footnotes: Footnotes, lang: str) -> list[Block]:
    opening = say(
        lang, "p_opening",
        basis=paper.basis, committee=paper.committee,
        field=field_word(paper.field, lang), period=of.period.name(lang),
        first=short_date(paper.first, lang), last=short_date(paper.last, lang),
    )  # fmt: skip
    blocks: list[Block] = [_text(opening), *(_text(told) for told in coverage(of.coverage, lang))]
    if of.map_day != of.cut_off:
        blocks.append(_text(say(lang, "p_map", day=short_date(of.map_day, lang))))
    if labels:
        told = (say(lang, f"p_see_{name}", annex=label) for name, label in labels.items())
        blocks.append(_text(" ".join(told)))
    blocks += [Heading(1, f"I. {say(lang, 'p_results')}"), *_results(of, footnotes, lang)]
    for number, part in enumerate(_AFTER, start=2):
        blocks += [Heading(1, f"{roman(number)}. {say(lang, f'p_{part.value}')}"), *part_blocks(of, part, lang)]
    closing = say(
        lang, "p_closing",
        field=field_word(paper.field, lang), period=of.period.name(lang), committee=paper.committee,
    )  # fmt: skip
    return [*blocks, _text(closing)]


def _results(of: PeriodFigures, footnotes: Footnotes, lang: str) -> list[Block]:
    """Section by section: sentences, a table, and what units wrote about their results."""
    blocks: list[Block] = []
    noted: set[str] = set()
    shown = [section for section in of.content.sections if section.entries or _told_here(of, section)]
    for number, section in enumerate(shown, start=1):
        blocks.append(Heading(2, f"{number}. {section.title}"))
        blocks += _sentences(of, section, footnotes, noted, lang)
        if (table := section_table(of, section, number, lang)) is not None:
            blocks.append(table)
        if Part.RESULTS.value not in of.edited:
            for told in _told_here(of, section):
                blocks += [Paragraph((Run(f"{told.narrative.title}:", italic=True),)), *told_blocks(told, lang)]
    if of.edited.get(Part.RESULTS.value) or not blocks:
        blocks += part_blocks(of, Part.RESULTS, lang)
    return blocks


def _told_here(of: PeriodFigures, section: Section) -> list[Told]:
    keys = {narrative.key for narrative in section.narratives}
    return [told for told in of.told(Part.RESULTS) if told.narrative.key in keys]


def _sentences(of: PeriodFigures, section: Section, footnotes: Footnotes, told: set[str], lang: str) -> list[Block]:
    """A sentence for each indicator, its cells by category behind it; a footnote tells what it does not cover.

    The same note stands once: the last annex has all of them, indicator by indicator.
    """
    by_key = {figure.key: figure for figure in figures_of(of, section)}
    blocks: list[Block] = []
    for entry in section.entries:
        figure = by_key[entry.indicator.id]
        cells = [by_key[cell.id] for cell in entry.asked.cells()[1:]]
        line = Line(footnotes)
        new = [note for note in notes(figure, lang) if note not in told]
        told.update(new)
        told_of = _with_parts(figure, cells, of, lang)
        within = _WITHIN.match(told_of)
        line.noted(upper_first(told_of[within.end() :]) if within else told_of, new).add(".")
        blocks.append(Paragraph(line.finish(), UNDER if within else BULLET))
    return blocks


def _with_parts(figure: PeriodFigure, cells: list[PeriodFigure], of: PeriodFigures, lang: str) -> str:
    single = [cell for cell in cells if cell.key.count(";") == 1]
    told = parts(single, lang)
    return sentence(figure, of, lang) + (f"; {told}" if told else "")


def _tables(of: PeriodFigures, local: Local, lang: str) -> dict[str, tuple[Block, ...]]:
    """What the annexes hold, by name; empty where there is nothing to tell."""
    units = unit_tables(of, lang)
    marks = Paragraph((Run(say(lang, "p_marks"), italic=True),))
    return {
        "units": (*units, marks) if units else (),
        "returns": tuple(filter(None, (returns_table(of, local, lang),))),
        "ways": tuple(filter(None, (ways_table(of, lang),))),
    }


def _annexes(
    tables: Mapping[str, tuple[Block, ...]], labels: Mapping[str, str], attached: str, lang: str
) -> list[Annex]:
    return [
        Annex(label, say(lang, f"p_annex_{name}"), attached, tables[name], landscape=name == "units")
        for name, label in labels.items()
    ]


def _body_of_committee(name: str, lang: str) -> str:
    """The collegial body for which its head signs: "Ban Chỉ đạo", "Ban Chỉ huy"; else its whole name."""
    words = name.split()
    return " ".join(words[:3]) if lang == "vi" and name.lower().startswith(("ban chỉ đạo", "ban chỉ huy")) else name


def _symbol(name: str) -> str:
    """ "BCĐ" of "Ban Chỉ đạo …": the first letters of the body."""
    return "".join(word[0] for word in _body_of_committee(name, "vi").split()[:4]).upper()


def _place(seat: Unit) -> str:
    return _OPEN_PLACE if seat.level == COUNTRY else seat.name


def _recipients(superior: str, body: str, lang: str) -> tuple[str, ...]:
    first = (say(lang, "to_superior", superior=superior),) if superior else ()
    return (*first, say(lang, "p_to_members", body=body), say(lang, "p_to_reporters"), say(lang, "file_copy"))


def _text(text: str) -> Paragraph:
    return Paragraph((Run(upper_first(text)),))
