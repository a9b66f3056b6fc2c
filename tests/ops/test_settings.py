"""Settings of production refuse to start half made, and say what to do."""

import os
import subprocess
import sys

import pytest

from tests.ops.running import BIN, PATIENCE, Installation

GOOD = {
    "TONGKET_SECRET_KEY": "k3-Zq8_vR1xT0bN7cW5yU2mE9aJ4sD6fH8gL1pO3iQ5tY7rBnV0",
    "TONGKET_HOSTS": "bcd.example.gov.vn, www.bcd.example.gov.vn",
}
LOCAL_KEY = "local-only-" + "insecure" * 6


def start(settings="production", code="", **changes):
    """Django set up with these settings in a process of its own."""
    given = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TONGKET_", "DATABASE_URL"))}
    environment = {**kept, **given, "DJANGO_SETTINGS_MODULE": f"tongket.config.settings.{settings}"}
    script = "import django; django.setup()\nfrom django.conf import settings\n" + code
    return subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"TONGKET_SECRET_KEY": None}, "TONGKET_SECRET_KEY is not set. Make one with: python3 -c"),
        ({"TONGKET_SECRET_KEY": ""}, "TONGKET_SECRET_KEY is not set."),
        ({"TONGKET_SECRET_KEY": LOCAL_KEY}, "TONGKET_SECRET_KEY is the one of local settings, which everybody knows"),
        ({"TONGKET_SECRET_KEY": "short"}, "TONGKET_SECRET_KEY is too weak: at least 50 characters, made at random."),
        ({"TONGKET_SECRET_KEY": "ab" * 40}, "TONGKET_SECRET_KEY is too weak"),
        ({"TONGKET_HOSTS": None}, "TONGKET_HOSTS must name the hosts that are served, e.g. bcd.example.gov.vn"),
        ({"TONGKET_HOSTS": " , "}, "TONGKET_HOSTS must name the hosts"),
        ({"TONGKET_HOSTS": "*"}, "TONGKET_HOSTS must name the hosts"),
        ({"TONGKET_DEBUG": "1"}, "TONGKET_DEBUG shows the inside of the program to every visitor; unset it"),
    ],
)
def test_production_refuses(changes, said):
    done = start(**changes)
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {said}" in done.stderr


def test_production_starts_when_all_is_set():
    done = start(code="print(settings.DEBUG, settings.ALLOWED_HOSTS)")
    assert done.stdout == "False ['bcd.example.gov.vn', 'www.bcd.example.gov.vn']\n", done.stderr


def test_djangos_own_check_for_deployment_finds_nothing():
    code = "from django.core.management import call_command\ncall_command('check', deploy=True, fail_level='WARNING')"
    done = start(code=code)
    assert done.returncode == 0, done.stderr


def test_debugging_is_for_local_settings():
    done = start("local", "print(settings.DEBUG)", TONGKET_DEBUG="1")
    assert done.stdout == "True\n", done.stderr
    assert start("local", "print(settings.DEBUG)").stdout == "False\n"


def test_the_command_says_it_in_one_line_and_ends_with_2(tmp_path):
    production = Installation(tmp_path, more={"DJANGO_SETTINGS_MODULE": "tongket.config.settings.production"})
    done = production.run("doctor")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("tongket: TONGKET_SECRET_KEY is not set.") and done.stderr.count("\n") == 1


def test_a_database_url_that_cannot_be_read_is_said(tmp_path):
    done = Installation(tmp_path, database="oracle:nonsense").run("case", "list")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "tongket: DATABASE_URL cannot be read; it is written as postgresql://user:password@host/name "
        "or sqlite:////path\n"
    )


def test_a_data_folder_may_have_any_name(tmp_path):
    odd = Installation(tmp_path / "số liệu #1 50%20?x=y")
    assert odd.run("doctor").returncode == 0
    assert (odd.data / "tongket.sqlite3").is_file()


def test_the_data_folder_is_var_where_one_stands(tmp_path):
    done = subprocess.run(
        [BIN / "tongket", "doctor"], cwd=tmp_path, env=Installation(tmp_path).environment | {"TONGKET_DATA": ""},
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert (tmp_path / "var" / "tongket.sqlite3").is_file(), done.stderr
