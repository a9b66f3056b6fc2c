"""Whoever administers accounts or keeps a committee's figures sets up a second step before seeing any page."""

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.test import Client

from tests.flow.organisation.browsing import SET_UP, code_of, set_up_second_step, sign_in, text_of
from tests.flow.organisation.people import load_small_country, person
from tongket.config.settings import base
from tongket.flow.organisation.actors import Role

pytestmark = pytest.mark.django_db
PAGES = ("/", "/account/", "/accounts/", "/committees/", "/account/password", "/search?q=lao+cai", "/account/sessions")


@pytest.fixture(autouse=True)
def _country(settings):
    load_small_country()
    cache.clear()
    settings.TONGKET_SECOND_STEP = base.TONGKET_SECOND_STEP


def test_who_must_have_one_and_where():
    """The settings of a server ask for it; those of one person's machine, and so of the demonstration, do not."""
    assert set(base.TONGKET_SECOND_STEP) == {Role.ADMINISTRATOR, Role.SECRETARY}
    from tongket.config.settings import local

    assert local.TONGKET_SECOND_STEP == ()
    assert configured.TONGKET_SECOND_STEP == base.TONGKET_SECOND_STEP  # in this module


@pytest.mark.parametrize("role", base.TONGKET_SECOND_STEP)
def test_from_the_first_sign_in_to_the_first_page(client, role):
    """Every page leads to the set-up, which asks for nothing that was not just typed; then the way is free."""
    person("lan", (Role(role), "lc25"))
    sign_in(client)
    for page in PAGES:
        assert client.get(page).url == SET_UP, page
    assert client.post("/committees/new", {"name": "Ban"}).url == SET_UP
    assert "Vai trò của anh/chị yêu cầu bước xác thực thứ hai" in text_of(client.get(SET_UP))
    key = set_up_second_step(client)
    assert client.get("/account/second-factor/recovery-codes").status_code == 200
    assert client.get("/account/").status_code == 200
    other = Client()
    other.post(sign_in(other).url, {"code": code_of(key, 1)})
    assert other.get("/committees/").status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role not in base.TONGKET_SECOND_STEP])
def test_others_may_do_without(client, role):
    person("lan", (role, "lc25"))
    sign_in(client)
    assert client.get("/account/").status_code == 200
    assert "Vai trò của anh/chị yêu cầu" not in text_of(client.get(SET_UP))


def test_the_way_out_and_the_language_stay_open(client):
    person("lan", (Role.SECRETARY, "lc25"))
    sign_in(client)
    assert client.post("/language", {"language": "en", "next": SET_UP}).url == SET_UP
    assert "Set up the second step" in text_of(client.get(SET_UP))
    assert client.post("/account/sign-out").url == "/"
    assert client.get("/").status_code == 200


def test_another_telephone_takes_the_place_of_the_first(client):
    person("lan", (Role.SECRETARY, "lc25"))
    sign_in(client)
    set_up_second_step(client)
    page = text_of(client.get("/account/second-factor/"))
    assert "Chuyển sang điện thoại khác" in page and "Không dùng nữa" not in page
    assert client.post("/account/second-factor/remove").status_code == 302
    assert client.get("/committees/").url == SET_UP
    set_up_second_step(client)
    assert client.get("/committees/").status_code == 200


def test_a_role_that_is_given_later_asks_for_it_with_the_next_request(client):
    from tongket.flow.organisation.models import Appointment

    account = person("lan", (Role.MEMBER, "lc25"))
    sign_in(client)
    assert client.get("/committees/").status_code == 200
    Appointment.objects.create(account=account, role=Role.SECRETARY, unit_id="lc25", start="2026-01-01")
    assert client.get("/committees/").url == SET_UP
