"""Fields for what a secretary words: kept clean, whatever they were pasted from."""

from __future__ import annotations

from typing import Any

from django import forms

from tongket.core.text import in_lines, squeeze


class Line(forms.CharField):
    """One line: a heading or a name. Signs that are not seen are left out, so that no two look alike."""

    def to_python(self, value: Any) -> str:
        """The line, clean."""
        return squeeze(super().to_python(value) or "")


class Lines(forms.CharField):
    """A few lines, like guidance."""

    def to_python(self, value: Any) -> str:
        """The lines, clean."""
        return in_lines(super().to_python(value) or "")
