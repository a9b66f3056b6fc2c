"""The committee's own words in a round's report."""

from __future__ import annotations

from django.db.models import Max

from tongket.flow.consolidation.models import PeriodText
from tongket.flow.organisation.actors import Actor
from tongket.flow.returns.queries.accepted import RoundRead, rounds_read


def own_words(actor: Actor, read: RoundRead) -> dict[str, str]:
    """By part, the newest words where there are any. Whoever reads the round's figures reads them."""
    rows = PeriodText.objects.filter(round__in=rounds_read(actor, read))
    newest = rows.order_by().values("part").annotate(newest=Max("pk")).values("newest")
    return {part: text for part, text in rows.filter(pk__in=newest).values_list("part", "text") if text}
