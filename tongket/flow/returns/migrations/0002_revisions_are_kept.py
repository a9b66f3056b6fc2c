"""A revision of a return is never changed: the database refuses it."""

from django.db import migrations

from tongket.flow.journal.guards import keep_rows


class Migration(migrations.Migration):

    dependencies = [("returns", "0001_initial"), ("journal", "0002_chain")]

    operations = [keep_rows("returns_revision", ("id",), ("of_id", "number"))]
