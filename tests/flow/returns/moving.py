"""Returns on their way, for tests: filings made directly, and the people who may stand before them."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.flow.organisation.people import person
from tests.flow.returns.cycle import AT, DUE, Cycle, monthly
from tongket.core.forms.cells import Cell, Cells, cells_as_json
from tongket.core.rollup.model import State
from tongket.flow.organisation.actors import Role
from tongket.flow.organisation.models import Appointment, Committee
from tongket.flow.returns.fields import Deed, Stage
from tongket.flow.returns.models import Filing, Obligation, Step

GOOD: Cells = {
    "households": Cell(1200),
    "poor": Cell(36),
    "trained;sex=female": Cell(14),
    "trained;sex=male": Cell(state=State.NOTHING_TO_REPORT),
    "accounts": Cell(310),
}
TEXTS = {"done": "Đã mở 2 lớp tập huấn.", "weak": "Thiếu máy tính."}
LATER = AT + timedelta(hours=1)


def submit(
    owed: Obligation,
    cells: Cells = GOOD,
    texts: dict[str, str] = TEXTS,
    at: datetime = AT,
    stage: Stage = Stage.SUBMITTED,
    by: str = "lan",
) -> Obligation:
    """A filing of the unit, as it stands after it was submitted."""
    owed.refresh_from_db()
    owed.filed, owed.stage = owed.filed + 1, stage
    Filing.objects.create(
        obligation=owed, number=owed.filed, form_version=owed.round.form_version, cells=cells_as_json(cells),
        narratives=texts, late=at > owed.due, by=f"account:{by}", at=at,
    )  # fmt: skip
    owed.save()
    Step.objects.create(
        obligation=owed, filing=owed.filed, deed=Deed.SUBMIT, by=f"account:{by}", by_name=by.title(), at=at
    )
    return owed


def come_to(stage: Stage, owed: Obligation) -> Obligation:
    """The obligation at that stage, as it comes there."""
    if stage in (Stage.NOT_BEGUN, Stage.DRAFT):
        owed.stage = stage
        owed.save()
        return owed
    submit(owed, stage=stage)
    owed.accepted = 1 if stage is Stage.ACCEPTED else None
    owed.save()
    for deed in {Stage.RETURNED: [Deed.SEND_BACK], Stage.ACCEPTED: [Deed.APPROVE, Deed.ACCEPT]}.get(stage, []):
        Step.objects.create(obligation=owed, filing=1, deed=deed, by="account:thu", by_name="Thu", at=AT)
    return owed


def town() -> Cycle:
    """The small cycle, with everybody who might stand before a return of pk25."""
    cycle = monthly()
    other = Committee.objects.create(
        name="Ban Chỉ huy phòng thủ dân sự", field="Thiên tai", unit_id="lc25", start=DUE.date(), decision="2/QĐ-UBND"
    )
    cycle.accounts |= {
        "head of the neighbour": person("nam", (Role.UNIT_HEAD, "vp25")),
        "head of the province": person("son", (Role.UNIT_HEAD, "lc25")),
        "member": person("thao", (Role.MEMBER, "lc25")),
        "secretary of another province": person("cao", (Role.SECRETARY, "cb")),
        "secretary of another committee": person("khac", (Role.SECRETARY, "lc25", other.pk)),
        "secretary of this committee alone": person("dung", (Role.SECRETARY, "lc25", cycle.committee.pk)),
        "second secretary": person("phuong", (Role.SECRETARY, "lc25")),
    }
    return cycle


def end_roles(cycle: Cycle, name: str) -> None:
    """Somebody no longer holds what they held."""
    Appointment.objects.filter(account=cycle.accounts[name]).update(end=AT.date())
