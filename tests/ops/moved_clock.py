"""Settings of a server whose clock a test sets: the moment stands in the file `clock` of its data folder."""

from datetime import datetime

from tongket.config.settings.base import DATA
from tongket.config.settings.base import MIDDLEWARE as PLAIN
from tongket.config.settings.local import *  # noqa: F403
from tongket.web.clock import WhoAndWhen

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class AsTold(WhoAndWhen):
    """The site's clock, as the test has it."""

    def now(self) -> datetime:
        """The moment in the file."""
        return datetime.fromisoformat((DATA / "clock").read_text())


MIDDLEWARE = ["tests.ops.moved_clock.AsTold" if each == "tongket.web.clock.WhoAndWhen" else each for each in PLAIN]
