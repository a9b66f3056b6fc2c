"""Whose turn a return is, read off its row."""

from __future__ import annotations

from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Obligation

WITH_THE_UNIT = (Stage.NOT_BEGUN, Stage.DRAFT, Stage.RETURNED)


def why_shut(row: Obligation) -> str:
    """Why the unit cannot write now: "stage" (it is with somebody else), "locked" (the round is closed), "" if it can.

    A round that is locked takes what was reopened for one unit.
    """
    if row.stage not in WITH_THE_UNIT:
        return "stage"
    return "locked" if row.round.locked and not row.reopened else ""
