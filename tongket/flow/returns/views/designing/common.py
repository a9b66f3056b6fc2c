"""What the pages of design share: who may open them, and an answer as if there were nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404
from django.views.decorators.http import require_http_methods

from tongket.core.forms.model import FormContent
from tongket.core.forms.wording import cell_name
from tongket.flow.organisation.actors import Role
from tongket.flow.organisation.queries.access import NotYours
from tongket.flow.returns.forms.designing import lang_of

READERS = (Role.SECRETARY, Role.MEMBER, Role.CHAIR, Role.AUDITOR)
WRITER = Role.SECRETARY
sheet = require_http_methods(["GET", "HEAD", "POST"])
_Found = TypeVar("_Found")


def or_404(read: Callable[[], _Found]) -> _Found:
    """What is read; hidden and absent answer alike."""
    try:
        return read()
    except NotYours as error:
        raise Http404 from error


def choices_of(content: FormContent) -> list[tuple[str, str]]:
    """Every cell of a form with its name, in its order."""
    return [(key, cell_name(content, key, lang_of())) for key in content.indicators]
