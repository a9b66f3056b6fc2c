"""Settings of servers that browser tests visit: a password is hashed at once, not slowly as for people."""

from tongket.config.settings.local import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
