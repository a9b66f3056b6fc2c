"""The field for a day."""

from __future__ import annotations

from django import forms


def day_input() -> forms.DateInput:
    """A day as the browser lets one choose it: it reads and writes the order of ISO 8601, whatever the language."""
    return forms.DateInput({"type": "date"}, "%Y-%m-%d")
