"""Filling in on PostgreSQL: many who save and submit at once lose nothing and file once."""

import json
import subprocess
import sys

import pytest

from tests.ops.running import PATIENCE

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]

CYCLE = """
import json
from tests.flow.returns.cycle import CONTENT, indicator, monthly
from tongket.core.forms.model import Entry, FormContent, Section
from tongket.core.forms.plain import form_as_json
from tongket.core.rollup.asking.model import Asked
cycle = monthly()
entries = tuple(Entry(Asked(indicator(f"c{n}", f"Chỉ tiêu {n}", "person"))) for n in range(24))
version = cycle.round.form_version
version.content = form_as_json(FormContent((Section("all", "Số liệu", entries=entries),)))
version.save()
print(cycle.owed["pk25"].pk)
"""
FILL = """
from tongket.cli.shell import set_up_django; set_up_django()
import json, sys
from datetime import datetime, UTC
from tests.flow.returns.cycle import DAY
from tongket.core.forms.cells import Cell
from tongket.core.forms.merging import Change
from tongket.flow.organisation.models import Account
from tongket.flow.organisation.queries.access import actor_of
from tongket.flow.returns.actions.filling import Refused, save_cells, submit
owed, who, own = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
actor = actor_of(Account.objects.get(username=who), DAY)
saved, conflicts = {}, []
for n in range(12):
    for key, value in ((f"c{12 * own + n}", 1000 * own + n), ("c0", 100 + own)):
        change = {key: Change(None, Cell(value))}
        done = save_cells(obligation=owed, changes=change, narratives={}, by=actor, at=datetime.now(UTC))
        saved |= dict.fromkeys(done.saved, value)
        conflicts += [(each.key, each.theirs.value, each.by) for each in done.conflicts]
print(json.dumps([saved, conflicts]))
"""
SUBMIT = (
    FILL[: FILL.index("saved, conflicts")]
    + """
try:
    print(submit(obligation=owed, by=actor, at=datetime.now(UTC)))
except Refused as refused:
    print(refused)
"""
)


@pytest.fixture
def owed(on_postgres):
    assert on_postgres.run("migrate").returncode == 0
    return int(on_postgres.python(CYCLE))


def at_once(there, code, *arguments):
    """What several processes print that run at the same time."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, *each], env=there.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )
        for each in arguments
    ]  # fmt: skip
    said = [each.communicate(timeout=PATIENCE) for each in running]
    assert [err for _, err in said if err] == []
    return [out.strip() for out, _ in said]


def test_nothing_that_was_confirmed_is_lost_and_two_submit_once(on_postgres, owed):
    people = (str(owed), "lan", "0"), (str(owed), "minh", "1")
    (lan, _none), (minh, conflicts) = map(json.loads, at_once(on_postgres, FILL, *people))
    read = "from tongket.flow.returns.models import Draft\nimport json\nprint(json.dumps(Draft.objects.get().cells))"
    stands = {key: cell["value"] for key, cell in json.loads(on_postgres.python(read)).items()}
    own = {f"c{12 * who + n}": 1000 * who + n for who in (0, 1) for n in range(12)}
    del own["c0"]
    assert own.items() <= stands.items() and own.keys() <= lan.keys() | minh.keys()
    winners = {value for value in (lan.get("c0"), minh.get("c0")) if value is not None}
    assert stands["c0"] in winners
    assert all(key == "c0" and value == stands["c0"] for key, value, _ in conflicts)
    assert sorted(at_once(on_postgres, SUBMIT, *people)) == ["1", "stage"]
    count = "from tongket.flow.returns.models import Filing\nprint(Filing.objects.count())"
    assert on_postgres.python(count).strip() == "1"
