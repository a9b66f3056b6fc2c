"""One person's machine: loopback only, a key that is public and therefore opens nothing else."""

from tongket.config.settings.base import *

SECRET_KEY = "local-only-" + "insecure" * 6
