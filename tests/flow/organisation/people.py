"""People of a small administration, for tests of access."""

from datetime import UTC, date, datetime

from tests.core.units.small import ACT, EDGES, REFORM, SUCCESSIONS, UNITS
from tongket.core.units.model import Act
from tongket.core.units.names import Alias
from tongket.flow.organisation.actions import load_units
from tongket.flow.organisation.actors import Role, operator
from tongket.flow.organisation.models import Account, Appointment
from tongket.formats.reading.units import UnitRows

OPERATOR = operator("clerk")
AT = datetime(2026, 11, 21, 1, tzinfo=UTC)
DAY = date(2026, 11, 21)
PASSWORD = "ba con vịt xuống sông"
ROWS = UnitRows(
    "vn",
    date(2025, 1, 1),
    UNITS,
    EDGES,
    SUCCESSIONS,
    (Act(ACT, date(2025, 6, 12), REFORM),),
    (Alias("LC", "Lào Cai", "", "province"),),
    "one",
)


def load_small_country() -> None:
    """The country of tests/core/units/small.py."""
    load_units(rows=ROWS, by=OPERATOR, at=AT)


def person(
    username: str,
    *held: tuple[Role, str] | tuple[Role, str, int | None],
    start: date = date(2026, 1, 1),
    end: date | None = None,
) -> Account:
    """An account with its roles, each at a unit, some for one committee; the password is PASSWORD."""
    account = Account.objects.create_user(username, password=PASSWORD, full_name=username.title())
    for role, unit, *committee in held:
        Appointment.objects.create(
            account=account, role=role, unit_id=unit, committee_id=next(iter(committee), None), start=start, end=end
        )
    return account
