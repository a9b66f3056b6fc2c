"""Rules in plain wording: one chooses a sentence, then fills its blanks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.core.forms.model import Rule, RuleKind
from tongket.core.forms.numbers import WrongAnswer, read_answer
from tongket.core.rollup.model import Indicator, Kind
from tongket.flow.organisation.actors import lang_of

# The sentences to choose from, with "…" for each blank.
SENTENCES = {
    RuleKind.RANGE: _("… lies between a lowest and a highest figure"),
    RuleKind.AT_MOST: _("… is not more than …"),
    RuleKind.PARTS: _("… is the sum of …, … and so on"),
    RuleKind.NOT_BELOW_LAST: _("… (cumulative) is not less than in the period before"),
    RuleKind.CHANGE: _("… does not change by more than … % against the period before"),
    RuleKind.CHANGE_YEAR: _("… does not change by more than … % against that period of the year before"),
    RuleKind.REQUIRED_IF: _("… must be filled in where … is over 0"),
    RuleKind.ONLY_IF: _("… may be over 0 only where … is over 0"),
}
_PERCENT = Indicator("percent", {}, "%", decimals=2)
_ONE_OTHER = (RuleKind.AT_MOST, RuleKind.REQUIRED_IF, RuleKind.ONLY_IF)
_CHANGES = (RuleKind.CHANGE, RuleKind.CHANGE_YEAR)


@dataclass(frozen=True, slots=True)
class _Words:
    indicator: Any
    other: Any = ""
    others: Any = ""


_LABELS = {
    RuleKind.RANGE: _Words(_("Indicator")),
    RuleKind.AT_MOST: _Words(_("Indicator"), _("is not more than")),
    RuleKind.PARTS: _Words(_("The whole"), others=_("is the sum of (at least two)")),
    RuleKind.NOT_BELOW_LAST: _Words(_("Cumulative indicator")),
    RuleKind.CHANGE: _Words(_("Indicator")),
    RuleKind.CHANGE_YEAR: _Words(_("Indicator")),
    RuleKind.REQUIRED_IF: _Words(_("Must be filled in"), _("where this one is over 0")),
    RuleKind.ONLY_IF: _Words(_("May be over 0"), _("only where this one is over 0")),
}


class RuleForm(forms.Form):
    """The blanks of one sentence."""

    def __init__(
        self,
        *args: Any,
        kind: RuleKind,
        cells: Mapping[str, Indicator],
        names: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """`cells` are those of the form by key, `names` what they are called."""
        super().__init__(*args, **kwargs)
        self.kind, self.cells = kind, cells
        labels, choices = _LABELS[kind], [("", "–"), *((key, name) for key, name in names if _fits(kind, cells[key]))]
        self.fields["indicator"] = forms.ChoiceField(label=labels.indicator, choices=choices)
        if kind in _ONE_OTHER:
            self.fields["other"] = forms.ChoiceField(label=labels.other, choices=choices)
        if kind is RuleKind.PARTS:
            self.fields["others"] = forms.MultipleChoiceField(
                label=labels.others, choices=choices[1:], widget=forms.CheckboxSelectMultiple
            )
        if kind is RuleKind.RANGE:
            self.fields["least"] = _figure(_("Lowest figure"), _("May stay empty where there is none."))
            self.fields["most"] = _figure(_("Highest figure"), _("May stay empty where there is none."))
        if kind in _CHANGES:
            self.fields["most"] = _figure(_("Percent, up or down"), required=True)
            self.fields["least"] = _figure(
                _("Small changes that are left aside"),
                _("For example 5: a change of up to 5, in the unit of measure, is never asked about."),
            )
        self.fields["blocking"] = forms.ChoiceField(
            label=_("Where the rule is broken"),
            widget=forms.RadioSelect,
            initial="explain" if kind in _CHANGES else "block",
            choices=[
                ("block", _("The return cannot be submitted before it is mended")),
                ("explain", _("The unit mends it, or explains why it is so")),
            ],
        )

    def clean(self) -> dict[str, Any]:
        """The rule that it makes, under "rule"."""
        said = super().clean() or {}
        if self.errors:
            return said
        least, most = self._number("least", said), self._number("most", said)
        if self.kind is RuleKind.RANGE and not self.errors:
            self._check_range(least, most)
        others = tuple(said.get("others") or ([said["other"]] if "other" in said else []))
        if said["indicator"] in others:
            self.add_error("indicator", gettext("An indicator cannot be compared with itself: choose another one."))
        if self.kind is RuleKind.PARTS:
            self._check_parts(said["indicator"], others)
        if self.errors:
            return said
        blocking = said["blocking"] == "block"
        return {**said, "rule": Rule(self.kind, said["indicator"], others, least, most, blocking)}

    def _check_parts(self, whole: str, parts: tuple[str, ...]) -> None:
        if len(set(parts)) < 2 or len(set(parts)) < len(parts):
            self.add_error("others", gettext("Choose at least two parts."))
        if len({self.cells[key].unit_of_measure for key in (whole, *parts)}) > 1:
            self.add_error("others", gettext("Only figures of one unit of measure can be added or taken off."))

    def _check_range(self, least: Fraction | None, most: Fraction | None) -> None:
        if least is None and most is None:
            self.add_error("least", gettext("Give the lowest figure, the highest, or both."))
        elif least is not None and most is not None and least > most:
            self.add_error("most", gettext("The highest figure is under the lowest."))

    def _number(self, name: str, said: Mapping[str, Any]) -> Fraction | None:
        """A figure as it is written, with a decimal comma; percent have at most two decimals."""
        written = (said.get(name) or "").strip()
        if not written:
            return None
        indicator = _PERCENT if name == "most" and self.kind in _CHANGES else self.cells[said["indicator"]]
        try:
            cell = read_answer(written, indicator, lang_of())
        except WrongAnswer as error:
            self.add_error(name, error.say(lang_of()))
            return None
        if cell is None or cell.value is None:
            self.add_error(name, gettext("Write a number."))
            return None
        if self.kind in _CHANGES and cell.value < 0:
            self.add_error(name, gettext("Write a number that is not under 0."))
        return Fraction(cell.value, 10**indicator.decimals)


def _fits(kind: RuleKind, cell: Indicator) -> bool:
    """Whether the rule can speak of it: what the period before says holds down only what goes on growing."""
    return kind is not RuleKind.NOT_BELOW_LAST or cell.kind in (Kind.CUMULATIVE, Kind.FORMULA)


def _figure(label: Any, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=30, required=required, widget=widget, help_text=help_text)
