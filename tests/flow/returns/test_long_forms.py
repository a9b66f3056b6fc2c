"""A form of many indicators without script: its fields are more than Django would take."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.flow.returns.cycle import POOR, monthly
from tests.flow.returns.moving import submit
from tests.flow.returns.test_fill_page import address, cells, fields, visitor
from tongket.core.forms.cells import Cell
from tongket.core.forms.model import Entry, FormContent, Section
from tongket.core.forms.plain import form_as_json
from tongket.core.rollup.asking.model import Asked
from tongket.flow.organisation.actors import MOST_FIELDS
from tongket.flow.returns.models import FormVersion, Step

pytestmark = pytest.mark.django_db
MANY = 1_000


@pytest.fixture
def cycle():
    """The round asks for a thousand indicators."""
    cycle = monthly()
    asked = tuple(Entry(Asked(replace(POOR, id=f"poor{n}")), required=False) for n in range(MANY))
    content = form_as_json(FormContent(sections=(Section("all", "Tất cả", entries=asked),)))
    FormVersion.objects.filter(pk=cycle.round.form_version_id).update(content=content)
    return cycle


def send(client: Client, path: str, data: dict[str, str]):
    """As a browser sends a form that has no files."""
    return client.post(path, urlencode(data), content_type="application/x-www-form-urlencoded")


def test_a_thousand_indicators_are_saved_without_script(cycle):
    client = visitor(cycle)
    data = fields(client.get(address(cycle)).content.decode())
    data |= {f"c:poor{n}": str(n) for n in range(MANY)} | {"m:poor7": "rà soát"}
    assert len(data) > 3 * MANY
    assert send(client, address(cycle), data).status_code == 302
    assert cells(cycle) == {f"poor{n}": Cell(n, comment="rà soát" if n == 7 else "") for n in range(MANY)}


def test_a_token_is_asked_for_as_always(cycle):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cycle.accounts["official"])
    data = fields(client.get(address(cycle)).content.decode()) | {"c:poor1": "1"}
    assert send(client, address(cycle), data).status_code == 403
    data |= {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert send(client, address(cycle), data).status_code == 302


def test_remarks_at_every_row_send_a_return_back(cycle):
    submit(cycle.owed["pk25"], {f"poor{n}": Cell(n) for n in range(MANY)}, {})
    data = {"deed": "send_back", "filing": "1", "note": "", **{f"remark:poor{n}": "sai" for n in range(MANY)}}
    assert send(visitor(cycle, "head"), address(cycle, "review"), data).status_code == 302
    assert len(Step.objects.last().remarks) == MANY


def test_there_is_an_end_to_it_and_other_pages_have_the_usual_one(cycle):
    client = visitor(cycle)
    many = {f"x{n}": "" for n in range(MOST_FIELDS + 1)}
    assert send(client, address(cycle), many).status_code == 400
    assert send(client, address(cycle, "evidence?cell=poor1"), {f"x{n}": "" for n in range(1_001)}).status_code == 400
