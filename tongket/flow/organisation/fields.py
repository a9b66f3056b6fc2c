"""Validators that settings name."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST = 10


class LongEnough:
    """A password has at least ten letters or digits: length is worth more than strange signs."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a shorter one."""
        if len(password) < SHORTEST:
            raise ValidationError(_("This password is too short: at least 10 letters or digits."), code="too_short")

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("At least 10 letters or digits.")
