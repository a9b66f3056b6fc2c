"""Settings of a server whose clock a test sets: the moment stands in the file `clock` of its data folder."""

from tongket.config.settings.base import MIDDLEWARE as PLAIN
from tongket.config.settings.local import *  # noqa: F403

ACCOUNT_RATE_LIMITS = False  # a hundred people sign in within a minute
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIDDLEWARE = ["tests.ops.told_clock.AsTold" if each == "tongket.web.clock.WhoAndWhen" else each for each in PLAIN]
