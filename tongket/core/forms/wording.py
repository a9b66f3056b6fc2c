"""The rules of a form, and what breaks them, in plain Vietnamese and English.

A sentence about a problem says what is wrong, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from tongket.core.forms.model import FormContent, Rule, RuleKind
from tongket.core.forms.rules import NARRATIVE_LONG, Problem
from tongket.core.forms.sentences import PROBLEMS, RULES
from tongket.core.rollup.amounts import number, unit_word, with_unit
from tongket.core.rollup.rounding import rounded

# Categories that have names in both languages; all others are written as the form names them.
CATEGORY_WORDS: Mapping[str, Mapping[str, str]] = {
    "sex": {"vi": "giới tính", "en": "sex"},
    "female": {"vi": "nữ", "en": "female"},
    "male": {"vi": "nam", "en": "male"},
}
_CHANGES = (RuleKind.CHANGE, RuleKind.CHANGE_YEAR)
# Rules that compare a cell with itself at another time; the others with another cell.
_WITH_ITSELF = (RuleKind.NOT_BELOW_LAST, *_CHANGES)
_LIMIT_OF_OTHER = (RuleKind.REQUIRED_IF, RuleKind.ONLY_IF)
_MORE_PLACES = 2  # where a figure has more decimals than its indicator: a rate as it is computed


def category_word(word: str, lang: str) -> str:
    """A category or one of its values as it is read.

    >>> category_word("female", "vi"), category_word("dưới 16 tuổi", "en")
    ('nữ', 'dưới 16 tuổi')
    """
    return CATEGORY_WORDS.get(word, {}).get(lang, word)


def cell_name(content: FormContent, key: str, lang: str) -> str:
    """What a cell or a text is called: "Người được tập huấn, nữ". A key that the form does not ask stays as it is."""
    cell = content.indicators.get(key)
    if cell is None:
        return next((text.title for text in content.narratives if text.key == key), key)
    values = (part.partition("=")[2] for part in key.split(";")[1:])
    return ", ".join((cell.name(lang), *(category_word(value, lang) for value in values)))


def rule_text(rule: Rule, content: FormContent, lang: str) -> str:
    """The rule as a sentence, with what happens where it is broken."""
    words = RULES[lang]
    return (
        words[_rule_key(rule)].format(**_blanks(rule, content, lang)) + words["blocks" if rule.blocking else "explains"]
    )


def problem_text(problem: Problem, content: FormContent, lang: str) -> str:
    """What is wrong, where, and what to do."""
    words, rule = PROBLEMS[lang], problem.rule
    if rule is None:
        blanks = {"name": cell_name(content, problem.keys[0], lang)}
        return words[problem.kind].format(**blanks, **_lengths(problem, lang))
    wrong = words[_problem_key(problem, rule)].format(
        **_blanks(rule, content, lang), **_told(problem, rule, content, lang)
    )
    ending = words["mend" if problem.blocking else "mend_or_explain"]
    return wrong + ending.format(what=words[f"{rule.kind.value}_mend"])


def enumerated(parts: tuple[str, ...], lang: str) -> str:
    """Names in a sentence, the last two joined by a word.

    >>> enumerated(("nữ", "nam", "chưa rõ"), "vi")
    'nữ, nam và chưa rõ'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {'và' if lang == 'vi' else 'and'} {parts[-1]}"


def _rule_key(rule: Rule) -> str:
    if rule.kind is RuleKind.RANGE and None in (rule.least, rule.most):
        return "range_most" if rule.least is None else "range_least"
    return f"{rule.kind.value}_beyond" if rule.kind in _CHANGES and rule.least else rule.kind.value


def _blanks(rule: Rule, content: FormContent, lang: str) -> dict[str, str]:
    """What stands in the blanks of a rule's sentence."""
    others = tuple(cell_name(content, key, lang) for key in rule.others)
    limited = rule.others[0] if rule.kind in _LIMIT_OF_OTHER else rule.indicator
    least, most = rule.least or Fraction(0), rule.most or Fraction(0)
    return {
        "name": cell_name(content, rule.indicator, lang),
        "others": enumerated(others, lang),
        "other": "".join(others[:1]),
        "least": "0" if rule.kind in _LIMIT_OF_OTHER and not least else _said(content, limited, lang, least),
        "most": _percent(most, lang) if rule.kind in _CHANGES else _said(content, rule.indicator, lang, most),
    }


def _problem_key(problem: Problem, rule: Rule) -> str:
    """Which sentence: under or over a limit; up, down, or up from nothing."""
    value = problem.values[0] or Fraction(0)
    if rule.kind is RuleKind.RANGE:
        return "range_under" if rule.least is not None and value < rule.least else "range_over"
    if rule.kind not in _CHANGES:
        return problem.kind
    old = problem.values[1] or Fraction(0)
    return f"{problem.kind}_{'from_nothing' if old == 0 else 'up' if value > old else 'down'}"


def _told(problem: Problem, rule: Rule, content: FormContent, lang: str) -> dict[str, str]:
    """The figures of a broken rule, with their units of measure."""
    values, own = problem.values, rule.indicator
    told = {"value": _said(content, own, lang, values[0])}
    if len(values) > 1:
        told["other_value"] = _said(content, own if rule.kind in _WITH_ITSELF else rule.others[0], lang, values[1])
    if rule.kind is RuleKind.PARTS:
        told["sum"] = _said(content, own, lang, sum((part or Fraction(0) for part in values[1:]), Fraction(0)))
    if rule.kind in _CHANGES and values[0] is not None and values[1]:
        told["percent"] = _percent(abs(values[0] - values[1]) / abs(values[1]) * 100, lang)
    return told


def _lengths(problem: Problem, lang: str) -> dict[str, str]:
    if problem.kind != NARRATIVE_LONG:
        return {}
    length, longest = (number(rounded(value or Fraction(0), 0), lang) for value in problem.values)
    return {"length": length, "longest": longest}


def _said(content: FormContent, key: str, lang: str, value: Fraction | None) -> str:
    """A figure of that cell with its unit of measure, as exact as it must be to show what is wrong."""
    if value is None:
        return PROBLEMS[lang]["unknown"]
    cell = content.indicators[key]
    exact = rounded(value, cell.decimals + _MORE_PLACES)
    text = number(exact, lang, cell.decimals + _MORE_PLACES)
    return with_unit(text, cell, lang, exact) if unit_word(cell, lang) else text


def _percent(value: Fraction, lang: str) -> str:
    return f"{number(Decimal(rounded(value, _MORE_PLACES)), lang, _MORE_PLACES)}%"
