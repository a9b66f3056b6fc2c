"""For all tests: nothing is kept in memory from one to the next, and nothing is timed."""

import pytest
from django.core.cache import caches
from hypothesis import HealthCheck, settings

from tests.ops.running import Installation, made_once

# A busy machine is no fault of the code: no example is timed, nor their making.
settings.register_profile("untimed", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _nothing_kept():
    """A test's database is rolled back, and its numbers come again: what was kept by them would be another test's."""
    yield
    caches["pages"].clear()


@pytest.fixture(scope="session")
def set_up(tmp_path_factory) -> Installation:
    """An installation with all tables and, to be quick, without the units; to be copied, not used."""

    def migrate(made: Installation) -> None:
        made.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")

    return made_once(tmp_path_factory, "set-up", migrate)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The one test that takes minutes begins first, so that it runs beside all others and not after them."""
    items.sort(key=lambda item: "test_a_whole_month" not in item.nodeid)
