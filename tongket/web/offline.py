"""Opening a return again without a line: the worker of the site, its plain page, and what its pages tell it."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongket import __version__
from tongket.flow.organisation.actors import Actor, Request, public
from tongket.flow.organisation.devices import GIVEN_TO, KEPT_FOR, NOBODY


class OnTheDevice:
    """Says on every answer to whom it was given, and how long a page that may be kept is: as long as its session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Pass the request on."""
        response = self.get_response(request)
        # The person may have signed in or out with this very request.
        known = request.user.is_authenticated
        response.headers[GIVEN_TO] = str(request.user.pk) if known else NOBODY
        if KEPT_FOR in response.headers:
            left = _seconds_left(request) if known else 0
            if left > 0:
                response.headers[KEPT_FOR] = str(left)
            else:
                del response.headers[KEPT_FOR]
        return response


def _seconds_left(request: Request) -> int:
    """How long the session lasts at least: it is counted from when the person signed in."""
    signed_in = get_authentication_records(request, request.user)
    if not signed_in:
        return 0
    return int(signed_in[0]["at"] + settings.SESSION_COOKIE_AGE - request.at.timestamp())


@require_safe
@never_cache
@public
def worker(request: Request, actor: Actor) -> HttpResponse:
    """The worker, at the root since it answers for the whole site; its text changes with every release."""
    release = f"{__version__} {getattr(staticfiles_storage, 'manifest_hash', '')}".strip()
    script = f'// {release}\nimportScripts("{static("web/offline/worker.js")}");\n'
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_safe
@public
def offline(request: Request, actor: Actor) -> HttpResponse:
    """What stands in place of a page that was not kept; the same for everybody, in both languages."""
    return render(request, "offline.html")
