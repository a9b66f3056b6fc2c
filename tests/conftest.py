"""For all tests: nothing is kept in memory from one to the next."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _nothing_kept():
    """A test's database is rolled back, and its numbers come again: what was kept by them would be another test's."""
    yield
    caches["pages"].clear()
