"""`tongket rounds open`, as a daily job runs it."""

from tests.ops.running import Installation

CYCLE = "from tests.flow.returns.cycle import monthly; monthly()"
PAST = """
from tongket.flow.returns.models import Regime, Round
Round.objects.update(period="2025-08", first_day="2025-07-15", cut_off="2025-08-14")
Regime.objects.update(end="2025-10-31")
"""
UNASKED = """
from tongket.flow.returns.models import Form, Obligation, Round
Form.objects.update(version=0)
Obligation.objects.all().delete()
Round.objects.exclude(period="2025-08").delete()
"""


def test_what_has_closed_is_opened_once_and_what_cannot_be_says_why(tmp_path):
    made = Installation(tmp_path)
    assert made.run("migrate").returncode == 0
    assert made.run("rounds", "open").stdout == ""
    made.python(CYCLE)
    made.python(PAST)
    first = made.run("rounds", "open")
    assert first.returncode == 0, first.stderr
    title = "Báo cáo tháng về chuyển đổi số"
    assert first.stdout.splitlines() == [f"opened 2025-09: {title}", f"opened 2025-10: {title}"]
    again = made.run("rounds", "open")
    assert (again.returncode, again.stdout) == (0, "")
    made.python(UNASKED)
    refused = made.run("rounds", "open")
    assert refused.returncode == 1
    assert f"not opened 2025-09: {title}: its form has no issued version" in refused.stderr
