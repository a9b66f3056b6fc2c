"""Which pages the device of a signed-in person may keep, to be opened again without a line (docs/adr/0012)."""

from __future__ import annotations

from django.http import HttpResponse

# Read by the worker of the site (web/offline/worker.js). The first stands on every answer: the number of the account
# that it was given to, or NOBODY. The second stands on pages that may be kept: for how many seconds.
GIVEN_TO = "Tongket-For"
KEPT_FOR = "Tongket-Copy"
NOBODY = "nobody"


def may_be_kept(response: HttpResponse) -> HttpResponse:
    """The answer, marked: it holds the person's own work and nothing of others. For how long, the session decides."""
    response.headers[KEPT_FOR] = "session"
    return response
