"""Cases, what was loaded into them, and the returns of units as immutable revisions."""

from tongket.flow.returns.models.cases import Case, CaseLoad, Form
from tongket.flow.returns.models.returns import Return, Revision

__all__ = ["Case", "CaseLoad", "Form", "Return", "Revision"]
