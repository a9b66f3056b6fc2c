"""Accounts and what they may do, and the units of the administration with their history."""

from tongket.flow.organisation.models.access import Appointment, Invitation
from tongket.flow.organisation.models.account import Account
from tongket.flow.organisation.models.committee import Committee, Membership
from tongket.flow.organisation.models.reset import Reset
from tongket.flow.organisation.models.unit import (
    Act,
    Administration,
    Succession,
    Unit,
    UnitAlias,
    UnitParent,
)

__all__ = [
    "Account",
    "Act",
    "Administration",
    "Appointment",
    "Committee",
    "Invitation",
    "Membership",
    "Reset",
    "Succession",
    "Unit",
    "UnitAlias",
    "UnitParent",
]
