"""The figures of a round on PostgreSQL: the same as on SQLite, and a correction in them at once."""

import json

import pytest

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]

MONTH = """
import json
from django.db import DatabaseError, transaction
from tests.flow.consolidation.rounds import PK, accept, two_of_three
from tests.flow.returns.cycle import AT, monthly
from tongket.core.forms.model import Part
from tongket.flow.consolidation import actions
from tongket.flow.consolidation.models import PeriodText
from tongket.flow.consolidation.queries import ask_period, columns, period_figures
from tongket.flow.organisation.actors import PUBLIC
columns.LARGE = 0
cycle = monthly()
two_of_three(cycle)
secretary = cycle.actor("secretary")
def told(actor=secretary):
    found = period_figures(actor, ask_period(actor, cycle.round.pk))
    poor = found.figure("poor")
    return [str(poor.value), str(poor.previous), poor.reported, poor.expected, poor.late, dict(found.edited)]
said = [told()]
accept(cycle.owed["pk25"], {**PK, "poor": 58})
actions.write_words(round=cycle.round.pk, words={Part.RESULTS: "Tốt."}, by=secretary, at=AT)
said.append(told())
actions.publish_round(round=cycle.round.pk, by=secretary, at=AT)
said.append(told(PUBLIC))
try:
    with transaction.atomic():
        PeriodText.objects.update(text="Xấu.")
except DatabaseError as error:
    said.append("kept" in str(error))
print(json.dumps(said))
"""


def test_the_month_its_correction_and_its_words(on_postgres):
    assert on_postgres.run("migrate").returncode == 0
    assert json.loads(on_postgres.python(MONTH)) == [
        ["101", "127", 2, 3, 1, {}],
        ["99", "127", 2, 3, 1, {"results": "Tốt."}],
        ["99", "127", 2, 3, 1, {"results": "Tốt."}],
        True,
    ]
