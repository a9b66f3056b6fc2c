"""Forms of committees and their members."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.flow.organisation.actors import SEAT_NAMES, Seat
from tongket.flow.organisation.fields import Line
from tongket.flow.organisation.forms.days import day_input


class CommitteeForm(forms.Form):
    """A committee: what, where, under which other, since when and by which decision."""

    name = Line(label=_("Name of the committee"), max_length=300)
    field = Line(label=_("Field"), max_length=200)
    unit = forms.CharField(label=_("Unit"), max_length=200)
    parent = forms.TypedChoiceField(label=_("Committee above"), required=False, coerce=int, empty_value=None)
    decision = Line(label=_("Number and symbol of the decision"), max_length=100)
    start = forms.DateField(label=_("In force from"), widget=day_input())

    def __init__(self, *args: Any, parents: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", "–"), *parents]  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """A member: who, by which post, as what, since when and by which decision."""

    full_name = Line(label=_("Full name"), max_length=200)
    post = Line(label=_("Post"), max_length=300)
    seat = forms.ChoiceField(label=_("In the committee"), choices=[(seat.value, n) for seat, n in SEAT_NAMES.items()])
    decision = Line(label=_("Number and symbol of the decision"), max_length=100)
    start = forms.DateField(label=_("In force from"), widget=day_input())
    account = forms.TypedChoiceField(label=_("Signs in as"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, accounts: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [("", "–"), *accounts]
        self.fields["account"].choices = known  # type: ignore[attr-defined]
        if len(known) == 1:
            del self.fields["account"]

    def clean_seat(self) -> Seat:
        """The seat itself."""
        return Seat(self.cleaned_data["seat"])


class LinkForm(forms.Form):
    """The account of a member."""

    account = forms.TypedChoiceField(label=_("Signs in as"), coerce=int)

    def __init__(self, *args: Any, accounts: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = list(accounts)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """From which day a committee no longer works, and by which decision."""

    day = forms.DateField(label=_("Closed from"), widget=day_input())
    decision = Line(label=_("Number and symbol of the decision"), max_length=100)


class EndForm(forms.Form):
    """From which day a member no longer sits, and by which decision."""

    day = forms.DateField(label=_("No longer a member from"), widget=day_input())
    decision = Line(label=_("Number and symbol of the decision"), max_length=100)
