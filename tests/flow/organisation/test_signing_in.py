"""Signing in, the second factor, sessions, and the pages of administrators as a browser without script meets them."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from tests.flow.organisation.browsing import SIGN_IN, code_of, set_up_second_step, sign_in, text_of
from tests.flow.organisation.people import PASSWORD, load_small_country, person
from tongket.flow.organisation.actors import Role
from tongket.flow.returns.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country():
    load_small_country()
    cache.clear()


@pytest.fixture
def lan():
    return person("lan", (Role.ADMINISTRATOR, "lc25"))


def test_name_and_password(client, lan):
    assert "Đăng nhập" in text_of(client.get("/"))
    answer = sign_in(client)
    assert (answer.status_code, answer.url) == (302, "/work")
    page = text_of(client.get("/account/"))
    assert "Quản trị tài khoản, tỉnh Lào Cai" in page
    assert "Lan" in text_of(client.get("/")) and "Đăng nhập" not in text_of(client.get("/"))


@pytest.mark.parametrize(("username", "password"), [("lan", "sai mật khẩu"), ("khong-co", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(client, lan, username, password):
    assert "Tên hoặc mật khẩu không đúng." in text_of(sign_in(client, username, password))


def test_failed_attempts_are_limited_also_for_the_right_password(client, lan):
    for _ in range(5):
        sign_in(client, password="sai mật khẩu")
    assert "Sai quá nhiều lần. Hãy chờ năm phút rồi thử lại." in text_of(sign_in(client))


def test_attempts_are_counted_in_the_database(client, lan, django_assert_num_queries):
    from django.conf import settings

    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    cache.set("counted", 1)
    with django_assert_num_queries(1):
        assert cache.get("counted") == 1


def test_nobody_signs_up_by_themselves(client):
    for address in ("/accounts/signup/", "/account/signup", "/account/sign-up"):
        assert client.get(address).status_code == 404
    assert not get_user_model().objects.exists()


def test_a_second_factor_is_asked_for_once_it_is_set_up(client, lan):
    sign_in(client)
    key = set_up_second_step(client)
    other = Client()
    asked = sign_in(other)
    assert asked.url == "/account/second-factor/code"
    assert other.get("/account/").status_code == 404
    wrong = other.post(asked.url, {"code": "000000" if code_of(key, 1) != "000000" else "111111"})
    assert "Mã không đúng." in text_of(wrong)
    assert other.post(asked.url, {"code": code_of(key, 1)}).url == "/work"
    assert other.get("/account/").status_code == 200


def test_a_recovery_code_serves_once(client, lan):
    sign_in(client)
    set_up_second_step(client)
    page = client.get("/account/second-factor/recovery-codes").content.decode()
    codes = re.findall(r"<li><code>(\d+)</code></li>", page)
    assert len(codes) == 10
    for serves in (True, False):
        other = Client()
        asked = sign_in(other)
        other.post(asked.url, {"code": codes[0]})
        assert (other.get("/account/").status_code == 200) == serves


def test_sessions_are_seen_and_ended(client, lan):
    elsewhere = Client(HTTP_USER_AGENT="Telephone")
    sign_in(elsewhere)
    sign_in(client)
    assert "Telephone" in text_of(client.get("/account/sessions"))
    client.post("/account/sessions")
    assert elsewhere.get("/account/").status_code == 404
    assert client.get("/account/").status_code == 200


def test_a_new_password_ends_other_sessions(client, lan):
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)
    new = {"oldpassword": PASSWORD, "password1": "mưa đầu mùa hạ", "password2": "mưa đầu mùa hạ"}
    assert client.post("/account/password", new).status_code == 302
    assert elsewhere.get("/account/").status_code == 404
    assert client.get("/account/").status_code == 200
    assert sign_in(Client(), password="mưa đầu mùa hạ").url == "/work"


def test_a_closed_account_is_signed_out_with_the_next_request(client, lan):
    sign_in(client)
    lan.is_active = False
    lan.save()
    assert client.get("/account/").status_code == 404


def test_an_invitation_from_the_page_to_the_first_sign_in(client, lan):
    sign_in(client)
    asked = {"full_name": "Trần Văn An", "role": "official", "unit": "Phúc Khánh"}
    shown = client.post("/accounts/invite", asked)
    link = re.search(r'<code class="link">http://testserver(\S+)</code>', shown.content.decode())[1]
    assert shown["Cache-Control"] == "no-store, private"
    other = Client()
    assert "Chào Trần Văn An" in text_of(other.get(link))
    chosen = {"username": "an", "password": PASSWORD, "again": PASSWORD}
    assert "không giống nhau" in text_of(other.post(link, {**chosen, "again": "khác"}))
    assert other.post(link, chosen).url == SIGN_IN
    assert other.get(link).status_code == 404
    sign_in(other, "an")
    assert "Cán bộ báo cáo, xã Phúc Khánh" in text_of(other.get("/account/"))
    assert other.get("/accounts/").status_code == 404
    assert "Trần Văn An" in text_of(client.get("/accounts/"))


def test_an_administrator_is_told_of_units_that_are_not_theirs(client, lan):
    sign_in(client)
    asked = {"full_name": "Trần Văn An", "role": "official", "unit": "Cao Bằng"}
    assert "Anh/chị không quản trị đơn vị nào có tên này." in text_of(client.post("/accounts/invite", asked))


def test_pages_of_signed_in_people_are_kept_by_no_shared_cache(client, lan):
    assert "private" not in client.get("/").headers.get("Cache-Control", "")
    sign_in(client)
    assert client.get("/").headers["Cache-Control"].startswith("private")


@pytest.mark.parametrize("role", [*Role, None])
def test_a_case_that_is_not_public(client, role):
    """Those who read for the whole country see it; administrators of accounts and people of one province do not."""
    case = Case.objects.create(name="kin", country="VN", root="vn", timezone="Asia/Ho_Chi_Minh", public=False)
    from tests.flow.organisation.people import DAY
    from tongket.flow.organisation.queries.access import actor_of

    there = actor_of(person("an", *([(role, "vn")] if role else [])), DAY)
    assert (case in Case.objects.visible_to(there)) == (role not in {None, Role.ADMINISTRATOR})
    below = actor_of(person("binh", *([(role, "lc25")] if role else [])), DAY)
    assert case not in Case.objects.visible_to(below)
