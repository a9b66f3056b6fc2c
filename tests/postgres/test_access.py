"""Accounts and committees on PostgreSQL: an invitation taken once by two at once, and what constraints refuse."""

import re
import subprocess
import sys

import psycopg
import pytest

from tests.ops.running import PATIENCE

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]

ACCEPT = """
from tongket.cli.shell import set_up_django; set_up_django()
import sys
from datetime import datetime, UTC, timedelta
from tongket.flow.organisation.actions import access
from tongket.flow.organisation.actors import PUBLIC
from tongket.flow.organisation.actors import NotYours
at = datetime.now(UTC)
try:
    access.accept_invitation(
        secret=sys.argv[1], username=sys.argv[2], password='ba con vịt xuống sông', day=at.date(), by=PUBLIC, at=at
    )
    print('in')
except NotYours:
    print('out')
"""
RESET = """
from tongket.cli.shell import set_up_django; set_up_django()
import sys
from datetime import datetime, UTC
from tongket.flow.organisation.actions import resets
from tongket.flow.organisation.actors import PUBLIC
from tongket.flow.organisation.actors import NotYours
try:
    resets.use_reset(secret=sys.argv[1], password='mưa đầu mùa ' + sys.argv[2], by=PUBLIC, at=datetime.now(UTC))
    print('in')
except NotYours:
    print('out')
"""
REACH = """
from tongket.cli.shell import set_up_django; set_up_django()
import sys
from datetime import date
from tongket.flow.organisation.actors import Actor, Held, Role
from tongket.flow.organisation.models import Unit
from tongket.flow.organisation.queries import in_subtree, roots, subtree_keys, tree, unit_named
from tongket.flow.organisation.queries.access import within
for day in (date(2024, 1, 1), date(2026, 11, 21)):
    province = unit_named('Lào Cai', day)
    actor = Actor('account:hoa', 1, held=(Held(Role.SECRETARY, province), Held(Role.CHAIR, 'vn', 3)), day=day)
    keys = subtree_keys(actor, Role.SECRETARY, day=day)
    assert keys == {unit.key for unit in tree().units if within(actor, unit.key, Role.SECRETARY)}
    assert Unit.objects.filter(key__in=in_subtree(actor, Role.CHAIR, day=day)).count() == 0
    everywhere = Unit.objects.filter(key__in=in_subtree(actor, Role.CHAIR, day=day, committee=3)).count()
    print(len(keys), everywhere == len(tree().on(day)))
"""
COMMITTEE = """
INSERT INTO organisation_committee (name, field, unit_key, start, decision, ended_by) VALUES ('Ban', 'Thiên tai', 'vn',
'2026-03-01', '1/QĐ', '') RETURNING id
"""
SEAT = """
INSERT INTO organisation_membership (committee_id, full_name, post, seat, start, decision, "end", ended_by)
VALUES (%s, %s, %s, %s, '2026-03-01', '1/QĐ', %s, %s)
"""
REFUSED = (
    ("Bình", "Chủ tịch", "head", None, ""),
    ("An", "Chủ tịch", "member", None, ""),
    ("Bình", "", "member", None, ""),
    ("Bình", "Chủ tịch", "emperor", None, ""),
    ("Bình", "Chủ tịch", "member", "2026-02-01", "2/QĐ"),
    ("Bình", "Chủ tịch", "member", "2026-04-01", ""),
    ("Bình", "Chủ tịch", "member", None, "2/QĐ"),
)


@pytest.fixture
def invited(on_postgres):
    """An installation on PostgreSQL, and the secret of its first invitation."""
    done = on_postgres.run("account", "invite", "Nguyễn Thị Lan")
    assert done.returncode == 0, done.stderr
    return on_postgres, re.fullmatch(r"/invitation/(\S+)\n", done.stdout)[1]


def at_once(there, code: str, secret: str) -> list[str]:
    """What three processes print that use one link in the same moment."""
    tries = [
        subprocess.Popen(
            [sys.executable, "-c", code, secret, name], env=there.environment, stdout=subprocess.PIPE, text=True
        )
        for name in ("lan", "hoa", "an")
    ]
    return sorted(each.communicate(timeout=PATIENCE)[0].strip() for each in tries)


def test_a_link_serves_once_for_several_at_once(invited):
    """An invitation makes one account with one role; the link for a lost password sets one password."""
    there, secret = invited
    assert at_once(there, ACCEPT, secret) == ["in", "out", "out"]
    with psycopg.connect(there.database) as connection:
        assert connection.execute("SELECT count(*) FROM organisation_account").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM organisation_appointment").fetchone() == (1,)
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("UPDATE organisation_appointment SET role = 'emperor'")
    with psycopg.connect(there.database) as connection:
        (name,) = connection.execute("SELECT username FROM organisation_account").fetchone()
    assert there.run("account", "reset", "nobody").stderr == "tongket: there is no account 'nobody'\n"
    done = there.run("account", "reset", name.upper(), "--lost", "both")
    link = re.fullmatch(r"/reset/(\S+)\n", done.stdout)
    assert link, done.stderr
    assert at_once(there, RESET, link[1]) == ["in", "out", "out"]
    assert there.run("account", "renew-secrets").stdout == "0 secrets encrypted anew\n"


def test_a_filter_by_subtree_finds_what_the_predicate_allows(invited):
    """Lào Cai with its 9 districts and 151 communes before the reform of 2025, with its 99 communes after."""
    command, environment = [sys.executable, "-c", REACH], invited[0].environment
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "161 True\n100 True\n", done.stderr


def test_the_database_refuses_seats_and_roles_that_cannot_be(invited):
    with psycopg.connect(invited[0].database, autocommit=True) as connection:
        (committee,) = connection.execute(COMMITTEE).fetchone()
        connection.execute(SEAT, (committee, "An", "Chủ tịch", "head", None, ""))
        for row in REFUSED:
            with pytest.raises(psycopg.errors.IntegrityError):
                connection.execute(SEAT, (committee, *row))
        connection.execute(SEAT, (committee, "An", "Chủ tịch", "member", "2026-04-01", "2/QĐ"))
        for end, by in (("2026-04-01", ""), (None, "2/QĐ"), ("2026-02-01", "2/QĐ")):
            with pytest.raises(psycopg.errors.CheckViolation):
                connection.execute('UPDATE organisation_committee SET "end" = %s, ended_by = %s', (end, by))
        change = "UPDATE organisation_invitation SET committee_id = %s, role = %s"
        connection.execute(change, (committee, "chair"))
        for role in ("official", "unit_head", "administrator", "auditor"):
            with pytest.raises(psycopg.errors.CheckViolation):
                connection.execute(change, (committee, role))
