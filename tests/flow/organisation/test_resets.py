"""A lost password or telephone: a link of an administrator or the operator, once, for a day; sessions end with it."""

import json
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from tests.flow.organisation.browsing import set_up_second_step, sign_in, text_of
from tests.flow.organisation.people import AT, DAY, OPERATOR, PASSWORD, load_small_country, person
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actions import resets as actions
from tongket.flow.organisation.actions.access import Refused, close_account
from tongket.flow.organisation.actors import PUBLIC, Actor, NotYours, Role
from tongket.flow.organisation.models import Account, Reset
from tongket.flow.organisation.queries import access, resets

pytestmark = pytest.mark.django_db
NEW = "mưa đầu mùa hạ"


@pytest.fixture(autouse=True)
def an() -> Account:
    """A secretary of Lào Cai who lost something."""
    load_small_country()
    cache.clear()
    return person("an", (Role.SECRETARY, "lc25"))


@pytest.fixture
def lan() -> Actor:
    """Administrator of Lào Cai."""
    return access.actor_of(person("lan", (Role.ADMINISTRATOR, "lc25")), DAY)


def offered(account: Account, by: Actor = OPERATOR, password: bool = True, second_step: bool = False, at=AT) -> str:
    made = actions.make_reset(account=account.pk, password=password, second_step=second_step, by=by, at=at)
    return made.secret


def use(secret: str, password: str | None = NEW, at=AT) -> None:
    actions.use_reset(secret=secret, password=password, by=PUBLIC, at=at)


def test_a_new_password_once(an, lan):
    secret = offered(an, lan)
    use(secret)
    an.refresh_from_db()
    assert an.check_password(NEW)
    with pytest.raises(NotYours):
        use(secret, "một mật khẩu khác")
    deeds = Entry.objects.filter(object_id="an").order_by("sequence").values_list("by", "verb", "data")
    told = json.dumps({"password": True, "reset": str(Reset.objects.get().pk), "second_step": False})
    assert list(deeds) == [
        ("account:lan", "offer a reset", told.replace(" ", "")),
        ("account:an", "use a reset", told.replace(" ", "")),
    ]


def test_only_the_digest_is_kept(an):
    secret = offered(an)
    use(secret)
    assert secret not in str(Reset.objects.values()) and all(secret not in entry.data for entry in Entry.objects.all())
    assert all(NEW not in entry.data for entry in Entry.objects.all())


@pytest.mark.parametrize(("hours", "stands"), [(0, True), (23, True), (24, False), (500, False)])
def test_a_link_stands_for_a_day(an, hours, stands):
    secret, at = offered(an), AT + timedelta(hours=hours)
    if stands:
        use(secret, at=at)
    else:
        with pytest.raises(NotYours):
            use(secret, at=at)
    an.refresh_from_db()
    assert an.check_password(NEW) == stands


def test_a_second_link_makes_the_first_void(an):
    first, second = offered(an), offered(an)
    with pytest.raises(NotYours):
        use(first)
    use(second)


def test_a_weak_password_is_refused_and_the_link_still_serves(an):
    secret = offered(an)
    for weak in ("ngắn thôi", None):
        with pytest.raises(Refused) as refused:
            use(secret, weak)
        assert "ít nhất 10 ký tự" in " ".join(refused.value.messages)
    use(secret)


def test_what_is_not_administered_is_not_there(an, lan):
    elsewhere = person("binh", (Role.OFFICIAL, "cb"))
    both = person("chi", (Role.OFFICIAL, "cb"), (Role.OFFICIAL, "pk25"))
    for account in (elsewhere, both):
        with pytest.raises(NotYours):
            offered(account, lan)
    secretary = access.actor_of(an, DAY)
    with pytest.raises(NotYours):
        offered(both, secretary)


def test_what_is_refused(an, lan):
    with pytest.raises(Refused, match="own"):
        actions.make_reset(account=lan.account_id, password=True, second_step=True, by=lan, at=AT)
    with pytest.raises(Refused, match="nothing"):
        offered(an, password=False)
    secret = offered(an)
    close_account(id=an.pk, by=lan, at=AT)
    with pytest.raises(NotYours):
        use(secret)
    with pytest.raises(Refused, match="closed"):
        offered(an, lan)


def test_the_operator_finds_an_account_by_its_name(an):
    assert resets.account_named(OPERATOR, "AN") == an.pk
    with pytest.raises(NotYours):
        resets.account_named(OPERATOR, "nobody")


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"password": False}, "reset_of_something"),
        ({"expires": AT}, "reset_expires_later"),
        ({"secret_digest": "other"}, "account_id"),
    ],
)
def test_the_database_refuses_nonsense(an, row, constraint):
    plain = {"account": an, "password": True, "second_step": False, "by": "operator:clerk", "at": AT}
    plain |= {"expires": AT + timedelta(1), "secret_digest": "one"}
    if constraint == "account_id":
        Reset.objects.create(**plain)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Reset.objects.create(**{**plain, **row})


def test_the_pages_from_a_lost_telephone_to_the_next_sign_in(client, lan):
    """An has her telephone stolen while signed in on it: the link ends that session and drops its codes."""
    stolen = Client()
    sign_in(stolen, "an")
    set_up_second_step(stolen)
    sign_in(client)
    assert "Mất mật khẩu hoặc điện thoại: An" in client.get("/accounts/").content.decode()
    offer = f"/accounts/{Account.objects.get(username='an').pk}/reset"
    shown = client.post(offer, {"lost": "both"})
    assert shown["Cache-Control"] == "no-store, private"
    link = re.search(r'<code class="link">http://testserver(\S+)</code>', shown.content.decode())[1]
    assert stolen.get("/account/").status_code == 200  # nothing has changed yet
    there = Client()
    assert "Bước xác thực thứ hai của tài khoản này được gỡ bỏ" in text_of(there.get(link))
    assert "không giống nhau" in text_of(there.post(link, {"password": NEW, "again": "khác"}))
    assert there.post(link, {"password": NEW, "again": NEW}).url == "/account/sign-in"
    assert stolen.get("/account/").status_code == 404
    assert not Authenticator.objects.exists()
    assert there.get(link).status_code == there.post(link, {"password": NEW, "again": NEW}).status_code == 404
    assert sign_in(there, "an", NEW).url == "/work"
    assert there.get("/account/").status_code == 200


def test_a_lost_telephone_alone_asks_for_no_password(client, an):
    sign_in(client, "an")
    set_up_second_step(client)
    link = f"/reset/{offered(an, password=False, second_step=True, at=_now())}"
    there = Client()
    assert 'type="password"' not in there.get(link).content.decode()
    assert there.post(link).url == "/account/sign-in"
    assert client.get("/account/").status_code == 404
    assert sign_in(there, "an", PASSWORD).url == "/work"


def _now():
    from django.utils import timezone

    return timezone.now()


def test_ones_own_account_and_that_of_others_are_not_there(client, lan):
    sign_in(client)
    elsewhere = person("binh", (Role.OFFICIAL, "cb"))
    assert client.get(f"/accounts/{elsewhere.pk}/reset").status_code == 404
    assert client.post(f"/accounts/{lan.account_id}/reset", {"lost": "both"}).status_code == 404
