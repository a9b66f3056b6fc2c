"""A real PostgreSQL of the test run's own: started without rights, on a Unix socket, gone afterwards."""

import os
import uuid

import psycopg
import pytest

from tests.ops.running import Installation


@pytest.fixture(scope="session")
def _server(tmp_path_factory):
    # pgserver keeps its sockets' locks there, and warns where the system names no such folder.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pgserver

    server = pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    yield server
    server.cleanup()


@pytest.fixture
def database(_server):
    """The DATABASE_URL of a new, empty database."""
    name = f"tongket_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(_server.get_uri(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return _server.get_uri(database=name)


@pytest.fixture
def on_postgres(database, tmp_path):
    """An installation on that database where no command was ever run."""
    return Installation(tmp_path / "on-postgres", database=database)
