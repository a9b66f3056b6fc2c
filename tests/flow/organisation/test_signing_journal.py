"""Who signed in and out, failed to, changed a password or a second step, or ended sessions: all in the journal."""

import json
import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.flow.organisation.browsing import SET_UP, code_of, set_up_second_step, sign_in
from tests.flow.organisation.people import PASSWORD, load_small_country, person
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actors import Role

pytestmark = pytest.mark.django_db
ENTRY = tuple[str, str, str, dict[str, str]]


@pytest.fixture(autouse=True)
def _lan():
    load_small_country()
    cache.clear()
    person("lan", (Role.SECRETARY, "lc25"))


def entries() -> list[ENTRY]:
    """By whom, what, which account, and the facts; of the deeds on accounts."""
    rows = Entry.objects.filter(object_kind="account").order_by("sequence")
    return [(row.by, row.verb, row.object_id, json.loads(row.data)) for row in rows]


def test_signing_in_and_out(client):
    sign_in(client)
    client.post("/account/sign-out")
    assert entries() == [
        ("account:lan", "sign in", "lan", {"how": "password"}),
        ("account:lan", "sign out", "lan", {}),
    ]


@pytest.mark.parametrize(("typed", "kept"), [("lan", "lan"), ("LAN", "lan"), ("ba con vịt xuống sông", "")])
def test_a_failed_sign_in_names_the_account_and_never_what_may_be_a_password(client, typed, kept):
    sign_in(client, typed, "một mật khẩu sai")
    assert entries() == [("public", "fail to sign in", kept, {"how": "password"})]
    assert all("vịt" not in entry.data + entry.object_id for entry in Entry.objects.all())


def test_a_second_step_from_set_up_to_removal(client):
    sign_in(client)
    key = set_up_second_step(client)
    client.post("/account/second-factor/recovery-codes/new")
    other = Client()
    step = sign_in(other).url
    other.post(step, {"code": "000000" if code_of(key, 1) != "000000" else "111111"})
    other.post(step, {"code": code_of(key, 1)})
    other.post("/account/second-factor/remove")
    me = "account:lan"
    assert entries() == [
        (me, "sign in", "lan", {"how": "password"}),
        (me, "set up a second step", "lan", {"kind": "recovery_codes"}),
        (me, "set up a second step", "lan", {"kind": "totp"}),
        (me, "set up a second step", "lan", {"kind": "recovery_codes"}),
        (me, "remove a second step", "lan", {"kind": "recovery_codes"}),
        ("public", "fail to sign in", "lan", {"how": "code"}),
        (me, "sign in", "lan", {"how": "password totp"}),
        (me, "remove a second step", "lan", {"kind": "recovery_codes"}),
        (me, "remove a second step", "lan", {"kind": "totp"}),
    ]


def test_a_sign_in_by_recovery_code_says_so(client):
    sign_in(client)
    set_up_second_step(client)
    page = client.get("/account/second-factor/recovery-codes").content.decode()
    other = Client()
    other.post(sign_in(other).url, {"code": re.search(r"<li><code>(\d+)</code></li>", page)[1]})
    assert entries()[-1] == ("account:lan", "sign in", "lan", {"how": "password recovery_codes"})


def test_a_wrong_first_code_sets_nothing_up(client):
    sign_in(client)
    client.get(SET_UP)
    client.post(SET_UP, {"code": "12"})
    assert [verb for _by, verb, _id, _data in entries()] == ["sign in"]


def test_a_new_password(client):
    sign_in(client)
    new = {"oldpassword": PASSWORD, "password1": "mưa đầu mùa hạ", "password2": "mưa đầu mùa hạ"}
    client.post("/account/password", new)
    assert entries()[-1] == ("account:lan", "change the password", "lan", {})
    assert all("mưa" not in entry.data for entry in Entry.objects.all())


def test_one_session_is_ended_and_the_others_stay(client):
    elsewhere, third = Client(HTTP_USER_AGENT="Telephone"), Client(HTTP_USER_AGENT="Other")
    for each in (elsewhere, third, client):
        sign_in(each)
    page = client.get("/account/sessions").content.decode()
    shown = r">(\w+)<span class=\"over\">127.0.0.1</span></td>\s*<td><form method=\"post\" action=\"(\S+)\""
    ends = dict(re.findall(shown, page))
    assert set(ends) == {"Telephone", "Other"}  # not the one that looks
    assert client.post(ends["Telephone"]).url == "/account/sessions"
    assert [each.get("/account/").status_code for each in (elsewhere, third, client)] == [404, 200, 200]
    assert entries()[-1] == ("account:lan", "end sessions", "lan", {"sessions": "1"})
    client.post("/account/sessions")
    assert [each.get("/account/").status_code for each in (third, client)] == [404, 200]
    assert entries()[-1] == ("account:lan", "end sessions", "lan", {"sessions": "1"})


def test_nobody_ends_the_session_of_another(client):
    person("an", (Role.ADMINISTRATOR, "vn"))
    sign_in(client)
    other = Client()
    sign_in(other, "an")
    ends = re.search(r"/account/sessions/(\d+)/end", _own_session_page())
    assert other.post(f"/account/sessions/{ends[1]}/end").status_code == 404
    assert other.post("/account/sessions/999999/end").status_code == 404
    assert client.get("/account/").status_code == 200


def _own_session_page() -> str:
    """The page of sessions as Lan sees it on a second device: it offers to end the first."""
    second = Client()
    sign_in(second)
    return second.get("/account/sessions").content.decode()
