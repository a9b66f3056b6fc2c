"""Rounds of the small cycle with returns that were accepted, for tests of what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from tests.flow.returns.cycle import Cycle
from tongket.core.forms.cells import Cell, cells_as_json
from tongket.core.rollup.model import State
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Filing, FormVersion, Obligation, Round

NOTHING, NOT_APPLICABLE = State.NOTHING_TO_REPORT, State.NOT_APPLICABLE
Said = Mapping[str, int | State]


def accept(
    owed: Obligation, said: Said, narratives: Mapping[str, str] | None = None, *, late: bool = False,
    version: FormVersion | None = None,
) -> Filing:  # fmt: skip
    """One more revision of a unit's return, filed and accepted."""
    filing = Filing.objects.create(
        obligation=owed,
        number=owed.filed + 1,
        form_version=version or owed.round.form_version,
        cells=cells_as_json({k: Cell(state=v) if isinstance(v, State) else Cell(v) for k, v in said.items()}),
        narratives=dict(narratives or {}),
        late=late,
        by="account:lan",
        at=datetime(2026, 11, 20 if late else 18, 3, tzinfo=UTC),
    )
    owed.filed = owed.accepted = filing.number
    owed.stage = Stage.ACCEPTED
    owed.save()
    return filing


def earlier(cycle: Cycle, period: str, said: Mapping[str, Said], version: FormVersion | None = None) -> Round:
    """A round of a month before, in which those units had to report and did."""
    year, month = map(int, period.split("-"))
    start = date(year - 1, 12, 15) if month == 1 else date(year, month - 1, 15)
    cut_off = date(year, month, 14)
    made = Round.objects.create(
        regime=cycle.regime, period=period, form_version=version or cycle.round.form_version, first_day=start,
        cut_off=cut_off, opened=datetime(year, month, 16, tzinfo=UTC),
    )  # fmt: skip
    due = datetime(year, month, 19, 10, tzinfo=UTC)
    for unit, cells in said.items():
        owed = Obligation.objects.create(round=made, unit_id=unit, due=due, stage=Stage.NOT_BEGUN)
        accept(owed, cells, version=version)
    return made


PK = {"households": 1_200, "poor": 60, "trained;sex=female": 30, "trained;sex=male": 12, "accounts": 900}
VP = {"households": 2_000, "poor": 41, "trained;sex=female": 3, "trained;sex=male": 25, "accounts": 2_150}


def two_of_three(cycle: Cycle) -> None:
    """November: Phúc Khánh in time, Văn Phú late, Yên Bái nothing; October: the first two, a little less."""
    earlier(
        cycle,
        "2026-10",
        {
            "pk25": {**PK, "poor": 64, "trained;sex=female": 20, "accounts": 800},
            "vp25": {**VP, "poor": 41, "trained;sex=female": NOTHING, "accounts": 2_000},
            "yb25": {"households": 3_100, "poor": 22, "accounts": 3_000},
        },
    )
    accept(
        cycle.owed["pk25"],
        PK,
        {"done": "Xã tổ chức 02 lớp tập huấn.", "weak": "Thiếu máy tính.", "ask": "Đề nghị tỉnh cấp máy."},
    )
    accept(cycle.owed["vp25"], VP, {"weak": "Thiếu máy tính.", "next": "Mở thêm lớp buổi tối."}, late=True)
