"""Pages kept by the digest of what they rest on: a correction changes the digest, so a kept page is never stale."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from tongket import __version__
from tongket.flow.consolidation.queries import content
from tongket.flow.organisation.actors import Actor, Request, lang_of

_KEPT_FOR = 86_400  # seconds; the digest is what keeps a page true, this only frees memory


def by_content(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer from memory while the case, the units, the language and the address are the same.

    The view takes the actor and the case's name first. Readers that have the page are told that it holds (304).
    """

    @wraps(view)
    def kept(request: Request, actor: Actor, case: str, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _digest(content(actor, case), actor.label, request.get_full_path())
        etag = f'"{key}"'
        known = get_conditional_response(request, etag=etag)
        if known is not None:
            return _marked(known, etag)
        response = caches["pages"].get(key)
        if response is None:
            response = view(request, actor, case, *args, **kwargs)
            if response.status_code == 200:
                caches["pages"].set(key, response, _KEPT_FOR)
        return _marked(response, etag) if response.status_code == 200 else response

    return kept


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join((__version__, lang_of(), *parts)).encode()).hexdigest()[:32]


def _marked(response: HttpResponse, etag: str) -> HttpResponse:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"  # keep it, and ask whether it still holds
    return response
