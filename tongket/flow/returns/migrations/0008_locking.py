"""Who locked a round and who opened it again, and why: kept as it was."""

import django.db.models.deletion
from django.db import migrations, models

from tongket.flow.journal.guards import keep_rows


class Migration(migrations.Migration):

    dependencies = [
        ('returns', '0007_draft_undo'),
    ]

    operations = [
        migrations.CreateModel(
            name='Locking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('locked', models.BooleanField()),
                ('reason', models.TextField(blank=True)),
                ('by', models.CharField(max_length=200)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lockings', to='returns.round')),
            ],
            options={
                'ordering': ('round', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('locked', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='locking_opened_for_a_reason')],
            },
        ),
        keep_rows("returns_locking", ("id",)),
    ]
