"""What is done with a round's consolidated report: its words written, published for everybody, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tongket.core.forms.model import Part
from tongket.core.text import in_lines
from tongket.flow.consolidation.models import PeriodText
from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor
from tongket.flow.returns.models import Round
from tongket.flow.returns.queries.accepted import kept_round

LONGEST = 20_000  # characters of one part


class TooLong(ValueError):
    """Words of more than LONGEST characters."""


@transaction.atomic
def write_words(*, round: int, words: Mapping[Part, str], by: Actor, at: datetime) -> tuple[Part, ...]:
    """Put the committee's own words in place of those of the units, part by part; empty ones take them back.

    Parts whose words stand already are left alone; the others are told. Raises NotYours for whoever is not a
    secretary of the committee, TooLong.
    """
    row = kept_round(by, round)
    changed = []
    for part, text in words.items():
        clean = in_lines(text)
        if len(clean) > LONGEST:
            raise TooLong(part.value)
        last = PeriodText.objects.filter(round=row, part=part.value).order_by("-number").first()
        if clean == (last.text if last else ""):
            continue
        number = last.number + 1 if last else 1
        PeriodText.objects.create(round=row, part=part.value, number=number, text=clean, by=by.label, at=at)
        changed.append(part)
    if changed:
        data = {"period": row.period, "parts": [part.value for part in changed]}
        record(by=by.label, at=at, verb="write words", kind="round", id=str(row.pk), data=data)
    return tuple(changed)


@transaction.atomic
def publish_round(*, round: int, by: Actor, at: datetime) -> bool:
    """Let everybody see the figures of a round; False where they were published already.

    Raises NotYours for whoever is not a secretary of the committee.
    """
    return _set(kept_round(by, round), published=True, verb="publish", by=by, at=at)


@transaction.atomic
def withdraw_round(*, round: int, by: Actor, at: datetime) -> bool:
    """Show the figures of a round to the committee alone again; False where they were not published.

    Raises NotYours for whoever is not a secretary of the committee.
    """
    return _set(kept_round(by, round), published=False, verb="withdraw", by=by, at=at)


def _set(row: Round, *, published: bool, verb: str, by: Actor, at: datetime) -> bool:
    if row.published == published:
        return False
    row.published = published
    row.save(update_fields=["published"])
    record(by=by.label, at=at, verb=verb, kind="round", id=str(row.pk), data={"period": row.period})
    return True
