"""When a file was taken away: it stays beside the filings before. Of those taken away earlier this is not known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("returns", "0008_locking")]

    operations = [
        migrations.AddField(model_name="evidence", name="removed_at", field=models.DateTimeField(null=True)),
    ]
