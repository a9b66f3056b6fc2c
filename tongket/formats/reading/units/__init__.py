"""Units with their history from a folder of CSV tables, checked whole before anything is taken."""

from tongket.formats.reading.units.folder import SHIPPED, UnitRows, read_units

__all__ = ["SHIPPED", "UnitRows", "read_units"]
