"""Installations to try things on."""

import shutil
from pathlib import Path

import pytest

from tests.ops.running import Installation


@pytest.fixture
def fresh(tmp_path):
    """An installation where no command was ever run."""
    return Installation(tmp_path / "fresh")


@pytest.fixture
def installation(set_up, tmp_path):
    """An installation where nothing was done yet."""
    return set_up.copy(tmp_path / "data")


@pytest.fixture(scope="session")
def _at_work(set_up, tmp_path_factory):
    made = set_up.copy(tmp_path_factory.mktemp("at-work") / "data")
    made.work()
    kept = made.data / "files" / "ab" / "abc123"
    kept.parent.mkdir(parents=True)
    kept.write_text("báo cáo")
    return made


@pytest.fixture
def at_work(_at_work, tmp_path):
    """An installation where somebody has worked: an account, a group, three notes, a file."""
    return _at_work.copy(tmp_path / "at-work")


@pytest.fixture(scope="session")
def _saved(_at_work, tmp_path_factory):
    path = tmp_path_factory.mktemp("saved") / "saved.zip"
    _at_work.do("backup", path)
    return path


@pytest.fixture
def saved(_saved, tmp_path):
    """A backup of the installation at work."""
    return Path(shutil.copy(_saved, tmp_path))
