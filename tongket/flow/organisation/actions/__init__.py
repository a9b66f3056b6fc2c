"""Writing units, accounts and what they may do."""

from tongket.flow.organisation.actions.units import load_shipped_units, load_units

__all__ = ["load_shipped_units", "load_units"]
