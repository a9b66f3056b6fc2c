"""What the pages of design share: who may open them, and the names of cells."""

from __future__ import annotations

from tongket.core.forms.model import FormContent
from tongket.core.forms.wording import cell_name
from tongket.flow.organisation.actors import Role, lang_of

READERS = (Role.SECRETARY, Role.MEMBER, Role.CHAIR, Role.AUDITOR)
WRITER = Role.SECRETARY


def choices_of(content: FormContent) -> list[tuple[str, str]]:
    """Every cell of a form with its name, in its order."""
    return [(key, cell_name(content, key, lang_of())) for key in content.indicators]
