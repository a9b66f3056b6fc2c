"""What the page of a round shows, as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tongket.core.phrasing.periodic.report import periodic_report
from tongket.flow.consolidation import queries
from tongket.flow.consolidation.queries import PeriodQuestion
from tongket.flow.consolidation.views.files import as_file, known_kind, language
from tongket.flow.consolidation.views.periods.asking import asked
from tongket.flow.organisation.actors import Actor, Request, public
from tongket.formats.writing import write
from tongket.formats.writing.periods import period_csv, period_json

_DATA = {"json": period_json, "csv": period_csv}


@require_safe
@public
def download(request: Request, actor: Actor, round: int, suffix: str) -> HttpResponse:
    """The report of a round as docx, PDF, xlsx or HTML; its figures as CSV or JSON. ?lang= chooses the language."""
    known_kind(suffix)
    question, lang = asked(request, actor, round), language(request)
    found = queries.period_figures(actor, question)
    if suffix in _DATA:
        data = _DATA[suffix](found, lang)
    else:
        paper = queries.paper(question, request.at.date())
        data = write(periodic_report(found, paper, local=queries.local_day, lang=lang), suffix)
    return as_file(data, _name(question), suffix)


def _name(question: PeriodQuestion) -> str:
    """ "bao-cao-3-2026-11", with the unit where it is one of several."""
    read = question.round
    return "-".join(("bao-cao", str(read.regime), str(read.period), *(() if question.whole else (question.unit,))))
