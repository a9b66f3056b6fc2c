"""A return to fill in with Excel and bring back: what would change is shown before it is saved."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongket.core.forms.cells import Cell, Cells
from tongket.core.forms.model import Section
from tongket.core.forms.narratives import TooLong, read_narrative
from tongket.core.forms.numbers import STATE_WORDS, WrongAnswer, read_answer, written
from tongket.core.forms.rules import figures
from tongket.core.forms.wording import cell_name
from tongket.core.rollup.amounts import unit_word
from tongket.flow.organisation.actors import READERS, Actor, Request, lang_of, open_to
from tongket.flow.returns.queries.filling import Sheet
from tongket.flow.returns.queries.filling import sheet as read_sheet
from tongket.flow.returns.views.filling import showing
from tongket.flow.returns.views.filling.page import WRITERS, frame, why
from tongket.formats.reading.checks import MB
from tongket.formats.reading.refusals import Refused
from tongket.formats.reading.return_sheet import MAX_WORKBOOK, Filled, read_return_sheet
from tongket.formats.writing.return_sheet import Line, Paragraphs, return_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@open_to(*READERS)
def download(request: Request, actor: Actor, id: int) -> HttpResponse:
    """The return as a workbook."""
    sheet, lang = read_sheet(actor, id), lang_of()
    period = sheet.period.name(lang)
    content = return_workbook(
        str(sheet.id),
        (sheet.regime, f"{sheet.unit_name}, {period}"),
        {f"{number}. {each.title}": _lines(sheet, each, lang) for number, each in enumerate(sheet.content.sections, 1)},
        [Paragraphs(text.key, text.title, sheet.narratives.get(text.key, "")) for text in sheet.content.narratives],
        lang,
        request.at,
    )
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.period}-{sheet.unit}.xlsx"'
    return response


def _lines(sheet: Sheet, section: Section, lang: str) -> list[Line]:
    now, before, year = (figures(sheet.content, cells) for cells in (sheet.cells, sheet.before, sheet.year_before))
    found = []
    for entry in section.entries:
        for cell in entry.asked.cells():
            stands = sheet.stands(cell.id)
            found.append(
                Line(
                    cell.id, cell_name(sheet.content, cell.id, lang), unit_word(cell, lang), cell.decimals,
                    not cell.formula,
                    _state(sheet.cells, cell.id, lang) or now[cell.id],
                    _state(sheet.before, cell.id, lang) or before[cell.id],
                    _state(sheet.year_before, cell.id, lang) or year[cell.id],
                    stands.explanation if stands else "", stands.comment if stands else "",
                )
            )  # fmt: skip
    return found


def _state(cells: Cells, key: str, lang: str) -> str:
    cell = cells.get(key)
    return STATE_WORDS[cell.state][lang] if cell is not None and cell.state is not None else ""


@require_POST
@open_to(*WRITERS)
def upload(request: Request, actor: Actor, id: int) -> HttpResponse:
    """What a workbook would change; nothing is saved before the person has seen it."""
    sheet = read_sheet(actor, id)
    if sheet.shut == "other":
        raise Http404
    context: dict[str, Any] = {**frame(request, sheet), "wrong": why(sheet.shut)}
    sent = request.FILES.get("file")
    try:
        if not context["wrong"] and sent is None:
            context["wrong"] = _("Choose a file first.")
        elif not context["wrong"] and sent is not None:
            if (sent.size or 0) > MAX_WORKBOOK:
                raise Refused("too-big", limit=MAX_WORKBOOK // MB)
            filled = read_return_sheet(sent.read(), lang_of())
            if filled.identity != str(id):
                context["wrong"] = _(
                    "This workbook belongs to another return. Download the one of this return and fill that in."
                )
            else:
                context |= _compared(sheet, filled)
    except Refused as refused:
        context["wrong"] = refused.told(lang_of())
    return render(request, "returns/fill_upload.html", context)


def _compared(sheet: Sheet, filled: Filled) -> dict[str, Any]:
    """Rows that would change, and those that cannot be read. An empty cell of the workbook changes nothing."""
    lang = lang_of()
    changes, refused = [], []
    for key, cell in ((c.id, c) for _s, _e, c in sheet.content.rows() if not c.formula and c.id in filled.cells):
        text, *words = filled.cells[key]
        explanation, comment = (each.strip() for each in words)
        stands = sheet.stands(key)
        try:
            answer = read_answer(text, cell, lang) or stands
        except WrongAnswer as wrong:
            refused.append({"name": cell_name(sheet.content, key, lang), "text": wrong.say(lang)})
            continue
        if answer is None:
            new = Cell(comment=comment, explanation=explanation) if comment or explanation else None
        else:
            new = answer.saying(
                comment=comment or (stands.comment if stands else ""),
                explanation=explanation or (stands.explanation if stands else ""),
            )
        if new is not None and new != stands:
            changes.append(_change(sheet, key, stands, new))
    return {"changes": changes, **_texts(sheet, filled, refused), "base": showing.base(sheet)}


def _change(sheet: Sheet, key: str, stands: Cell | None, new: Cell) -> dict[str, Any]:
    cell, lang = sheet.content.indicators[key], lang_of()
    return {
        "key": key,
        "name": cell_name(sheet.content, key, lang),
        "was": written(stands, cell, lang),
        "now": written(new, cell, lang),
        "comment": new.comment,
        "explanation": new.explanation,
    }


def _texts(sheet: Sheet, filled: Filled, refused: list[dict[str, str]]) -> dict[str, Any]:
    changes = []
    for text in sheet.content.narratives:
        try:
            said = read_narrative(filled.texts.get(text.key, ""), text)
        except TooLong as wrong:
            refused.append({"name": text.title, "text": wrong.say(lang_of())})
            continue
        if said and said != sheet.narratives.get(text.key, ""):
            changes.append({"key": text.key, "name": text.title, "now": said})
    return {"texts": changes, "refused": refused}
