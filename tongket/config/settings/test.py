"""Settings of the test run: as local, with quick password hashes."""

from tongket.config.settings.local import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
