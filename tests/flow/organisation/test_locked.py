"""Keys of telephones at rest: encrypted, readable with a former key, and never a door where no key fits."""

import logging

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.test import Client

from tests.flow.organisation.browsing import code_of, set_up_second_step, sign_in
from tests.flow.organisation.people import AT, OPERATOR, load_small_country, person
from tongket.flow.organisation.actions import signing
from tongket.flow.organisation.locked import lock, renew, unlock

FORMER, PRESENT = "f" * 60, "p" * 60


@pytest.fixture
def telephone(client, db):
    """Lan's key, once her telephone is set up."""
    load_small_country()
    cache.clear()
    person("lan")
    sign_in(client)
    return set_up_second_step(client)


def opens(key: str, step: int = 1) -> bool:
    other = Client()
    other.post(sign_in(other).url, {"code": code_of(key, step)})
    return other.get("/account/").status_code == 200


def test_no_secret_stands_in_the_database(telephone):
    rows = {row.type: row.data for row in Authenticator.objects.all()}
    assert telephone not in str(rows)
    assert rows["totp"]["secret"].startswith("gAAAA") and rows["recovery_codes"]["seed"].startswith("gAAAA")
    assert unlock(rows["totp"]["secret"]) == telephone


def test_the_same_text_is_never_locked_alike():
    assert lock("JBSWY3DP") != lock("JBSWY3DP")


def test_a_former_key_still_opens_and_renewing_makes_it_needless(settings):
    settings.SECRET_KEY = FORMER
    locked = lock("JBSWY3DP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = PRESENT, [FORMER]
    assert unlock(locked) == "JBSWY3DP"
    renewed = renew(locked)
    settings.SECRET_KEY_FALLBACKS = []
    assert unlock(renewed) == "JBSWY3DP"
    with pytest.raises(InvalidToken):
        renew(locked)


def test_where_no_key_fits_no_code_is_right(telephone, settings, caplog):
    """A backup restored beside another key: the second step stays shut, and the log says why."""
    settings.SECRET_KEY = PRESENT
    with caplog.at_level(logging.WARNING):
        assert not opens(telephone)
    assert "another TONGKET_SECRET_KEY" in caplog.text
    assert unlock("no token at all") != unlock("no token at all")


def test_the_operator_renews_all_and_the_former_key_may_go(telephone, settings):
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = PRESENT, [former]
    assert signing.renew_secrets(by=OPERATOR, at=AT) == (2, 0)
    settings.SECRET_KEY_FALLBACKS = []
    assert opens(telephone)
    settings.SECRET_KEY = FORMER
    assert signing.renew_secrets(by=OPERATOR, at=AT) == (0, 2)


def test_the_migration_encrypts_what_stands_in_plain(db, django_user_model):
    """Twice does no harm, and the way back gives the plain text."""
    from importlib import import_module

    from django.apps import apps

    step = import_module("tongket.flow.organisation.migrations.0006_secrets_encrypted")
    account = django_user_model.objects.create_user("lan")
    Authenticator.objects.create(user=account, type="totp", data={"secret": "JBSWY3DP"})
    plain = {"seed": "ab12", "used_mask": 1, "migrated_codes": ["123", "456"]}
    Authenticator.objects.create(user=account, type="recovery_codes", data=plain)
    step.lock(apps, None)
    once = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    step.lock(apps, None)
    assert list(Authenticator.objects.order_by("pk").values_list("data", flat=True)) == once
    assert (unlock(once[0]["secret"]), unlock(once[1]["seed"]), once[1]["used_mask"]) == ("JBSWY3DP", "ab12", 1)
    assert [unlock(code) for code in once[1]["migrated_codes"]] == ["123", "456"]
    step.unlock(apps, None)
    assert Authenticator.objects.get(type="recovery_codes").data == plain
