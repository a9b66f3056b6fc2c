"""A data folder with a committee, two rounds, and a signed-in official for each of a hundred units."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

CSRF = "a" * 32


@dataclass(frozen=True)
class Unit:
    """Somebody who fills in: the cookie of their session, what their unit owes in each round, and the figures."""

    session: str
    owed: tuple[int, ...]
    values: dict[str, int]

    @property
    def headers(self) -> dict[str, str]:
        """Those of a browser that is signed in."""
        return {"Cookie": f"session={self.session}; csrftoken={CSRF}", "X-CSRFToken": CSRF}


def data_folder() -> Path:
    """An empty data folder, made known to this process and to the servers it starts."""
    folder = Path(tempfile.mkdtemp(prefix="tongket-load-"))
    os.environ |= {"TONGKET_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "tongket.config.settings.local"}
    return folder


def prepare() -> list[Unit]:
    """The units, in Vietnamese order."""
    from tongket.cli.shell import now, set_up_django  # noqa: PLC0415 (the settings are read here)

    set_up_django()
    from tongket.cli.database import ensure_ready  # noqa: PLC0415
    from tongket.cli.demo import committee, figures  # noqa: PLC0415
    from tongket.core.periods.periods import parse_period  # noqa: PLC0415
    from tongket.flow.organisation.actors import Role, operator  # noqa: PLC0415
    from tongket.flow.organisation.models import Account, Appointment  # noqa: PLC0415
    from tongket.flow.returns.models import Obligation  # noqa: PLC0415

    ensure_ready()
    at, by = now(), operator("benchmark")
    made = committee.set_up("Ban Chỉ đạo", at.date() - timedelta(days=400), due=20, by=by, at=at)
    closed = parse_period(f"{at.year}-{at.month:02}").previous()
    rounds = [committee.open_round(made.regime, period, by=by, at=at) for period in (closed, closed.previous())]
    units = []
    for unit in Obligation.objects.filter(round=rounds[0]).order_by("unit__sort_text").values_list("unit", flat=True):
        account = Account.objects.create(username=f"can-bo-{unit}", full_name=f"Cán bộ {unit}")
        account.set_unusable_password()
        account.save()
        Appointment.objects.create(account=account, role=Role.OFFICIAL, unit_id=unit, start=at.date())
        owed = tuple(Obligation.objects.get(round=each, unit=unit).pk for each in rounds)
        units.append(Unit(_session(account), owed, figures.values(unit, closed)))
    return units


def _session(account: object) -> str:
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)  # type: ignore[attr-defined]
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()  # type: ignore[attr-defined]
    store.save()
    return store.session_key or ""
