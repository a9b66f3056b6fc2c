"""Approving on PostgreSQL: two secretaries at one return, deeds against a lock, and the pages' reads."""

import json
import subprocess
import sys

import psycopg
import pytest

from tests.ops.running import PATIENCE

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]

CYCLE = """
import json
from tests.flow.returns.moving import GOOD, submit, town
from tongket.core.forms.cells import Cell
from tongket.flow.returns.fields import Stage
cycle = town()
for unit in cycle.owed:
    submit(cycle.owed[unit], stage=Stage.APPROVED)
print(json.dumps([cycle.round.pk, {unit: row.pk for unit, row in cycle.owed.items()}]))
"""
ONE = """
from tongket.cli.shell import set_up_django; set_up_django()
import sys
from tests.flow.returns.cycle import AT, DAY
from tongket.flow.organisation.models import Account
from tongket.flow.organisation.queries.access import actor_of
from tongket.flow.returns.actions import approving
by = actor_of(Account.objects.get(username=sys.argv[1]), DAY)
number = int(sys.argv[3])
deeds = {
    'accept': lambda: approving.accept(obligation=number, filing=1, by=by, at=AT),
    'send_back': lambda: approving.send_back(obligation=number, remarks={}, note='?', by=by, at=AT),
    'accept_clean': lambda: len(approving.accept_clean(round=number, by=by, at=AT).accepted),
    'lock': lambda: approving.lock_round(round=number, by=by, at=AT),
}
print('ready', flush=True)
sys.stdin.readline()
try:
    done = deeds[sys.argv[2]]()
    print('done' if done is None else done)
except approving.Refused as error:
    print(error.code)
"""
READ = """
from tests.flow.returns.cycle import AT, DAY
from tongket.flow.organisation.models import Account
from tongket.flow.organisation.queries.access import actor_of
from tongket.flow.returns.models import Obligation
from tongket.flow.returns.queries import board, home, reviewing
by = actor_of(Account.objects.get(username='thu'), DAY)
owed = Obligation.objects.get(unit='pk25')
found = home.home(by, AT)
print([(each.owed, each.filed, each.waiting) for each in found.rounds], len(found.changes))
print(board.board(by, owed.round_id, AT).tally.waiting)
seen = reviewing.review(by, owed.pk)
print(sorted(deed.value for deed in seen.deeds), len(seen.problems), len(seen.steps))
"""


@pytest.fixture
def town(on_postgres):
    """An installation whose three communes wait for the secretary, the number of the round and of what each owes."""
    assert on_postgres.run("migrate").returncode == 0
    round_, owed = json.loads(on_postgres.python(CYCLE).splitlines()[-1])
    return on_postgres, round_, owed


def at_once(there, *deeds):
    """What came of deeds (who, verb, number) that begin at the same moment, each in a process of its own."""
    tries = [
        subprocess.Popen(
            [sys.executable, "-c", ONE, *map(str, deed)], env=there.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for deed in deeds
    ]  # fmt: skip
    for each in tries:
        assert each.stdout.readline() == "ready\n", each.stderr.read()
    for each in tries:
        each.stdin.write("\n")
        each.stdin.flush()
    said = [each.communicate(timeout=PATIENCE) for each in tries]
    assert all(each.returncode == 0 for each in tries), said
    return [out.strip() for out, _ in said]


def rows(there, question):
    with psycopg.connect(there.database) as connection:
        return connection.execute(question).fetchall()


def test_two_secretaries_accept_one_return(town):
    there, _, owed = town
    found = at_once(there, ("thu", "accept", owed["pk25"]), ("phuong", "accept", owed["pk25"]))
    assert sorted(found) == ["done", "stage"]
    where = f"obligation_id = {owed['pk25']} AND deed = 'accept'"
    assert rows(there, f"SELECT count(*) FROM returns_step WHERE {where}") == [(1,)]
    assert rows(there, "SELECT count(*) FROM journal_entry WHERE verb = 'accept'") == [(1,)]


def test_one_accepts_while_the_other_sends_back(town):
    there, _, owed = town
    found = at_once(there, ("thu", "accept", owed["pk25"]), ("phuong", "send_back", owed["pk25"]))
    assert sorted(found) == ["done", "stage"]
    ((stage, accepted),) = rows(
        there, f"SELECT stage, accepted FROM returns_obligation WHERE id = {owed['pk25']}"
    )  # fmt: skip
    assert (stage, accepted) in {("accepted", 1), ("returned", None)}


def test_two_accept_the_clean_ones(town):
    there, round_, _ = town
    found = at_once(there, ("thu", "accept_clean", round_), ("phuong", "accept_clean", round_))
    assert sorted(found) == ["0", "3"]
    assert rows(there, "SELECT count(*) FROM returns_step WHERE deed = 'accept'") == [(3,)]


def test_no_deed_slips_in_behind_a_lock(town):
    there, round_, owed = town
    found = at_once(
        there, ("thu", "lock", round_), ("phuong", "accept", owed["pk25"]), ("dung", "accept_clean", round_)
    )
    assert found[0] == "done"
    journal = rows(
        there, "SELECT verb FROM journal_entry WHERE verb IN ('lock', 'accept', 'accept clean') ORDER BY sequence"
    )
    assert journal[-1] == ("lock",), "nothing is accepted after it"


def test_the_pages_read_the_same_there(town):
    there, _, _ = town
    said = there.python(READ).splitlines()
    assert said[0] == "[(3, 3, 3)] 3"
    assert said[1] == "3"
    assert said[2] == "['accept', 'send_back'] 0 1"
