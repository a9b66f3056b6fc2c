"""What a case asks gets a name of its own: forms are what committees design.

On SQLite the table of revisions is made anew thereby and must be locked again.
"""

from django.db import migrations

from tongket.flow.journal.guards import keep_rows


class Migration(migrations.Migration):

    dependencies = [("returns", "0002_revisions_are_kept")]

    operations = [
        migrations.RenameModel("Form", "CaseForm"),
        keep_rows("returns_revision", ("id",), ("of_id", "number")),
    ]
