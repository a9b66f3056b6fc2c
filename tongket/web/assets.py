"""Static files under names that carry their digest, gathered into the data folder when a server starts."""

from __future__ import annotations

import fcntl
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def gather() -> None:
    """Bring STATIC_ROOT up to date with the installed sources; at once done where it is.

    Several servers may start together: one gathers, the others wait. Old names stay for pages that are still open.
    """
    root: Path = settings.STATIC_ROOT
    root.mkdir(parents=True, exist_ok=True)
    stamp = root / ".made-from"
    with (root / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        now = _digest_of_sources()
        if not stamp.exists() or stamp.read_text() != now:
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(now)


def _digest_of_sources() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            with storage.open(name) as source:
                digest.update(f"{name}\0{hashlib.sha256(source.read()).hexdigest()}\n".encode())
    return digest.hexdigest()
