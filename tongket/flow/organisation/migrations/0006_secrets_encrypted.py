"""Keys of telephones and seeds of recovery codes that stand in plain are encrypted with the key of the installation."""

import base64
import hmac
from collections.abc import Callable
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import migrations
from django.utils.encoding import force_bytes


def keys() -> MultiFernet:
    """As on the day of this migration."""
    known = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hmac.digest(force_bytes(key), b"tongket second step", "sha256") for key in known)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def change(apps: Any, of: Callable[[str], str]) -> None:
    """Write every secret anew."""
    for row in apps.get_model("mfa", "Authenticator").objects.exclude(type="webauthn"):
        for name in ("secret", "seed"):
            if name in row.data:
                row.data[name] = of(row.data[name])
        if "migrated_codes" in row.data:
            row.data["migrated_codes"] = [of(code) for code in row.data["migrated_codes"]]
        row.save(update_fields=["data"])


def lock(apps: Any, editor: Any) -> None:
    """What is encrypted already stays."""
    fernet = keys()

    def locked(text: str) -> str:
        try:
            fernet.decrypt(text)
        except InvalidToken:
            return fernet.encrypt(text.encode()).decode()
        return text

    change(apps, locked)


def unlock(apps: Any, editor: Any) -> None:
    """Back to plain."""
    fernet = keys()
    change(apps, lambda text: fernet.decrypt(text).decode())


class Migration(migrations.Migration):

    dependencies = [
        ("organisation", "0005_roles_for_one_committee"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(lock, unlock)]
