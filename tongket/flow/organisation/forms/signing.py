"""Forms of signing in and of second steps: those of the library, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.flow.organisation.actions import signing
from tongket.flow.organisation.actors import PUBLIC


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
