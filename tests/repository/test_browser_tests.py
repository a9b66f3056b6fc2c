"""Browser tests wait for what they look at: on a busy machine the answer to a click may take its time."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from tests.repository.tree import modules

# What Playwright reads at once, be the page there or not; `expect` has a form of each that waits.
AT_ONCE = {
    "all", "all_inner_texts", "all_text_contents", "content", "count", "get_attribute", "inner_html", "inner_text",
    "input_value", "is_checked", "is_disabled", "is_editable", "is_enabled", "is_hidden", "is_visible", "text_content",
    "title",
}  # fmt: skip
STEPS = "tests/browser/steps.py"  # reads at once, each after a wait of its own
# After a bare click the old page may still be there: for these it would be the wrong one, or none.
NEEDS_THE_PAGE = {"evaluate", "goto", "kept", "pdf", "picture", "python", "reload", "run", "screenshot", "sound"}


def browser_tests() -> Iterator[tuple[str, ast.Module]]:
    for name, module in modules("tests/browser/**/*.py"):
        if name != STEPS:
            yield name, module


def test_nothing_is_read_at_once():
    reads = [
        f"{name}:{node.lineno} .{node.func.attr}()"
        for name, module in browser_tests()
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in AT_ONCE
    ]
    assert reads == [], f"wait for it with expect(…), or use a step of {STEPS}"


def test_nothing_follows_a_bare_click_that_needs_the_next_page():
    hasty = [
        f"{name}:{then.lineno}"
        for name, module in browser_tests()
        for block in blocks(module)
        for step, then in pairwise(block)
        if clicks(step) and called(then) & NEEDS_THE_PAGE
    ]
    assert hasty == [], f"click with go, follow, press or enter of {STEPS}, or wait for what the click shows"


def blocks(module: ast.Module) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(module):
        for part in ("body", "orelse", "finalbody"):
            if isinstance(block := getattr(node, part, None), list):
                yield block


def clicks(step: ast.stmt) -> bool:
    """Whether that is `….click()` or the key Enter, and nothing around it."""
    if not (isinstance(step, ast.Expr) and isinstance(step.value, ast.Call)):
        return False
    call = step.value
    name = getattr(call.func, "attr", "")
    return name == "click" or (name == "press" and any(getattr(each, "value", "") == "Enter" for each in call.args))


def called(step: ast.stmt) -> set[str]:
    """Names of all that is called within."""
    calls = [node.func for node in ast.walk(step) if isinstance(node, ast.Call)]
    return {getattr(each, "attr", getattr(each, "id", "")) for each in calls}
