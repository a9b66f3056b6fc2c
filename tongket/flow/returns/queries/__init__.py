"""Reads of cases, of forms and regimes, of returns on their way, and of the board."""

from tongket.flow.returns.queries.accepted import (
    RoundRead,
    may_publish,
    round_of,
    round_read,
    rounds_listed,
)
from tongket.flow.returns.queries.cases import (
    CaseContent,
    CaseListed,
    CaseNotFound,
    EventListed,
    case_content,
    case_data,
    case_list,
    case_tables,
    event_list,
)

__all__ = [
    "CaseContent",
    "CaseListed",
    "CaseNotFound",
    "EventListed",
    "RoundRead",
    "case_content",
    "case_data",
    "case_list",
    "case_tables",
    "event_list",
    "may_publish",
    "round_of",
    "round_read",
    "rounds_listed",
]
