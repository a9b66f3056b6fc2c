"""Forms of signing in (the library's, in our words), of invitations and of appointments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.core.text import whole_number
from tongket.flow.organisation.actions import signing
from tongket.flow.organisation.actors import COMMITTEE_ROLES, PUBLIC, ROLE_NAMES, SEAT_NAMES, Role, Seat
from tongket.flow.organisation.fields import LatinName


def _in_our_words(form: forms.BaseForm, **labels: Any) -> None:
    """Labels instead of placeholders, which vanish while one types."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
        field.label = labels.get(name, field.label)


def _as_code(form: forms.BaseForm) -> None:
    _in_our_words(form, code=_("Code"))
    form.fields["code"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "one-time-code"})


class SignInForm(LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, login=_("Account name"), password=_("Password"))


class PasswordForm(ChangePasswordForm):
    """The present password and a new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": _("Present password"), "password1": _("New password")}
        _in_our_words(self, password2=_("New password again"), **labels)


class ConfirmForm(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, password=_("Password"))


class CodeForm(AuthenticateForm):
    """A code of the telephone, or a recovery code, at sign-in. A wrong one is written down."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)

    def clean_code(self) -> str:
        """The code. Raises ValidationError for a wrong one."""
        try:
            return str(super().clean_code())
        except forms.ValidationError as error:
            _note_wrong(error, self.user, "code")
            raise


class ConfirmCodeForm(ReauthenticateCodeForm):
    """The same, once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)


class FirstCodeForm(ActivateTOTPForm):
    """The first code of a telephone: proof that it is set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)


class PasskeyForm(AddWebAuthnForm):
    """A name for a new passkey, and whether it will do alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, name=_("Name of the passkey"), passwordless=_("Sign in with it alone, without a password"))
        self.fields["name"].max_length = 100
        self.fields["passwordless"].initial = True


class UsePasskeyForm(AuthenticateWebAuthnForm):
    """A passkey as the second step of signing in. One that is not right is written down."""

    def clean_credential(self) -> Any:
        """The passkey. Raises ValidationError."""
        try:
            return super().clean_credential()
        except forms.ValidationError as error:
            _note_wrong(error, self.user, "passkey")
            raise


def _note_wrong(error: forms.ValidationError, account: Any, how: str) -> None:
    """Write a wrong second step down, and not one attempt too many, of which there may be any number."""
    if error.code == "incorrect_code":
        signing.note(
            verb="fail to sign in", account=account.username, data={"how": how}, by=PUBLIC, at=context.request.at
        )


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

    full_name = forms.CharField(label=_("Full name"), max_length=200)
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


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, "%Y-%m-%d")


class CommitteeForm(forms.Form):
    """A committee: what, where, under which other, since when and by which decision."""

    name = forms.CharField(label=_("Name of the committee"), max_length=300)
    field = forms.CharField(label=_("Field"), max_length=200)
    unit = forms.CharField(label=_("Unit"), max_length=200)
    parent = forms.TypedChoiceField(label=_("Committee above"), required=False, coerce=int, empty_value=None)
    decision = forms.CharField(label=_("Number and symbol of the decision"), max_length=100)
    start = forms.DateField(label=_("In force from"), widget=_day())

    def __init__(self, *args: Any, parents: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", "–"), *parents]  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """A member: who, by which post, as what, since when and by which decision."""

    full_name = forms.CharField(label=_("Full name"), max_length=200)
    post = forms.CharField(label=_("Post"), max_length=300)
    seat = forms.ChoiceField(label=_("In the committee"), choices=[(seat.value, n) for seat, n in SEAT_NAMES.items()])
    decision = forms.CharField(label=_("Number and symbol of the decision"), max_length=100)
    start = forms.DateField(label=_("In force from"), widget=_day())
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

    day = forms.DateField(label=_("Closed from"), widget=_day())
    decision = forms.CharField(label=_("Number and symbol of the decision"), max_length=100)


class EndForm(forms.Form):
    """From which day a member no longer sits, and by which decision."""

    day = forms.DateField(label=_("No longer a member from"), widget=_day())
    decision = forms.CharField(label=_("Number and symbol of the decision"), max_length=100)


class JournalForm(forms.Form):
    """What an auditor looks for in the journal; nothing of it is required."""

    by = forms.CharField(label=_("Who"), max_length=150, required=False)
    verb = forms.ChoiceField(label=_("Did what"), required=False)
    kind = forms.ChoiceField(label=_("To what"), required=False)
    id = forms.CharField(label=_("Name or number of it"), max_length=200, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=_day())
    until = forms.DateField(label=_("To"), required=False, widget=_day())

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
