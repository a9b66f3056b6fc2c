"""What an auditor looks for in the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.core.text import whole_number
from tongket.flow.organisation.forms.days import day_input


class JournalForm(forms.Form):
    """What an auditor looks for in the journal; nothing of it is required."""

    by = forms.CharField(label=_("Who"), max_length=150, required=False)
    verb = forms.ChoiceField(label=_("Did what"), required=False)
    kind = forms.ChoiceField(label=_("To what"), required=False)
    id = forms.CharField(label=_("Name or number of it"), max_length=200, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=day_input())
    until = forms.DateField(label=_("To"), required=False, widget=day_input())

    def __init__(self, *args: Any, words: tuple[Iterable[str], Iterable[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, known in zip(("verb", "kind"), words, strict=True):
            choices = [("", "–"), *((word, gettext(word)) for word in known)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def readable(self) -> dict[str, Any]:
        """The values that can be read; the others are left out, and the page says which."""
        self.is_valid()
        return dict(self.cleaned_data)

    def narrowed(self) -> str:
        """The same as the end of an address."""
        return urlencode({name: value for name, value in self.readable().items() if value})

    def before(self) -> int | None:
        """The number of the entry before which the page begins."""
        return whole_number(self.data.get("before", ""))
