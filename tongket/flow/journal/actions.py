"""Writing the journal."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from tongket.flow.journal.models import Entry


def canonical_json(data: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no blanks: equal facts give equal bytes."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def record(*, by: str, at: datetime, verb: str, kind: str, id: str, data: Mapping[str, Any] | None = None) -> Entry:
    """Write one entry, in the transaction of the deed itself: neither stands without the other.

    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("journal.record must run inside the transaction of the action it records")
    return Entry.objects.create(
        by=by, at=at, verb=verb, object_kind=kind, object_id=id, data=canonical_json(data or {})
    )
