"""Secrets at rest: keys of telephones, encrypted with the key of the installation."""

from __future__ import annotations

import base64
import hmac
import logging

from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes

log = logging.getLogger(__name__)

# Also in migration 0006, which encrypted what was there.
_PURPOSE = b"tongket second step"


def _keys() -> MultiFernet:
    """The present key, and former ones for what they encrypted."""
    known = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hmac.digest(force_bytes(key), _PURPOSE, "sha256") for key in known)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def lock(text: str) -> str:
    """The text encrypted with the present key."""
    return _keys().encrypt(text.encode()).decode()


def unlock(locked: str) -> str:
    """The text; where no key of this installation fits, a secret that nobody has, so that no code is right.

    That happens where a backup is restored beside another TONGKET_SECRET_KEY: then a link of an administrator helps.
    """
    try:
        return _keys().decrypt(locked).decode()
    except InvalidToken:
        log.warning("A key of a telephone was encrypted with another TONGKET_SECRET_KEY: no code of it will be right")
        return str(generate_totp_secret())


def renew(locked: str) -> str:
    """The same text encrypted with the present key. Raises InvalidToken where no key fits."""
    return _keys().rotate(locked).decode()
