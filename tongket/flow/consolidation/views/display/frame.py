"""What every page of an event shows around its figures: title, moments, maps, downloads."""

from __future__ import annotations

from typing import Any

from tongket.core.phrasing.moments import local_moment, moment_words
from tongket.core.rollup.combine.statement import Question
from tongket.flow.consolidation.views.addresses import Address
from tongket.flow.consolidation.views.display.maps import maps_of
from tongket.flow.consolidation.views.display.moments import moments_of

DOWNLOADS = ("docx", "pdf", "xlsx", "csv", "json")


def frame(question: Question, address: Address, lang: str) -> dict[str, Any]:
    """Values for the template, in the reader's language."""
    titles = dict(question.case.titles)
    root = question.case.root
    above = [] if question.unit == root else list(reversed(question.map.ancestors(question.unit)))
    return {
        "address": address,
        "as_of": moment_words(local_moment(question.as_of.text, question.case.timezone), lang),
        "title": titles.get(lang) or titles.get("vi") or question.case.name,
        "publisher": dict(question.case.publisher).get(lang, ""),
        "timezone": question.case.timezone,
        "unit": None if question.unit == root else question.asked,
        "above": [(u, address.with_(unit="" if u.key == root else u.key, sort="").page) for u in above],
        "moments": moments_of(question, address, lang),
        "maps": maps_of(question, address, lang),
        "as_it_was": question.map_day is None,
        "downloads": [(suffix, address.download(suffix)) for suffix in DOWNLOADS],
    }
