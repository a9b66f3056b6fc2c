"""A pause of Python's search for reference cycles, while a million rows are gone through."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_pauses = 0
_was_on = False


@contextmanager
def paused() -> Iterator[None]:
    """No search for cycles meanwhile, in this process; as a decorator too. What nobody refers to is freed all the same.

    Each search goes through all objects there are. Work that makes many and no cycles, while a large case is in memory,
    spends more than half of its time on searches that find nothing. Several threads may pause; the last one ends it.
    """
    global _pauses, _was_on  # noqa: PLW0603 (there is one collector in a process)
    with _lock:
        if not _pauses:
            _was_on = gc.isenabled()
            gc.disable()
        _pauses += 1
    try:
        yield
    finally:
        with _lock:
            _pauses -= 1
            if not _pauses and _was_on:
                gc.enable()
