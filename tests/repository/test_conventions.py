"""Conventions that neither ruff nor the import contracts can see, read off the syntax trees."""

import ast

import pytest

from tests.repository.tree import FLOW_ORDER, modules

CLOCKS = {"now", "today", "utcnow", "localtime", "localdate"}
# The only places that may look at a clock, each because a person stands before it.
SHELL = ("tongket/cli/shell.py", "tongket/web/clock.py")
# Moves every row of every model, for the operator of the machine, and knows none of them by name.
PAST_THE_QUERIES = ("tongket/cli/snapshot.py",)


def names_of(module: ast.Module) -> dict[str, int]:
    """Attribute names called in a module, with a line where each is."""
    return {
        node.func.attr: node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


def test_only_the_shell_looks_at_the_clock():
    lookers = [
        f"{name}:{names_of(module)[clock]} {clock}()"
        for name, module in modules("tongket/**/*.py")
        if name not in SHELL
        for clock in CLOCKS & names_of(module).keys()
    ]
    assert lookers == [], "take the moment as an argument (at=)"


def test_no_column_sets_its_own_time():
    automatic = [
        f"{name}:{node.lineno}"
        for name, module in modules("tongket/**/*.py")
        for node in ast.walk(module)
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
    ]
    assert automatic == [], "an action sets it from at="


def test_views_commands_and_web_never_reach_past_the_queries():
    reaching = [
        f"{name}:{node.lineno} .{node.attr}"
        for name, module in modules(
            "tongket/flow/*/views.py", "tongket/flow/*/views/**/*.py", "tongket/web/**/*.py", "tongket/cli/**/*.py"
        )
        if name not in PAST_THE_QUERIES
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]
    assert reaching == [], "ask a function of queries.py, which is given the actor"


# What an administration consists of is public: everyone sees all of it.
PUBLIC_APPS = ("tongket/flow/organisation/",)


def test_whoever_reads_rows_says_for_whom():
    """Every function of the queries that touches rows is given the actor whose eyes it reads with."""
    for_nobody = [
        f"{name}::{node.name}"
        for name, module in modules("tongket/flow/*/queries.py", "tongket/flow/*/queries/**/*.py")
        if not name.startswith(PUBLIC_APPS)
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(inner, ast.Attribute) and inner.attr == "objects" for inner in ast.walk(node))
        and "actor" not in {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
    ]
    assert for_nobody == [], "take actor, and begin at visible_to(actor)"


def test_rows_of_cases_have_one_door():
    """What belongs to a case is reached by `visible_to(actor)`, or by a case that was."""
    used = {
        (name, node.value.id)
        for name, module in modules("tongket/flow/*/queries.py", "tongket/flow/*/queries/**/*.py")
        if not name.startswith(PUBLIC_APPS)
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name)
    }
    doors = {("tongket/flow/returns/queries/cases.py", model) for model in ("Case", "CaseLoad", "CaseForm", "Revision")}
    doors |= {
        ("tongket/flow/returns/queries/accepted.py", model)
        for model in ("Round", "Obligation", "Filing", "FormVersion")
    }  # all begin at a round that Round.objects.consolidated_for(actor) gives
    doors |= {("tongket/flow/consolidation/queries/words.py", "PeriodText")}  # begun at a round that was read
    doors |= {("tongket/flow/journal/queries.py", model) for model in ("Entry", "Seal")}
    doors |= {("tongket/flow/returns/queries/approving.py", model) for model in ("Obligation", "Filing")}
    doors |= {("tongket/flow/returns/queries/reviewing.py", "Obligation")}
    doors |= {("tongket/flow/returns/queries/board.py", model) for model in ("Round", "Obligation", "Step")}
    at_home = ("Form", "Regime", "Round", "Obligation", "Step")
    doors |= {("tongket/flow/returns/queries/home.py", model) for model in at_home}
    of_the_cycle = ("Regime", "Round", "Obligation", "Filing", "FormVersion")
    doors |= {("tongket/flow/returns/queries/earlier.py", model) for model in of_the_cycle}
    doors |= {("tongket/flow/returns/queries/turns.py", model) for model in ("Obligation", "Round")}
    doors |= {("tongket/flow/returns/queries/filling.py", "Obligation")}
    designed = {
        "library": ("LibraryIndicator", "Obligation", "Filing", "Unit", "Committee"),
        "forms": ("Form",),
        "regimes": ("Regime", "Round", "Obligation"),
    }
    doors |= {(f"tongket/flow/returns/queries/{name}.py", model) for name in designed for model in designed[name]}
    assert used - doors == set(), "a new way to rows: give its queryset visible_to(actor), then add it here"


def actions():
    """Every public function of every actions module of the flow, the journal's own aside."""
    for name, module in modules("tongket/flow/*/actions.py", "tongket/flow/*/actions/**/*.py"):
        if not name.startswith("tongket/flow/journal/"):
            for node in module.body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield pytest.param(module, node, id=f"{name}::{node.name}")


@pytest.mark.parametrize(("module", "action"), list(actions()))
def test_an_action_is_keyword_only_and_is_told_who_and_when(module, action):
    arguments = action.args
    assert not arguments.args and not arguments.posonlyargs, "keyword-only: def verb(*, …, by, at)"
    assert {"by", "at"} <= {argument.arg for argument in arguments.kwonlyargs}


@pytest.mark.parametrize(("module", "action"), list(actions()))
def test_an_action_writes_the_journal_in_its_transaction(module, action):
    reached = called_within(module, action)
    assert "record" in reached, "write a journal entry: record(by=…, at=…, verb=…)"
    assert "atomic" in reached, "one transaction: with transaction.atomic()"


def called_within(module: ast.Module, function: ast.FunctionDef) -> set[str]:
    """Names called or used as decorators in a function and in the functions of its module that it calls."""
    local = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    seen: set[str] = set()
    waiting = [function]
    while waiting:
        for node in ast.walk(waiting.pop()):
            if isinstance(node, ast.Name | ast.Attribute):
                name = node.id if isinstance(node, ast.Name) else node.attr
                if name not in seen and name in local:
                    waiting.append(local[name])
                seen.add(name)
    return seen


def test_no_foreign_key_by_name_against_the_flow_order():
    upward = []
    for name, module in modules("tongket/flow/*/models.py", "tongket/flow/*/models/**/*.py"):
        own = name.split("/")[2]
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {
                "ForeignKey",
                "OneToOneField",
                "ManyToManyField",
            }:
                target = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "to"), None)
                if isinstance(target, ast.Constant) and "." in str(target.value):
                    app = str(target.value).split(".")[0]
                    if app in FLOW_ORDER and FLOW_ORDER.index(app) > FLOW_ORDER.index(own):
                        upward.append(f"{name}:{node.lineno} {target.value}")
    assert upward == []


def test_every_migration_can_be_rolled_back_whole():
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loose = [str(m) for m in MigrationLoader(None).disk_migrations.values() if not m.atomic]
    assert loose == [], f"restore runs all of them in one transaction ({connection.vendor} can)"
