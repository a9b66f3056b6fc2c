"""Files that live beside the checkout, not in it: real cases and documents that some tests read."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared(name: str) -> Path:
    """The path of a shared file or folder; the test is skipped where it is absent, and fails in CI."""
    path = ROOT.parent / "shared" / name
    if not path.exists():
        message = f"../shared/{name} is not beside the checkout"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path
