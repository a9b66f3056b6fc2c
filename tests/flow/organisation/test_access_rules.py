"""The rules above views: whom each lets in, and that what is not theirs answers as what is not there."""

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from tongket.flow.organisation.actors import PUBLIC, Actor, Held, NotYours, Role, open_to, public, signed_in

LAN = Actor(label="account:lan", account_id=1, held=(Held(Role.SECRETARY, "lc25"),))
MINH = Actor(label="account:minh", account_id=2)
FOR_SECRETARIES = open_to(Role.SECRETARY, Role.CHAIR)


def asked(view, actor, *args):
    request = RequestFactory().get("/")
    request.actor = actor
    return view(request, *args)


@pytest.mark.parametrize(
    ("rule", "lets_in"),
    [(public, [PUBLIC, MINH, LAN]), (signed_in, [MINH, LAN]), (FOR_SECRETARIES, [LAN])],
    ids=["public", "signed in", "secretaries"],
)
def test_a_rule_lets_in_whom_it_names_and_the_view_is_told_who_asks(rule, lets_in):
    @rule
    def view(request, actor, id):
        return HttpResponse(f"{actor.label} {id}")

    for actor in (PUBLIC, MINH, LAN):
        if actor in lets_in:
            assert asked(view, actor, 7).content.decode() == f"{actor.label} 7"
        else:
            with pytest.raises(Http404):
                asked(view, actor, 7)


@pytest.mark.parametrize("rule", [public, signed_in, FOR_SECRETARIES], ids=["public", "signed in", "secretaries"])
def test_what_is_not_theirs_is_not_there(rule):
    @rule
    def view(request, actor):
        raise NotYours("return 12")

    with pytest.raises(Http404):
        asked(view, LAN)


def test_other_errors_go_on_to_whoever_knows_them():
    @public
    def view(request, actor):
        raise LookupError("a fault of ours")

    with pytest.raises(LookupError, match="a fault of ours"):
        asked(view, PUBLIC)


def test_a_rule_says_itself_to_those_who_list_routes():
    assert public(HttpResponse).access == "public"
    assert signed_in(HttpResponse).access == "signed in"
    assert FOR_SECRETARIES(HttpResponse).access == {Role.SECRETARY, Role.CHAIR}
