"""For all tests: nothing is kept in memory from one to the next."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _nothing_kept():
    """A test's database is rolled back, and its numbers come again: what was kept by them would be another test's."""
    yield
    caches["pages"].clear()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The one test that takes minutes begins first, so that it runs beside all others and not after them."""
    items.sort(key=lambda item: "test_a_whole_month" not in item.nodeid)
