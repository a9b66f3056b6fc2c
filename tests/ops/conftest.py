"""Installations to try things on."""

import shutil
from pathlib import Path

import pytest

from tests.ops.running import Installation


@pytest.fixture(scope="session")
def _set_up(tmp_path_factory):
    """A data folder with all tables and, to be quick, without the units; made once, then copied."""
    made = Installation(tmp_path_factory.mktemp("set-up"))
    made.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")
    return made


@pytest.fixture
def fresh(tmp_path):
    """An installation where no command was ever run."""
    return Installation(tmp_path / "fresh")


@pytest.fixture
def installation(_set_up, tmp_path):
    """An installation where nothing was done yet."""
    return Installation(shutil.copytree(_set_up.data, tmp_path / "data"))


@pytest.fixture(scope="session")
def _at_work(_set_up, tmp_path_factory):
    made = Installation(shutil.copytree(_set_up.data, tmp_path_factory.mktemp("at-work") / "data"))
    made.work()
    kept = made.data / "files" / "ab" / "abc123"
    kept.parent.mkdir(parents=True)
    kept.write_text("báo cáo")
    return made


@pytest.fixture
def at_work(_at_work, tmp_path):
    """An installation where somebody has worked: an account, a group, three notes, a file."""
    return Installation(shutil.copytree(_at_work.data, tmp_path / "at-work"))


@pytest.fixture(scope="session")
def _saved(_at_work, tmp_path_factory):
    path = tmp_path_factory.mktemp("saved") / "saved.zip"
    done = _at_work.run("backup", path)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def saved(_saved, tmp_path):
    """A backup of the installation at work."""
    return Path(shutil.copy(_saved, tmp_path))
