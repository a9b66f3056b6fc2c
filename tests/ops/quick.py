"""Settings of servers that browser tests visit: a password is hashed at once, not slowly as for people.

SLOW=2 lets every page of theirs come two seconds late: what a test does not wait for then fails.
"""

import os

from tongket.config.settings.base import MIDDLEWARE as PLAIN
from tongket.config.settings.local import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LATE = float(os.environ.get("SLOW", "0"))
MIDDLEWARE = [*PLAIN, "tests.ops.late.comes_late"] if LATE else PLAIN
