"""What the script of the page sends as one types, and what it is told."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.flow.returns.cycle import CONTENT, POOR, monthly
from tests.flow.returns.moving import come_to, submit
from tests.flow.returns.test_earlier import accepted
from tests.flow.returns.test_fill_page import address, cells, visitor
from tests.flow.returns.test_filling import save
from tongket.core.forms.cells import Cell
from tongket.core.forms.model import Entry, FormContent, Section
from tongket.core.forms.plain import form_as_json
from tongket.core.rollup.asking.model import Asked
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Draft, FormVersion, Obligation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return monthly()


def type_in(cycle, who="official", lang="vi", narratives=None, client=None, **typed):
    """Send cells as they were typed, each on an empty cell or as (what it was, text, words)."""
    sent = {}
    for key, item in typed.items():
        was, text, words = item if isinstance(item, tuple) else (None, item, {})
        sent[key.replace("__", ";").replace("_is_", "=")] = {"was": was, "text": text, **words}
    body = {"lang": lang, "cells": sent, "narratives": narratives or {}}
    client = client or visitor(cycle, who)
    return client.post(address(cycle, "cells"), json.dumps(body), content_type="application/json")


def test_all_that_the_page_needs_comes_back(cycle):
    answer = type_in(
        cycle, households="30", poor="36", trained__sex_is_female="12", trained__sex_is_male="nhiều",
        narratives={"weak": {"was": "", "now": "·\u00a0 Thiếu máy"}},
    ).json()  # fmt: skip
    assert answer["saved"] == {
        "households": {"text": "30", "cell": {"value": 30}},
        "poor": {"text": "36", "cell": {"value": 36}},
        "trained;sex=female": {"text": "12", "cell": {"value": 12}},
    }
    assert answer["texts"] == {"weak": "- Thiếu máy"}
    assert list(answer["refused"]) == ["trained;sex=male"]
    assert answer["rows"]["rate"] == ["120", ""]
    (told,) = answer["told"]["poor"]
    assert told["blocking"] and "36 hộ" in told["text"] and "30 hộ" in told["text"]
    assert answer["progress"] == {"done": 3, "of": 5}


@pytest.mark.parametrize("body", ["[" * 100_000, '{"cells":' * 50_000, "", "null", "[]", '{"cells": 1}'])
def test_what_the_page_never_sends_is_refused(cycle, body):
    answer = visitor(cycle).post(address(cycle, "cells"), body, content_type="application/json")
    assert answer.status_code == 400


def test_half_a_character_does_not_close_the_page_to_everybody(cycle):
    """JSON can carry what no page can: the first half of an emoji that a paste cut through."""
    body = """{"cells": {"households": {"was": null, "text": "30", "comment": "\\ud83d"}},
        "narratives": {"weak": {"was": "", "now": "Thiếu \\ud83dmáy"}}}"""
    client = visitor(cycle)
    assert client.post(address(cycle, "cells"), body, content_type="application/json").status_code == 200
    page = client.get(address(cycle))
    assert page.status_code == 200
    assert "Thiếu máy" in page.content.decode()


def test_what_one_person_typed_is_not_sent_in_the_name_of_another(cycle):
    """On a shared telephone the head has signed in while the page of the official still stands open in another tab."""
    sent = {"by": cycle.accounts["official"].pk, "cells": {"poor": {"was": None, "text": "36"}}, "narratives": {}}
    path = address(cycle, "cells")
    answer = visitor(cycle, "head").post(path, json.dumps(sent), content_type="application/json")
    assert answer.status_code == 409 and "người khác đã đăng nhập" in answer.json()["shut"]
    assert not Draft.objects.exists()
    assert visitor(cycle).post(path, json.dumps(sent), content_type="application/json").status_code == 200
    assert cells(cycle) == {"poor": Cell(36)}


def test_a_comment_may_come_before_its_figure(cycle):
    words = {"comment": "chờ số liệu", "explanation": ""}
    answer = type_in(cycle, poor=(None, "", words)).json()
    assert answer["saved"] == {"poor": {"text": "", "cell": {"comment": "chờ số liệu"}}}
    assert answer["progress"]["done"] == 0 and answer["refused"] == {}
    answer = type_in(cycle, poor=({"comment": "chờ số liệu"}, "36", words)).json()
    assert answer["saved"] == {"poor": {"text": "36", "cell": {"value": 36, "comment": "chờ số liệu"}}}
    head = type_in(cycle, who="head", poor=(None, "40", {})).json()
    assert head["conflicts"]["poor"]["now"] == {"value": 36, "comment": "chờ số liệu"}


def test_a_jump_asks_for_an_explanation_and_takes_it(cycle):
    october = cycle.regime.rounds.create(
        period="2026-10", form_version=cycle.round.form_version, first_day="2026-09-15", cut_off="2026-10-14",
        opened=cycle.round.opened,
    )  # fmt: skip
    come_to(Stage.ACCEPTED, october.obligations.create(unit_id="pk25", due=cycle.owed["pk25"].due, stage="not_begun"))
    answer = type_in(cycle, households="2.000").json()
    assert answer["explain"] == ["households"] and answer["rows"]["households"] == ["2.000", "+800 (+66,7%)"]
    words = {"explanation": "Nhập hai thôn", "comment": ""}
    answer = type_in(cycle, households=({"value": 2000}, "2.000", words)).json()
    assert answer["explain"] == [] and answer["told"] == {}
    assert cells(cycle) == {"households": Cell(2000, explanation="Nhập hai thôn")}


def test_somebody_elses_answer_is_told_with_name_and_time(cycle):
    save(cycle, "head", poor=(None, Cell(40)))
    answer = type_in(cycle, poor="36", households="1200").json()
    assert answer["conflicts"] == {
        "poor": {"text": "40", "name": "Minh", "time": "09:00", "now": {"value": 40}}
    }  # fmt: skip
    assert list(answer["saved"]) == ["households"]
    assert list(type_in(cycle, poor=({"value": 40}, "36", {})).json()["saved"]) == ["poor"]
    assert type_in(cycle, narratives={"done": {"was": "x", "now": "y"}}).json()["conflicts"]["done"]["text"] == ""


def test_numbers_are_read_in_the_language_in_which_they_were_typed(cycle):
    type_in(cycle, lang="en", households="1,200")
    assert cells(cycle) == {"households": Cell(1200)}


def test_when_and_for_whom_there_is_nothing_to_save(cycle):
    for who in ("neighbour", "secretary", "auditor", "administrator"):
        assert type_in(cycle, who, poor="36").status_code == 404
    assert type_in(cycle, client=Client(), poor="36").status_code == 404
    come_to(Stage.SUBMITTED, cycle.owed["pk25"])
    answer = type_in(cycle, poor="37")
    assert (answer.status_code, answer.json()["shut"]) == (
        409, "Báo cáo hiện không ở đơn vị anh/chị: chưa lưu thay đổi nào.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"cells": [], "narratives": {}}', '{"cells": {"rate": {"was": null}}, "narratives": {}}',
     '{"cells": {"poor": {"text": "3"}}, "narratives": {}}', '{"cells": {"poor": 3}, "narratives": {}}',
     '{"cells": {"poor": {"was": {"state": "reported"}, "text": "3"}}, "narratives": {}}',
     '{"cells": {}, "narratives": {"strange": {"was": "", "now": ""}}}'],
)  # fmt: skip
def test_what_no_page_sends_is_refused(cycle, body):
    answer = visitor(cycle).post(address(cycle, "cells"), body, content_type="application/json")
    assert answer.status_code == 400


def queries(cycle) -> tuple[int, int]:
    """How many queries the page takes, and a save of all its cells."""
    client = visitor(cycle)
    content = CONTENT if cycle.round.form_version.content == form_as_json(CONTENT) else None
    keys = [each["indicator"]["id"] for part in cycle.round.form_version.content["sections"]
            for each in part["entries"] if not each["categories"] and not each["indicator"]["formula"]]  # fmt: skip
    client.get(address(cycle))
    with CaptureQueriesContext(connection) as page:
        assert client.get(address(cycle)).status_code == 200
    with CaptureQueriesContext(connection) as saving:
        answer = type_in(cycle, client=client, **dict.fromkeys(keys, "5" if content else "6"))
    assert len(answer.json()["saved"]) == len(keys)
    return len(page), len(saving)


def test_the_number_of_queries_does_not_grow_with_the_form(cycle):
    small = queries(cycle)
    many = tuple(Entry(Asked(replace(POOR, id=f"poor{n}"))) for n in range(200))
    version = cycle.round.form_version
    version.content = form_as_json(FormContent((Section("all", "Số liệu", entries=many),)))
    version.save()
    cycle.owed["pk25"].draft.delete()
    large = queries(cycle)
    assert large[0] == small[0] and large[1] <= small[1], "the first save also begins the draft and the day's journal"
    assert small[0] <= 25 and small[1] <= 30, small


def test_one_more_cell_takes_few_queries(cycle, django_assert_num_queries):
    client = visitor(cycle)
    type_in(cycle, client=client, households="30")
    with django_assert_num_queries(16):
        assert type_in(cycle, client=client, poor="3").json()["saved"]


def test_an_earlier_return_that_is_corrected_between_two_saves_is_told_at_the_second(cycle):
    before = accepted(cycle, "2026-10", date(2026, 10, 14), "pk25", {"poor": Cell(20)})
    client = visitor(cycle)
    assert type_in(cycle, client=client, poor="30").json()["rows"]["poor"] == ["30", "+10 (+50%)"]
    submit(before, {"poor": Cell(25)}, stage=Stage.APPROVED)
    assert type_in(cycle, client=client, households="40").json()["rows"]["poor"] == ["30", "+10 (+50%)"]
    Obligation.objects.filter(pk=before.pk).update(stage=Stage.ACCEPTED, accepted=2)
    assert type_in(cycle, client=client, accounts="4").json()["rows"]["poor"] == ["30", "+5 (+20%)"]


def test_what_a_version_asks_is_read_anew_where_its_content_is_another(cycle):
    version = cycle.round.form_version
    assert "poor" in version.asks.indicators
    assert FormVersion.objects.get(pk=version.pk).asks is version.asks
    version.content = form_as_json(FormContent((Section("all", "Số liệu"),)))
    assert not version.asks.indicators
