"""What the page of a round shows, as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tongket.core.phrasing.periodic.report import periodic_report
from tongket.flow.consolidation import queries
from tongket.flow.consolidation.queries import PeriodQuestion
from tongket.flow.consolidation.views.periods.asking import asked, language
from tongket.flow.organisation.actors import Actor, Request, public
from tongket.formats.writing import FORMATS, write
from tongket.formats.writing.periods import period_csv, period_json

_DATA = {"json": ("application/json", period_json), "csv": ("text/csv; charset=utf-8", period_csv)}
_PAPERS = ("docx", "pdf", "xlsx", "html")
_SHOWN = ("json", "html")  # what a browser shows by itself; the others are saved


@require_safe
@public
def download(request: Request, actor: Actor, round: int, suffix: str) -> HttpResponse:
    """The report of a round as docx, PDF, xlsx or HTML; its figures as CSV or JSON. ?lang= chooses the language."""
    if suffix not in _DATA and suffix not in _PAPERS:
        raise Http404(suffix)
    question, lang = asked(request, actor, round), language(request)
    found = queries.period_figures(actor, question)
    if suffix in _DATA:
        media_type, writer = _DATA[suffix]
        data = writer(found, lang)
    else:
        paper = queries.paper(question, request.at.date())
        media_type = FORMATS[suffix]
        data = write(periodic_report(found, paper, local=queries.local_day, lang=lang), suffix)
    response = HttpResponse(data, content_type=media_type)
    kind = "inline" if suffix in _SHOWN else "attachment"
    response.headers["Content-Disposition"] = f'{kind}; filename="{_name(question)}.{suffix}"'
    return response


def _name(question: PeriodQuestion) -> str:
    """ "bao-cao-3-2026-11", with the unit where it is one of several."""
    read = question.round
    return "-".join(("bao-cao", str(read.regime), str(read.period), *(() if question.whole else (question.unit,))))
