"""Questions to cases, and to the rounds of regimes."""

from tongket.flow.consolidation.queries.cases import (
    WrongQuestion,
    ask,
    content,
    events_of_unit,
    figures,
    on_both_maps,
    printed,
    public_figures,
    public_figures_at,
    public_parts,
    public_series,
    reconciliation,
    report_charts,
)
from tongket.flow.consolidation.queries.papers import local_day, paper
from tongket.flow.consolidation.queries.periods import (
    FigureOrigin,
    PeriodQuestion,
    ask_period,
    figure_origin,
    period_figures,
    top_of,
)

__all__ = [
    "FigureOrigin",
    "PeriodQuestion",
    "WrongQuestion",
    "ask",
    "ask_period",
    "content",
    "events_of_unit",
    "figure_origin",
    "figures",
    "local_day",
    "on_both_maps",
    "paper",
    "period_figures",
    "printed",
    "public_figures",
    "public_figures_at",
    "public_parts",
    "public_series",
    "reconciliation",
    "report_charts",
    "top_of",
]
