"""New moments of an event as an Atom feed (RFC 4287)."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tongket.core.periods.moments import Moment
from tongket.core.phrasing.context import plain
from tongket.core.rollup.combine.statement import Question
from tongket.core.rollup.figures import Statement
from tongket.flow.consolidation import queries
from tongket.flow.consolidation.views.addresses import address_of
from tongket.flow.consolidation.views.caching import by_content
from tongket.flow.consolidation.views.display.figures import lead
from tongket.flow.consolidation.views.wrong import says_what_is_wrong
from tongket.flow.organisation.actors import Actor, Request, lang_of, public

_NEWEST = 20  # entries: who reads feeds looks in more often than that


@require_safe
@public
@says_what_is_wrong
@by_content
def feed(request: Request, actor: Actor, case: str, event: str) -> HttpResponse:
    """The newest moments, each with its opening sentence and its page."""
    question = queries.ask(actor, case, event=event)
    lang = lang_of()
    own = question.case.moments(question.event)[-_NEWEST:]
    told = queries.public_figures_at(question, own)
    entries = [_entry(request, question, moment, statement, lang) for moment, statement in zip(own, told, strict=True)]
    here = request.build_absolute_uri()
    page = request.build_absolute_uri(address_of(question).page)
    title = dict(question.case.titles).get(lang) or question.case.name
    text = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">\n'
        f"<id>{escape(here)}</id>\n<title>{escape(title)}</title>\n<updated>{_time(own[-1])}</updated>\n"
        f"<author><name>{escape(dict(question.case.publisher).get(lang) or title)}</name></author>\n"
        f'<link rel="self" href={quoteattr(here)}/>\n<link href={quoteattr(page)}/>\n'
        f"{''.join(reversed(entries))}</feed>\n"
    )
    return HttpResponse(text.encode(), content_type="application/atom+xml; charset=utf-8")


def _entry(request: Request, question: Question, moment: Moment, statement: Statement, lang: str) -> str:
    context = plain(statement, lang)
    page = request.build_absolute_uri(address_of(question).with_(map="").at(moment, question.case.timezone).page)
    return (
        f"<entry><id>{escape(page)}</id><title>{escape(context.moment(statement.as_of, full=True))}</title>"
        f"<updated>{_time(moment)}</updated><link href={quoteattr(page)}/>"
        f"<summary>{escape(lead(context))}</summary></entry>\n"
    )


def _time(moment: Moment) -> str:
    return moment.instant.strftime("%Y-%m-%dT%H:%M:%SZ")
