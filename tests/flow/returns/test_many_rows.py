"""Lists of a secretary: as many queries for thirteen committees with their forms, regimes and rounds as for three."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.flow.returns.cycle import AT, COMMUNES, CONTENT, DUE, Cycle
from tests.flow.returns.moving import town
from tests.flow.returns.visiting import STILL, visitor
from tongket.core.forms.plain import form_as_json
from tongket.flow.organisation.models import Committee
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Form, FormVersion, LibraryIndicator, Obligation, Regime, Round

pytestmark = pytest.mark.django_db
CELLS = form_as_json(CONTENT)
LISTS = ("/work", "/forms/", "/forms/new", "/library/", "/regimes/", "/regimes/new", "/committees/", "/periods/")


def version(form: Form, number: int) -> FormVersion:
    return FormVersion.objects.create(form=form, number=number, content=CELLS, by="account:thu", at=AT, issued=AT)


def a_round(regime: Regime, form: FormVersion, year: int) -> None:
    made = Round.objects.create(
        regime=regime, period=f"{year}-01", form_version=form, first_day=date(year, 1, 1),
        cut_off=date(year, 1, 31), opened=AT,
    )  # fmt: skip
    for unit in COMMUNES:
        Obligation.objects.create(round=made, unit_id=unit, due=DUE, stage=Stage.NOT_BEGUN)


def more(cycle: Cycle, numbers: range) -> None:
    """For each number a committee with its form, regime and round; one version and round more of those there are."""
    for n in numbers:
        committee = Committee.objects.create(
            name=f"Ban {n}", field="Du lịch", unit_id="lc25", start=date(2025, 8, 1), decision=f"{n}/QĐ-UBND"
        )
        form = Form.objects.create(committee=committee, name=f"Biểu {n}", version=1)
        regime = Regime.objects.create(
            committee=committee, form=form, title=f"Báo cáo {n}", basis="Kế hoạch 15/KH-UBND",
            recipient="Văn phòng", means="Trên hệ thống", span="month", calendar="legal",
            reporters={"under": "lc25", "levels": ["commune"], "except": []},
            deadlines={"commune": {"working_days": 4, "time": "17:00"}}, start=date(2010, 1, 1),
        )  # fmt: skip
        a_round(regime, version(form, 1), 2010 + n)
        version(cycle.form, 2 + n)
        a_round(cycle.regime, cycle.round.form_version, 2010 + n)
        LibraryIndicator.objects.create(
            administration_id="vn", key=f"i{n}", definition=CELLS["sections"][0]["entries"][0], by="account:thu", at=AT
        )


def test_the_queries_do_not_grow_with_the_rows():
    cycle = town()
    client = visitor(cycle, "secretary")
    addresses = (*LISTS, f"/forms/{cycle.form.pk}/", f"/regimes/{cycle.regime.pk}/")

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    with STILL:
        more(cycle, range(3))
        before = {address: queries(address) for address in addresses}
        more(cycle, range(3, 13))
        assert {address: queries(address) for address in addresses} == before
    assert max(before.values()) < 20
