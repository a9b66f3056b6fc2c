"""Every route says who may open it, and means it: routes × roles × people without a role."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.flow.organisation.people import load_small_country, person
from tongket.flow.organisation.actors import Role

SAMPLES = {"int": "7", "str": "khong-co"}


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, before + str(entry.pattern))
        else:
            yield before + str(entry.pattern), entry


ROUTES = list(routes(get_resolver()))


def rule(route: URLPattern):
    return getattr(route.callback, "access", None)


@pytest.mark.parametrize(("address", "route"), ROUTES)
def test_a_route_has_an_access_rule(address, route):
    known = rule(route)
    assert known in ("public", "signed in") or (known and known <= set(Role)), (
        f"{address or '/'}: put @public (or another rule of actors.py) above its view"
    )


def path_of(address: str) -> str:
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: SAMPLES[found[1]], address)


def answers(client: Client, address: str) -> set[int]:
    return {client.get(path_of(address)).status_code, client.post(path_of(address)).status_code}


def may_open(access, role) -> bool:
    """`role` is None for the public, "" for an account without any role."""
    return access == "public" or (role is not None and (access == "signed in" or role in access))


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, "", *Role])
def test_closed_routes_answer_as_if_they_were_not_there(role):
    """Whoever may not open a route is told 404 for every method; who may is never told so without an object's name."""
    load_small_country()
    client = Client()
    if role is not None:
        client.force_login(person("an", *([(role, "vn")] if role else [])))
    absent = client.get("/nothing-at-all").content
    for address, route in ROUTES:
        if not may_open(rule(route), role):
            if "sign-out" in address:
                continue
            assert answers(client, address) <= {404, 405}, f"{address} is open to {role or 'a person without a role'}"
            hidden = client.get(path_of(address))
            if hidden.status_code == 404:
                assert _frame(hidden.content, path_of(address)) == _frame(absent, "/nothing-at-all")
        elif "<" not in address and "sign-out" not in address:
            found = client.get(path_of(address)).status_code
            # A list of recovery codes is not there before there are any, and so are steps of a sign-in under way.
            assert found in {200, 302, 405} or "second-factor" in address, f"{address} is shut to {role}: {found}"


def _frame(content: bytes, path: str) -> bytes:
    """The page without what the address itself says: its own path, and the room that it would be in."""
    for own in (f'value="{path}"', f'?next={path}"', ' aria-current="true"'):
        content = content.replace(own.encode(), b"")
    return content


@pytest.mark.django_db
def test_a_number_or_name_that_no_database_holds_is_answered_as_absent():
    load_small_country()
    client = Client()
    client.force_login(person("an", *((role, "vn") for role in Role)))
    for address, _route in ROUTES:
        for kind, sample, strange in (("<int:", "7", "9" * 20), ("<str:", SAMPLES["str"], "%00")):
            if kind in address:
                path = path_of(address).replace(sample, strange, 1)
                assert {client.get(path).status_code, client.post(path).status_code} <= {404, 405}, path
