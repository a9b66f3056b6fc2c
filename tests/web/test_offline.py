"""What the worker of the site is told: to whom a page was given, whether and for how long it may be kept."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.flow.organisation.people import PASSWORD, load_small_country, person
from tests.flow.returns.cycle import monthly
from tongket.flow.organisation.actors import Role
from tongket.web.clock import WhoAndWhen

pytestmark = pytest.mark.django_db


def signed_in(username: str) -> Client:
    client = Client()
    client.post("/account/sign-in", {"login": username, "password": PASSWORD})
    return client


def copy_of(client: Client, path: str) -> tuple[str | None, str | None]:
    """To whom the page was given, and for how many seconds it may be kept."""
    headers = client.get(path).headers
    return headers["Tongket-For"], headers.get("Tongket-Copy")


def test_a_return_is_kept_by_those_who_answer_for_it_and_by_nobody_else():
    cycle = monthly()
    path = f"/returns/{cycle.owed['pk25'].pk}/"
    for name, may in (("official", True), ("head", True), ("secretary", False), ("auditor", False)):
        account = cycle.accounts[name]
        given, seconds = copy_of(signed_in(account.username), path)
        assert given == str(account.pk)
        assert (seconds is not None) == may, name
    assert copy_of(Client(), path) == ("nobody", None)
    assert copy_of(signed_in("hoa"), path)[1] is None  # of another commune: it is not even there


def test_my_work_is_kept_by_those_who_fill_in_or_approve():
    monthly()
    assert copy_of(signed_in("lan"), "/work")[1] is not None
    assert copy_of(signed_in("thu"), "/work")[1] is None


def test_no_other_page_of_a_return_is_kept():
    cycle = monthly()
    client, there = signed_in("lan"), f"/returns/{cycle.owed['pk25'].pk}/"
    for page in ("submit", "evidence?cell=poor", "review", "sheet.xlsx"):
        assert copy_of(client, there + page)[1] is None, page
    assert client.post(there, {"base": '{"cells": {}, "narratives": {}}'}).headers.get("Tongket-Copy") is None


def test_a_copy_ends_with_the_session_in_which_it_was_made(monkeypatch):
    load_small_country()
    person("lan", (Role.OFFICIAL, "pk25"))
    client = signed_in("lan")
    assert 43_190 < int(copy_of(client, "/work")[1]) <= 43_200
    now = WhoAndWhen.now
    monkeypatch.setattr(WhoAndWhen, "now", lambda self: now(self) + timedelta(hours=11, minutes=59))
    assert 0 < int(copy_of(client, "/work")[1]) <= 60
    monkeypatch.setattr(WhoAndWhen, "now", lambda self: now(self) + timedelta(hours=12))
    assert copy_of(client, "/work")[1] is None


def test_the_worker_is_a_script_of_the_whole_site_and_asked_for_anew_each_time():
    answer = Client().get("/worker.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "no-cache" in answer.headers["Cache-Control"]
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert 'importScripts("/static/web/offline/worker.js");' in answer.content.decode()


def test_only_pages_of_the_signed_in_begin_it():
    load_small_country()
    person("lan", (Role.OFFICIAL, "pk25"))
    assert "offline/page.js" not in Client().get("/account/sign-in").content.decode()
    assert "offline/page.js" in signed_in("lan").get("/work").content.decode()


def test_the_plain_page_is_of_nobody():
    load_small_country()
    person("lan", (Role.OFFICIAL, "pk25"))
    assert signed_in("lan").get("/offline").content == Client().get("/offline").content
