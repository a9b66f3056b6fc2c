"""Figures kept by the stamps of what they rest on: a deed changes a stamp, so kept figures are never stale.

Only figures are kept, never who may see them: that is asked of the database every time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.core.cache import caches

from tongket import __version__
from tongket.core.forms.consolidated import PeriodFigures
from tongket.flow.organisation.queries import units_digest

if TYPE_CHECKING:
    from tongket.flow.consolidation.queries.periods import PeriodQuestion

_KEPT_FOR = 3_600  # seconds; the stamps are what keeps them true, this only frees memory


def kept(question: PeriodQuestion, stamps: Mapping[str, str], make: Callable[[], PeriodFigures]) -> PeriodFigures:
    """The figures of the question, made once while nothing that they rest on changes."""
    read = question.round
    parts = (
        __version__, units_digest(read.root), str(read.id), question.unit, question.map_day.isoformat(),
        question.engine.__module__, *(f"{period} {stamp}" for period, stamp in sorted(stamps.items())),
    )  # fmt: skip
    key = "period-" + hashlib.sha256("\0".join(parts).encode()).hexdigest()
    found: PeriodFigures | None = caches["pages"].get(key)
    if found is None:
        found = make()
        caches["pages"].set(key, found, _KEPT_FOR)
    return found
