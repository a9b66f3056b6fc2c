"""The returns of the demonstration: of a year ago, of last month, and of the month that is under way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tongket.cli.demo import figures
from tongket.core.forms.cells import Cell
from tongket.core.forms.merging import Change
from tongket.core.periods.periods import Period
from tongket.flow.consolidation.actions import publish_round
from tongket.flow.organisation.actors import Actor
from tongket.flow.returns.actions import approving, filling
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.queries.board import board

REMARKS = {"accounts": "Số luỹ kế thấp hơn nhiều so với xã cùng quy mô, đề nghị kiểm tra lại."}
NOTE = "Đề nghị rà soát số tài khoản định danh rồi gửi lại trong ngày."
# How far the returns of the month under way have come, of a hundred communes; the others have not begun.
SHARES = ((Stage.ACCEPTED, 52), (Stage.APPROVED, 14), (Stage.SUBMITTED, 10), (Stage.RETURNED, 3), (Stage.DRAFT, 6))


@dataclass(frozen=True, slots=True)
class Owed:
    """What a commune owes in a round."""

    id: int
    unit: str


def owed_in(round: int, by: Actor, at: datetime) -> tuple[Owed, ...]:
    """All that is owed in a round, in the order of the board."""
    return tuple(Owed(row.obligation, row.unit) for row in board(by, round, at).rows)


def whole(round: int, period: Period, *, left: Sequence[str], by: Actor, at: datetime) -> None:
    """Everybody but those in `left` files, a few of them late, and all is accepted; then it is closed and published."""
    filed = [owed for owed in owed_in(round, by, at) if owed.unit not in left]
    for number, owed in enumerate(filed):
        late = timedelta(days=6 if number % 20 == 7 else 0)
        _file(owed, period, by, at + late)
        approving.approve(obligation=owed.id, by=by, at=at + late)
    approving.accept_clean(round=round, by=by, at=at + timedelta(days=7))
    approving.lock_round(round=round, by=by, at=at + timedelta(days=8))
    publish_round(round=round, by=by, at=at + timedelta(days=8))


def under_way(round: int, period: Period, stages: dict[str, Stage], *, by: Actor, since: datetime) -> None:
    """Each commune as far as its stage, one after the other; `stages` names some, the others follow `SHARES`."""
    others = iter([stage for stage, share in SHARES for _ in range(share)])
    owed = sorted(owed_in(round, by, since), key=lambda each: figures.turn(each.unit, period))
    for number, each in enumerate(owed):
        stage = stages.get(each.unit) or next(others, Stage.NOT_BEGUN)
        _REACH[stage](each, period, by, since + timedelta(minutes=17 * number))


def _save(owed: Owed, period: Period, by: Actor, at: datetime, keys: int | None = None) -> None:
    said = list(figures.values(owed.unit, period).items())[:keys]
    texts = figures.narratives(owed.unit, period) if keys is None else {}
    filling.save_cells(
        obligation=owed.id,
        changes={key: Change(None, Cell(value)) for key, value in said},
        narratives={key: Change("", text) for key, text in texts.items() if text},
        by=by,
        at=at,
    )


def _file(owed: Owed, period: Period, by: Actor, at: datetime) -> None:
    _save(owed, period, by, at)
    filling.submit(obligation=owed.id, by=by, at=at)


def _approve(owed: Owed, period: Period, by: Actor, at: datetime) -> None:
    _file(owed, period, by, at)
    approving.approve(obligation=owed.id, by=by, at=at + timedelta(minutes=5))


def _accept(owed: Owed, period: Period, by: Actor, at: datetime) -> None:
    _approve(owed, period, by, at)
    approving.accept(obligation=owed.id, by=by, at=at + timedelta(minutes=12))


def _send_back(owed: Owed, period: Period, by: Actor, at: datetime) -> None:
    _approve(owed, period, by, at)
    approving.send_back(obligation=owed.id, remarks=REMARKS, note=NOTE, by=by, at=at + timedelta(minutes=12))


_REACH: dict[Stage, Callable[[Owed, Period, Actor, datetime], None]] = {
    Stage.NOT_BEGUN: lambda owed, period, by, at: None,
    Stage.DRAFT: lambda owed, period, by, at: _save(owed, period, by, at, keys=5),
    Stage.SUBMITTED: _file,
    Stage.APPROVED: _approve,
    Stage.RETURNED: _send_back,
    Stage.ACCEPTED: _accept,
}
