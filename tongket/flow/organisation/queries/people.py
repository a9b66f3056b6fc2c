"""Names of people behind the labels that are kept with their deeds."""

from __future__ import annotations

from collections.abc import Collection

from tongket.flow.organisation import models

_MARK = "account:"


def names_of(labels: Collection[str]) -> dict[str, str]:
    """By label ("account:lan") the person's full name; a label without an account stands for itself. One query."""
    usernames = {label.removeprefix(_MARK) for label in labels if label.startswith(_MARK)}
    rows = models.Account.objects.filter(username__in=usernames) if usernames else ()
    full = {f"{_MARK}{row.username}": str(row) for row in rows}
    return {label: full.get(label, label.partition(":")[2]) for label in labels}
