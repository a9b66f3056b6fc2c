"""Signing in, one's own account, and the pages of administrators. Names without a space: the library asks for them."""

from allauth.account import views as signing
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.urls import path

from tongket.flow.organisation.actors import View, of_library
from tongket.flow.organisation.adapters import changes_second_step
from tongket.flow.organisation.views import accounts, committees, invitations, journal, own, resets
from tongket.flow.organisation.views.signing import SignIn


def _mine(view: View) -> View:
    return of_library(view, only_signed_in=True)


def _changing(view: View) -> View:
    return _mine(changes_second_step(view))


_SECOND = "account/second-factor/"

urlpatterns = [
    path("account/", own.account, name="account"),
    path("account/sign-in", of_library(SignIn.as_view()), name="account_login"),
    path("account/sign-out", _mine(signing.logout), name="account_logout"),
    path("account/closed", of_library(signing.account_inactive), name="account_inactive"),
    path("account/confirm", _mine(signing.reauthenticate), name="account_reauthenticate"),
    path("account/password", _mine(signing.password_change), name="account_change_password"),
    path("account/sessions", _mine(sessions.list_usersessions), name="usersessions_list"),
    path("account/sessions/<int:id>/end", own.end_session, name="end_session"),
    path(_SECOND, _mine(second.index), name="mfa_index"),
    path(f"{_SECOND}code", of_library(second.authenticate), name="mfa_authenticate"),
    path(f"{_SECOND}confirm", _mine(second.reauthenticate), name="mfa_reauthenticate"),
    path(f"{_SECOND}set-up", _changing(totp.activate_totp), name="mfa_activate_totp"),
    path(f"{_SECOND}remove", _changing(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(f"{_SECOND}recovery-codes", _mine(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(f"{_SECOND}recovery-codes/new", _changing(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(f"{_SECOND}recovery-codes.txt", _mine(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path(f"{_SECOND}passkeys/new", _changing(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(f"{_SECOND}passkeys/", _mine(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path(f"{_SECOND}passkeys/<int:pk>/remove", own.remove_passkey, name="mfa_remove_webauthn"),
    path(f"{_SECOND}passkeys/confirm", _mine(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("account/passkey", of_library(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/invite", accounts.invite, name="invite"),
    path("accounts/<int:id>/appoint", accounts.appoint, name="appoint"),
    path("accounts/<int:id>/reset", resets.offer, name="reset_new"),
    path("accounts/<int:id>/close", accounts.close, name="close_account"),
    path("appointments/<int:id>/end", accounts.end_appointment, name="end_appointment"),
    path("invitations/<int:id>/withdraw", accounts.withdraw, name="withdraw_invitation"),
    path("journal/", journal.journal, name="journal"),
    path("journal.csv", journal.journal_csv, name="journal_csv"),
    path("journal/<int:sequence>/", journal.entry, name="journal_entry"),
    path("committees/", committees.committees, name="committees"),
    path("committees/new", committees.set_up, name="committee_new"),
    path("committees/<int:id>/", committees.committee, name="committee"),
    path("committees/<int:id>/close", committees.close, name="committee_close"),
    path("committees/<int:id>/members/new", committees.seat, name="member_new"),
    path("members/<int:id>/account", committees.link, name="member_account"),
    path("members/<int:id>/end", committees.end, name="member_end"),
    path("reset/<str:secret>", resets.reset, name="reset"),
    path("invitation/<str:secret>", invitations.invitation, name="invitation"),
]
