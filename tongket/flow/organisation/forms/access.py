"""Forms of roles, invitations and lost passwords."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.flow.organisation.actors import COMMITTEE_ROLES, ROLE_NAMES, Role
from tongket.flow.organisation.fields import LatinName, Line

_ROLES = [(role.value, name) for role, name in ROLE_NAMES.items()]


class AppointForm(forms.Form):
    """A role at a unit, or for one committee of it.

    The unit is named in words, or by its key where a name is borne by several; a committee names its unit itself.
    """

    role = forms.ChoiceField(label=_("Role"), choices=_ROLES)
    unit = forms.CharField(label=_("Unit"), max_length=200, required=False)
    committee = forms.TypedChoiceField(label=_("Only for one committee"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, committees: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].choices = [("", "–"), *committees]  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        """The role itself."""
        return Role(self.cleaned_data["role"])

    def clean(self) -> dict[str, Any]:
        """A unit or a committee is named, and the role is one that a committee has."""
        cleaned = super().clean() or {}
        if cleaned.get("committee") is None and not cleaned.get("unit"):
            self.add_error("unit", _("Name a unit or choose a committee."))
        if cleaned.get("committee") is not None and cleaned.get("role") not in (None, *COMMITTEE_ROLES):
            self.add_error("role", _("This role is not given for one committee: leave the committee out."))
        return cleaned


class InviteForm(AppointForm):
    """Whom to invite, as what, where."""

    full_name = Line(label=_("Full name"), max_length=200)
    field_order = ("full_name", "role", "unit", "committee")


LOST = {
    "password": _("the password"),
    "telephone": _("the telephone with the codes, and the recovery codes"),
    "both": _("both"),
}


class ResetForm(forms.Form):
    """What a person has lost."""

    lost = forms.ChoiceField(label=_("What is lost"), choices=list(LOST.items()))

    def asked(self) -> dict[str, bool]:
        """What the link is to set anew."""
        chosen = self.cleaned_data["lost"]
        return {"password": chosen != "telephone", "second_step": chosen != "password"}


class NewPasswordForm(forms.Form):
    """A password that a person chooses, twice."""

    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("Password again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        cleaned = super().clean() or {}
        if cleaned.get("password") != cleaned.get("again"):
            self.add_error("again", _("The two passwords differ."))
        return cleaned


class AcceptForm(NewPasswordForm):
    """The name and password that an invited person chooses."""

    username = forms.CharField(
        label=_("Account name"),
        max_length=150,
        validators=[LatinName()],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    field_order = ("username", "password", "again")
