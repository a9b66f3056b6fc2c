"""Settings of a server whose clock a test sets: see `Installation.at`."""

from tests.ops.quick import *  # noqa: F403
from tests.ops.quick import MIDDLEWARE as PLAIN

ACCOUNT_RATE_LIMITS = False  # a hundred people sign in within a minute
MIDDLEWARE = ["tests.ops.told_clock.AsTold" if each == "tongket.web.clock.WhoAndWhen" else each for each in PLAIN]
