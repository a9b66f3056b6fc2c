"""The moments of an event, as a reader chooses among them."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.core.phrasing.moments import local_moment, moment_label, moment_words
from tongket.core.rollup.combine.statement import Question
from tongket.flow.consolidation.views.addresses import Address, moment_slug


@dataclass(frozen=True, slots=True)
class Choice:
    """One moment: its place in an address, its words, the page that shows it."""

    slug: str
    words: str
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Moments:
    """All moments, oldest first, and those beside the one that is shown; None at either end."""

    all: tuple[Choice, ...]
    before: Choice | None
    after: Choice | None
    position: int
    between: bool  # the moment shown is none of the event's own


def moments_of(question: Question, address: Address, lang: str) -> Moments:
    """The moments of the event, each with its link that keeps every other choice."""
    zone = question.case.timezone
    own = question.case.moments(question.event)
    at = local_moment(question.as_of.text, zone)
    found = []
    for moment in own:
        local = local_moment(moment.text, zone)
        found.append(
            Choice(
                slug=moment_slug(moment, zone),
                words=moment_words(local, lang),
                label=moment_label(local, lang, beside=at),
                url=address.at(moment, zone).page,
                current=moment == question.as_of,
            )
        )
    earlier = [n for n, moment in enumerate(own) if moment < question.as_of]
    later = [n for n, moment in enumerate(own) if moment > question.as_of]
    position = next((n for n, choice in enumerate(found) if choice.current), earlier[-1] if earlier else 0)
    return Moments(
        all=tuple(found),
        before=found[earlier[-1]] if earlier else None,
        after=found[later[0]] if later else None,
        position=position,
        between=not any(choice.current for choice in found),
    )
