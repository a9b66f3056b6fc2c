"""The baseline: a site of one view that keeps a cell with the same query, and does nothing else.

It reads the draft of the return and writes it with one cell more, in one transaction, for whoever is signed in; no
rules, no rights, no journal, no words. Settings and addresses at once.
"""

from __future__ import annotations

import json

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone

from tongket.config.settings.local import *  # noqa: F403

ROOT_URLCONF = "benchmarks.load.bare"


def keep(request: HttpRequest, id: int) -> JsonResponse:
    """Keep the cells that were sent."""
    from tongket.flow.returns.models import Draft  # noqa: PLC0415 (these are settings too)

    sent = {key: cell["text"] for key, cell in json.loads(request.body)["cells"].items()}
    with transaction.atomic():
        values = {"cells": {}, "narratives": {}, "by": request.user.get_username(), "at": timezone.now()}
        draft, _ = Draft.objects.select_related("obligation__round__form_version").get_or_create(
            obligation_id=id, defaults=values
        )
        draft.cells |= {key: {"value": text} for key, text in sent.items()}
        draft.save()
    return JsonResponse({"saved": list(sent)})


urlpatterns = [path("returns/<int:id>/cells", keep)]
