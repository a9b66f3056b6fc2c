"""Every route says who may open it."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

RULES = {"public"}


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, before + str(entry.pattern))
        else:
            yield before + str(entry.pattern), entry


@pytest.mark.parametrize(("address", "route"), list(routes(get_resolver())))
def test_a_route_has_an_access_rule(address, route):
    rule = getattr(route.callback, "access", None)
    assert rule in RULES, f"{address or '/'}: put @public (or another rule of actors.py) above its view"
