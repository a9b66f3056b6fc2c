"""What is on the screen as a file, and new moments as a feed."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tongket.core.phrasing.report import flash_report
from tongket.core.rollup.combine.statement import Question
from tongket.core.rollup.figures import Statement
from tongket.flow.consolidation import queries
from tongket.flow.consolidation.views.addresses import address_of
from tongket.flow.consolidation.views.caching import by_content
from tongket.flow.consolidation.views.wrong import says_what_is_wrong
from tongket.flow.organisation.actors import Actor, Request, lang_of, public
from tongket.formats.writing import FORMATS, write
from tongket.formats.writing.figures import figures_json
from tongket.formats.writing.figures_csv import figures_csv

_DATA = {"json": ("application/json", figures_json), "csv": ("text/csv; charset=utf-8", figures_csv)}
_PAPERS = ("docx", "pdf", "xlsx", "html")
_SHOWN = ("json", "html")  # what a browser shows by itself; the others are saved


@require_safe
@public
@says_what_is_wrong
@by_content
def download(request: Request, actor: Actor, case: str, event: str, moment: str, suffix: str) -> HttpResponse:
    """The report of a moment as docx, PDF, xlsx or HTML; its figures as CSV or JSON. ?lang= chooses the language."""
    if suffix not in _DATA and suffix not in _PAPERS:
        raise Http404(suffix)
    on_map, unit = request.GET.get("map") or None, request.GET.get("unit") or None
    question = queries.ask(actor, case, event=event, as_of=moment, on_map=on_map, unit=unit)
    lang = request.GET.get("lang", "")
    lang = lang if lang in ("vi", "en") else lang_of()
    media_type, data = _written(question, queries.public_figures(question), suffix, lang)
    response = HttpResponse(data, content_type=media_type)
    kind = "inline" if suffix in _SHOWN else "attachment"
    response.headers["Content-Disposition"] = f'{kind}; filename="{_name(question)}.{suffix}"'
    return response


def _written(question: Question, statement: Statement, suffix: str, lang: str) -> tuple[str, bytes]:
    if suffix in _DATA:
        media_type, writer = _DATA[suffix]
        return media_type, writer(statement, lang)
    charts = queries.report_charts(question, statement, lang)
    document = flash_report(statement, lang=lang, made_on=question.as_of.day, charts=charts)
    return FORMATS[suffix], write(document, suffix)


def _name(question: Question) -> str:
    """ "yagi-2024-09-11-1330", with the unit where it is not the country."""
    address = address_of(question)
    moment = address.moment.replace("T", "-").replace(":", "")
    return "-".join(part for part in (question.case.name, moment, address.unit) if part)
