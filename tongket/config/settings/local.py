"""One person's machine: loopback only, a key that is public and therefore opens nothing else."""

import json
import os

from tongket.config.settings.base import *
from tongket.config.settings.base import DATA

DEBUG = bool(os.environ.get("TONGKET_DEBUG"))  # for developers: errors with their insides

TONGKET_SECOND_STEP = ()  # nobody else reaches this machine

SECRET_KEY = "local-only-" + "insecure" * 6

# Those who may sign in to the demonstration, as `tongket demo` wrote them down; shown on the sign-in page.
_sign_ins = DATA / "demonstration.json"
DEMONSTRATION = json.loads(_sign_ins.read_text("utf-8")) if _sign_ins.exists() else []
