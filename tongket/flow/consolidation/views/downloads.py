"""What the page of an event shows, as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tongket.core.phrasing.report import flash_report
from tongket.core.rollup.combine.statement import Question
from tongket.core.rollup.figures import Statement
from tongket.flow.consolidation import queries
from tongket.flow.consolidation.views.addresses import address_of
from tongket.flow.consolidation.views.caching import by_content
from tongket.flow.consolidation.views.files import as_file, known_kind, language
from tongket.flow.consolidation.views.wrong import says_what_is_wrong
from tongket.flow.organisation.actors import Actor, Request, public
from tongket.formats.writing import write
from tongket.formats.writing.figures import figures_json
from tongket.formats.writing.figures_csv import figures_csv

_DATA = {"json": figures_json, "csv": figures_csv}


@require_safe
@public
@says_what_is_wrong
@by_content
def download(request: Request, actor: Actor, case: str, event: str, moment: str, suffix: str) -> HttpResponse:
    """The report of a moment as docx, PDF, xlsx or HTML; its figures as CSV or JSON. ?lang= chooses the language."""
    known_kind(suffix)
    on_map, unit = request.GET.get("map") or None, request.GET.get("unit") or None
    question = queries.ask(actor, case, event=event, as_of=moment, on_map=on_map, unit=unit)
    data = _written(question, queries.public_figures(question), suffix, language(request))
    return as_file(data, _name(question), suffix)


def _written(question: Question, statement: Statement, suffix: str, lang: str) -> bytes:
    if suffix in _DATA:
        return _DATA[suffix](statement, lang)
    charts = queries.report_charts(question, statement, lang)
    document = flash_report(statement, lang=lang, made_on=question.as_of.day, charts=charts)
    return write(document, suffix)


def _name(question: Question) -> str:
    """ "yagi-2024-09-11-1330", with the unit where it is not the country."""
    address = address_of(question)
    moment = address.moment.replace("T", "-").replace(":", "")
    return "-".join(part for part in (question.case.name, moment, address.unit) if part)
