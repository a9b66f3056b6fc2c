"""The demonstration case in the test database, for all tests of a module."""

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import transaction

from tests.repository.tree import ROOT
from tests.vietnam import book, rows
from tongket.flow.organisation.actions import load_units
from tongket.flow.organisation.actors import operator
from tongket.flow.returns.actions import Loaded, load_case
from tongket.formats.reading.case import read_case

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def load(folder: Path, *, replace: bool = False, public: bool = True) -> Loaded:
    """Load a case folder."""
    found = read_case(folder, lambda country, aliases: book())
    return load_case(
        data=found.data,
        country=found.country,
        digest=found.digest,
        public=public,
        replace=replace,
        by=operator("lan"),
        at=NOON,
    )


def words(answer) -> str:
    """The text of a page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.fixture(scope="module")
def _yagi(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_units(rows=rows(), by=operator("lan"), at=NOON)
        load(ROOT / "tongket/demo/yagi")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def yagi(_yagi, db):
    """The case, and nothing kept from other tests."""
    caches["pages"].clear()
