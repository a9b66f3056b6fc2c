"""Writes of cases, of forms and regimes, and of returns on their way."""

from tongket.flow.returns.actions.cases import CaseExists, Loaded, Outcome, load_case

__all__ = ["CaseExists", "Loaded", "Outcome", "load_case"]
