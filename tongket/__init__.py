"""Tổng Kết: software for the secretariats of public steering committees."""

__version__ = "0.1.0"
