"""Forms and rounds on PostgreSQL: a round opened by two at once is one round; a form drafted and issued."""

import subprocess
import sys

import pytest

from tests.ops.running import PATIENCE

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]

START = "from tongket.cli.shell import set_up_django; set_up_django()\n"
CYCLE = "from tests.flow.returns.cycle import monthly; monthly()"
OPEN = """
from datetime import UTC, datetime
from tongket.flow.organisation.actors import operator
from tongket.flow.returns.actions.regimes import open_round
from tongket.flow.returns.models import Regime
print(open_round(regime=Regime.objects.get().pk, period="2026-12", by=operator("x"), at=datetime.now(UTC)))
"""
COUNT = """
from tongket.flow.journal.models import Entry
from tongket.flow.returns.models import Obligation, Round
made = Round.objects.get(period="2026-12")
print(Obligation.objects.filter(round=made).count(), Entry.objects.filter(verb="open").count())
"""
DESIGN = """
from datetime import date
from tests.flow.returns.cycle import AT, POOR
from tongket.core.forms import editing
from tongket.core.forms.model import Entry
from tongket.core.rollup.asking.model import Asked
from tongket.flow.organisation.models import Account
from tongket.flow.organisation.queries.access import actor_of
from tongket.flow.returns.actions import forms, library, regimes
from tongket.flow.returns.models import Form, Round
from tongket.flow.returns.queries.library import given_elsewhere, library as read
secretary = actor_of(Account.objects.get(username="thu"), date(2026, 11, 16))
made = library.add_indicator(administration="vn", entry=Entry(Asked(POOR)), meaning="", by=secretary, at=AT)
form = Form.objects.get().pk
forms.begin_version(form=form, by=secretary, at=AT)
for step in (lambda content, used: editing.with_section(content, "Mới"),
             lambda content, used: editing.without_entry(content, "accounts"),
             lambda content, used: editing.without_section(content, "section-1")):
    forms.edit_draft(form=form, edit=forms.Edit("edit", "", step), by=secretary, at=AT)
forms.undo_edit(form=form, by=secretary, at=AT)
forms.undo_edit(form=form, by=secretary, at=AT)
print(forms.issue_form(form=form, by=secretary, at=AT), [each.name for each in read(secretary)])
print(regimes.renew_round(round=Round.objects.get(period="2026-11").pk, by=secretary, at=AT))
print(given_elsewhere(secretary, Round.objects.get(period="2026-11").obligations.first().pk))
"""


def test_two_who_open_a_round_at_once_open_one(on_postgres):
    assert on_postgres.run("migrate").returncode == 0
    on_postgres.python(CYCLE)
    both = [
        subprocess.Popen(
            [sys.executable, "-c", START + OPEN], env=on_postgres.environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    numbers = [process.communicate(timeout=PATIENCE)[0].strip() for process in both]
    assert numbers[0] == numbers[1] != ""
    assert on_postgres.python(COUNT).split() == ["3", "1"]
    assert on_postgres.python(DESIGN).splitlines() == ["2 ['Hộ nghèo']", "(0, 0, 0)", "{}"]
