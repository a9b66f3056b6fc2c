"""Accounts, and the units of the administration with their history."""

from tongket.flow.organisation.models.account import Account

__all__ = ["Account"]
