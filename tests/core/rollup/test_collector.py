"""The pause of the collector ends when the last of those who asked for it is done, also by an error."""

from __future__ import annotations

import gc

import pytest

from tongket.core.rollup.collector import paused


def test_a_pause_within_a_pause() -> None:
    assert gc.isenabled()
    with paused():
        with paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_pause_ends_with_an_error_too() -> None:
    @paused()
    def fails() -> None:
        assert not gc.isenabled()
        raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            fails()
        assert gc.isenabled()


def test_who_had_none_gets_none() -> None:
    gc.disable()
    try:
        with paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
