"""One person's machine: loopback only, a key that is public and therefore opens nothing else."""

import os

from tongket.config.settings.base import *

DEBUG = bool(os.environ.get("TONGKET_DEBUG"))  # for developers: errors with their insides

TONGKET_SECOND_STEP = ()  # nobody else reaches this machine

SECRET_KEY = "local-only-" + "insecure" * 6
