"""A filing and a step upon it are never changed: the database refuses it."""

from django.db import migrations

from tongket.flow.journal.guards import keep_rows


class Migration(migrations.Migration):

    dependencies = [("returns", "0004_periodic"), ("journal", "0002_chain")]

    operations = [
        keep_rows("returns_filing", ("id",), ("obligation_id", "number")),
        keep_rows("returns_step", ("id",)),
    ]
