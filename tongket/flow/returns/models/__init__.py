"""Cases and the returns loaded with them; forms, regimes, and what units owe, fill in and file under them."""

from tongket.flow.returns.models.cases import Case, CaseForm, CaseLoad
from tongket.flow.returns.models.filing import Draft, Evidence, Filing, Step
from tongket.flow.returns.models.forms import Form, FormVersion, LibraryIndicator
from tongket.flow.returns.models.regimes import Locking, Obligation, Regime, Round
from tongket.flow.returns.models.returns import Return, Revision

__all__ = [
    "Case",
    "CaseForm",
    "CaseLoad",
    "Draft",
    "Evidence",
    "Filing",
    "Form",
    "FormVersion",
    "LibraryIndicator",
    "Locking",
    "Obligation",
    "Regime",
    "Return",
    "Revision",
    "Round",
    "Step",
]
