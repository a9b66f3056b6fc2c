"""Events as the first page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tongket.core.phrasing.moments import local_moment, moment_words
from tongket.flow.returns.queries import CaseListed, EventListed


@dataclass(frozen=True, slots=True)
class EventShown:
    """An event: its title, its newest moment in words, its first figure."""

    title: str
    url: str
    moment: str
    moments: int
    lead: str
    loaded_at: datetime


def shown(case: CaseListed, event: EventListed, lead: str, lang: str) -> EventShown:
    """The event in the reader's language; the id of the event where a case has several is part of its address only."""
    return EventShown(
        title=case.titles.get(lang) or case.title,
        url=reverse("consolidation:event", args=(event.case, event.event)),
        moment=moment_words(local_moment(event.newest, case.timezone), lang),
        moments=event.moments,
        lead=lead,
        loaded_at=case.loaded_at,
    )
