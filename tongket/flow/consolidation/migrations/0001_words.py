"""The committee's own words in a report; a revision of them is never changed."""

import django.db.models.deletion
from django.db import migrations, models

from tongket.flow.journal.guards import keep_rows


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('returns', '0007_draft_undo'),
        ('journal', '0002_chain'),
    ]

    operations = [
        migrations.CreateModel(
            name='PeriodText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('results', 'results'), ('shortcomings', 'shortcomings'), ('directions', 'directions'), ('proposals', 'proposals')], max_length=20)),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField(blank=True)),
                ('by', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='returns.round')),
            ],
            options={
                'ordering': ('round', 'part', 'number'),
                'constraints': [models.UniqueConstraint(fields=('round', 'part', 'number'), name='period_text_number_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='period_text_counts_from_1'), models.CheckConstraint(condition=models.Q(('part__in', ['results', 'shortcomings', 'directions', 'proposals'])), name='period_text_known_part')],
            },
        ),
        keep_rows('consolidation_periodtext', ('id',), ('round_id', 'part', 'number')),
    ]
