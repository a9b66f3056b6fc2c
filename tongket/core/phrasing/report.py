"""The flash report (báo cáo nhanh): from a statement of figures to an official paper.

Layout and its texts follow annex I of Nghị định 30/2020/NĐ-CP; what only the clerk or the signer can give
(number, place, position, name) stays open.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

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
    Table,
)
from tongket.core.phrasing.context import Context, collect_sources
from tongket.core.phrasing.coverage import field_of, reported_anything, units_word
from tongket.core.phrasing.groups import COMMON_NOUNS, OTHERS, Group, Item, grouped, opening_item
from tongket.core.phrasing.lines import Line
from tongket.core.phrasing.moments import long_date, short_date
from tongket.core.phrasing.notes import nearest_map
from tongket.core.phrasing.numbers import bare_number, roman
from tongket.core.phrasing.phrases import check_language, lower_first
from tongket.core.phrasing.sentences import headline, is_told, item_runs
from tongket.core.phrasing.shares import difference
from tongket.core.phrasing.source_tables import compared_figures, reconciliation_table, sources_table
from tongket.core.phrasing.unit_tables import unit_tables
from tongket.core.rollup.figures import Note, NoteKind, Statement

BULLET = "- "
_GAP = "\u00a0" * 8  # room for a number written by hand; kept by every format
_OPEN_PLACE = "……………"


def flash_report(
    statement: Statement,
    *,
    lang: str,
    made_on: date,
    number: str = "",
    symbol: str = "",
    place: str = "",
    superior: str = "",
    issuer: str = "",
    nation: str = "",
    motto: str = "",
    signature: Sequence[str] = (),
    signer: str = "",
    recipients: Sequence[str] = (),
    bases: Sequence[str] = (),
    charts: Sequence[Block] = (),
) -> Document:
    """The flash report of a statement, in Vietnamese ("vi") or English ("en"); ValueError for another language.

    `made_on` is the date of the paper. `number` is the whole line ("Số: 12/BC-PCTT"); without it the number
    stays open and `symbol` ("PCTT") follows the kind. `issuer` defaults to the case's publisher, `signature`
    to the head of the agency, `nation` and `motto` to those of Viet Nam, `recipients` to the superior, the
    leaders and the file copy. `charts` (see `chart_blocks`) make an annex of their own, before the sources.
    """
    check_language(lang)
    context = _context(statement, lang, with_charts=bool(charts))
    issuer = issuer or dict(statement.publisher).get(lang, "")
    body = tuple(_body(context))
    number = number or context.say("number", gap=_GAP, symbol=f"-{symbol}" if symbol else "")
    attached = context.say(
        "attached" if issuer else "attached_no_issuer",
        kind=context.say("kind").capitalize(),
        number=bare_number(number),
        date=long_date(made_on, lang).removeprefix("ngày "),
        issuer=issuer,
    )
    day = long_date(made_on, lang)
    return Document(
        lang=lang,
        letterhead=Letterhead(
            superior=superior,
            issuer=issuer or context.say("no_issuer"),
            nation=nation or context.say("nation"),
            motto=motto or context.say("motto"),
            number=number,
            place_and_date=context.say("place_and_date", place=place or _OPEN_PLACE, date=day),
        ),
        kind=context.say("kind"),
        title=report_title(statement, lang),
        body=body,
        signature=Signature(tuple(signature) or (context.say("signer"),), signer),
        recipients=Recipients(context.say("recipients"), tuple(recipients) or _recipients(context, superior)),
        created=made_on,
        annexes=tuple(_annexes(context, attached, charts)),
        footnotes=tuple(context.footnotes.found),
        bases=tuple(bases),
    )


def report_title(statement: Statement, lang: str) -> str:
    """ "Tình hình thiệt hại do bão số 3 (Yagi), tháng 9 năm 2024 (tính đến 13 giờ 30 phút ngày 11/9/2024)"."""
    context = Context(statement, check_language(lang))
    titles = dict(statement.titles)
    title = titles.get(lang) or titles.get("vi") or statement.case
    losses = field_of(context) == "losses"
    first = title.partition(" ")[0].lower()
    title = lower_first(title) if losses and first in COMMON_NOUNS else title
    title = context.say("title_losses" if losses else "title_other", title=title)
    if statement.unit_level != "country":
        title = context.say("title_in_unit", title=title, unit=statement.unit)
    return context.say("title_as_of", title=title, moment=context.moment(statement.as_of, full=True))


def _context(statement: Statement, lang: str, *, with_charts: bool) -> Context:
    """A context that knows which annexes the report will have, and numbers them."""
    plain = Context(statement, lang)
    sources = collect_sources(statement)
    present = (
        ("units", bool(unit_tables(plain))),
        ("reconciliation", bool(compared_figures(statement))),
        ("charts", with_charts),
        ("sources", bool(sources.addresses)),
    )
    names = [name for name, there in present if there]
    labels = tuple((name, plain.say("annex", roman=roman(n))) for n, name in enumerate(names, start=1))
    return Context(statement, lang, sources, annexes=labels)


def _body(context: Context) -> list[Block]:
    groups = [
        (group, told)
        for group, members in grouped(context.statement.figures)
        if (told := [item for item in members if is_told(item)])
    ]
    sections: list[tuple[str, list[Block]]] = [("situation", _situation(context))]
    if groups:
        sections.append(("losses" if field_of(context) == "losses" else "figures", _groups(context, groups)))
    sections.append(("about_figures", _about_figures(context)))
    blocks: list[Block] = []
    for position, (key, section) in enumerate(sections, start=1):
        blocks += [Heading(1, f"{roman(position)}. {context.say(key)}"), *section]
    return blocks


def _situation(context: Context) -> list[Block]:
    """The opening: as of when, the first figure, who reported, on which map."""
    statement = context.statement
    moment = context.moment(statement.as_of, full=True)
    first = opening_item(context.statement.figures)
    line = Line(context.footnotes)
    if first is None:
        line.add(context.say("as_of_nothing", moment=moment))
    else:
        line.add(context.say("as_of", moment=moment)).add(headline(context, first), bold=True).add(".")
    return [Paragraph(line.finish()), Paragraph((Run(" ".join(_scope(context))),))]


def _scope(context: Context) -> list[str]:
    statement = context.statement
    told: list[str] = []
    reported = reported_anything(context)
    expected = max((figure.units_expected for figure in statement.figures), default=0)
    if reported and expected >= reported:
        told.append(context.say("covers", reported=reported, expected=expected, units=units_word(context, expected)))
    elif reported:
        told.append(context.say("covers_some", reported=reported, units=units_word(context, reported)))
    told += [_statement_note(context, note) for note in statement.notes] or [_map(context)]
    for name in ("units", "sources"):
        if annex := context.annex(name):
            told.append(context.say(f"see_{name}", annex=annex))
    return told


def _map(context: Context) -> str:
    chosen = context.statement.map
    if chosen == "as-it-was":
        return context.say("map_as_it_was")
    return context.say("map", date=short_date(date.fromisoformat(chosen), context.lang))


def _statement_note(context: Context, note: Note) -> str:
    """A note on the statement as a whole; ValueError for a kind that only a figure can have."""
    if note.kind != NoteKind.NEAREST_MAP:
        raise ValueError(f"a note of kind {note.kind!r} belongs to a figure, not to the statement")
    return nearest_map(context, note)


def _groups(context: Context, groups: Sequence[tuple[Group, list[Item]]]) -> list[Block]:
    """The figures group by group; a case with the general group alone needs no heading for it."""
    blocks: list[Block] = []
    for position, (group, members) in enumerate(groups, start=1):
        if len(groups) > 1 or group is not OTHERS:
            blocks.append(Heading(2, f"{position}. {group.names[context.lang]}"))
        blocks += [Paragraph(item_runs(context, item), BULLET) for item in members]
    return blocks


def _about_figures(context: Context) -> list[Block]:
    """Agreement with published totals, what is not known, and that figures may change."""
    told = [_compared(context), _not_known(context), context.say("closing")]
    return [Paragraph((Run(text),)) for text in told if text]


def _compared(context: Context) -> str:
    """ "Đối chiếu với số công bố cùng thời điểm (Phụ lục II): 3 chỉ tiêu khớp." """
    figures = compared_figures(context.statement)
    compared = [figure for figure in figures if figure.complete_list and figure.value is not None]
    counts = {
        "compared_agree": sum(not difference(figure) for figure in compared),
        "compared_differ": sum(bool(difference(figure)) for figure in compared),
        "compared_no_list": len(figures) - len(compared),
    }
    results = [context.say(key, count=count) for key, count in counts.items() if count]
    annex = context.annex("reconciliation")
    return context.say("compared", annex=annex, results="; ".join(results)) if annex else ""


def _not_known(context: Context) -> str:
    """Indicators of which nothing at all is known, in one sentence."""
    names = [
        lower_first(figure.indicator.name(context.lang))
        for _, members in grouped(context.statement.figures)
        for item in members
        if not is_told(item)
        for figure in (item.figure, *item.parts)
    ]
    return context.say("missing_figures", names="; ".join(names)) if names else ""


def _recipients(context: Context, superior: str) -> tuple[str, ...]:
    first = (context.say("to_superior", superior=superior),) if superior else ()
    return (*first, context.say("to_leaders"), context.say("file_copy"))


def _annexes(context: Context, attached: str, charts: Sequence[Block]) -> list[Annex]:
    """The annexes in their order, as numbered in the context."""
    tables: dict[str, tuple[Block | Table | None, ...]] = {
        "units": unit_tables(context),
        "reconciliation": (reconciliation_table(context),),
        "sources": (sources_table(context),),
        "charts": tuple(charts),
    }
    return [
        Annex(
            label=label,
            title=context.say(f"annex_{name}"),
            attached_to=attached,
            blocks=tuple(block for block in tables[name] if block is not None),
            landscape=name not in ("sources", "charts"),
        )
        for name, label in context.annexes
    ]
