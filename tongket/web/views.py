"""Error pages that say what to do, and the choice of language."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from tongket.flow.organisation.actors import of_library

log = logging.getLogger(__name__)

# No token: whoever forges this request changes a reader's language and nothing else, and no page needs a cookie.
choose_language = of_library(csrf_exempt(require_POST(set_language)))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or form cannot be read."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known, and not for this reader."""
    return render(request, "errors/403.html", status=403)


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: mostly a page that stood open too long."""
    return render(request, "errors/403_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address, or nothing that this reader may see."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page carries a number that stands beside the traceback in the log."""
    number = secrets.token_hex(4)
    log.error("Error page %s was shown for %s %s", number, request.method, request.path)
    return render(request, "errors/500.html", {"number": number}, status=500)
