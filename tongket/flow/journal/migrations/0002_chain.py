"""Entries are chained by digests, sealed from time to time, and kept by the database as they were written."""

import hashlib
import json
from datetime import timezone
from typing import Any

from django.db import migrations, models

from tongket.flow.journal.guards import keep_rows


def chain(apps: Any, editor: Any) -> None:
    """Give the entries that are there their digests, as on the day of this migration."""
    before = ""
    for entry in apps.get_model("journal", "Entry").objects.order_by("sequence").iterator(2_000):
        at = entry.at.astimezone(timezone.utc).isoformat(timespec="microseconds")
        said = [before, entry.sequence, entry.by, at, entry.verb, entry.object_kind, entry.object_id, entry.data]
        plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        before = entry.digest = hashlib.sha256(plain.encode()).hexdigest()
        entry.save(update_fields=["digest"])


class Migration(migrations.Migration):

    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("sequence",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest", ""), _negated=True), name="journal_seal_has_digest"
                    )
                ],
            },
        ),
        migrations.AddField("entry", "digest", models.CharField(default="", max_length=64), preserve_default=False),
        migrations.RunPython(chain, migrations.RunPython.noop),
        keep_rows("journal_entry", ("sequence",)),
        keep_rows("journal_seal", ("sequence",)),
    ]
