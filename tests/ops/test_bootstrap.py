"""`scripts/bootstrap` on machines that lack something: the first line printed is the one thing to do.

The machines are folders of small programs that answer as Debian's would; on a real bare Debian 12 it was tried by hand.
"""

import shutil
import subprocess

import pytest

from tests.ops.running import PATIENCE
from tests.repository.tree import ROOT

COPIED = ("scripts/bootstrap", "scripts/uv.txt", "uv.lock", "pyproject.toml")
TOOLS = ("sh", "cksum", "cut", "cat", "sed", "grep", "sort", "rm", "cp", "cmp", "dirname", "mkdir", "chmod")


@pytest.fixture
def machine(tmp_path):
    """A checkout, and a PATH with the tools of a bare Debian; `put` adds or replaces a program."""
    checkout, programs, libraries = tmp_path / "checkout", tmp_path / "bin", tmp_path / "lib"
    programs.mkdir()
    libraries.mkdir()
    for name in COPIED:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, checkout / name)
    for tool in TOOLS:
        (programs / tool).symlink_to(shutil.which(tool))

    class Machine:
        def put(self, name, script):
            path = programs / name
            path.write_text(f"#!/bin/sh\n{script}\n")
            path.chmod(0o755)

        def bootstrap(self, *groups):
            return subprocess.run(
                [checkout / "scripts/bootstrap", *groups],
                env={"PATH": str(programs), "HOME": str(tmp_path), "LIBRARIES": str(libraries)},
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )

        def file(self, name):
            return checkout / name

    made = Machine()
    made.put("id", "echo 1000")
    made.put("apt-get", f'echo "$@" >> {tmp_path}/apt.log; exit 100')
    made.log = tmp_path / "apt.log"
    return made


# Python 3.11 as Debian ships it without python3-venv: it can say its version and lacks ensurepip.
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1;; *) exit 0;; esac'


def test_a_user_without_rights_is_told_the_one_command(machine):
    machine.put("python3", WITHOUT_VENV)
    done = machine.bootstrap()
    assert done.returncode == 2
    assert done.stdout.splitlines() == [
        "sudo apt-get install -y python3-venv",
        "Run the line above (it needs an administrator), then run this again.",
    ]
    assert not machine.log.exists()


def test_without_python_at_all_it_is_named_too(machine):
    done = machine.bootstrap()
    assert (done.returncode, done.stdout.splitlines()[0]) == (2, "sudo apt-get install -y python3 python3-venv")


def test_tests_need_a_browser_and_one_command_names_all(machine):
    machine.put("python3", WITHOUT_VENV)
    assert (
        machine.bootstrap("test").stdout.splitlines()[0] == "sudo apt-get install -y python3-venv chromium libatomic1"
    )
    machine.put("python3", "exit 0")
    machine.put("chromium", "")
    done = machine.bootstrap("test")
    assert (done.returncode, done.stdout.splitlines()[0]) == (2, "sudo apt-get install -y libatomic1")


def test_root_sees_the_command_and_has_it_run(machine):
    machine.put("id", "echo 0")
    machine.put("python3", WITHOUT_VENV)
    done = machine.bootstrap()
    assert done.stdout.splitlines()[0] == "apt-get install -y python3-venv"
    assert machine.log.read_text().splitlines() == ["install -y python3-venv", "update"]
    assert done.returncode == 2
    assert "The packages could not be installed." in done.stdout


def test_another_system_is_told_in_words(machine):
    machine.file("../bin/apt-get").unlink()
    machine.put("python3", WITHOUT_VENV)
    done = machine.bootstrap()
    assert done.returncode == 2
    assert done.stdout == "Please install what Debian calls python3-venv, then run this again.\n"


def test_an_old_python_is_named(machine):
    machine.put("python3", 'case "$2" in *version_info*) exit 1;; *) echo 3.9.2;; esac')
    done = machine.bootstrap()
    assert done.returncode == 2
    assert done.stdout.splitlines()[0] == "Python 3.11 or later is needed; python3 is 3.9.2."


def test_nothing_is_done_when_nothing_has_changed(machine):
    """No Python, no network, no apt: an environment that is up to date needs none of them."""
    machine.put("chromium", "")
    machine.file("../lib/libatomic.so.1").write_text("")
    made = machine.file(".venv/bin/tongket")
    made.parent.mkdir(parents=True)
    made.write_text("")
    made.chmod(0o755)
    inputs = b"".join(
        machine.file(n).read_bytes() for n in ("uv.lock", "pyproject.toml", "scripts/uv.txt", "scripts/bootstrap")
    )
    digest = subprocess.run(["cksum"], input=inputs, capture_output=True, check=True).stdout.split()[0].decode()
    machine.file(".venv/.made-from").write_text(f"{machine.file('.').resolve()}\n{digest}\ntest\n")
    for groups in ((), ("test",)):
        done = machine.bootstrap(*groups)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.bootstrap("build").returncode == 2  # a new group is work again


def test_a_changed_lock_is_work_again(machine):
    test_nothing_is_done_when_nothing_has_changed(machine)
    with machine.file("uv.lock").open("a") as lock:
        lock.write("# changed\n")
    assert machine.bootstrap().returncode == 2
