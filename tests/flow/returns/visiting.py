"""People of the small cycle before its pages, at nine in the morning of 16 November 2026."""

from __future__ import annotations

import re
from html import unescape

from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.flow.returns.cycle import Cycle

CLOCK = "tongket.web.clock.WhoAndWhen"
STILL = override_settings(
    MIDDLEWARE=["tests.ops.told_clock.NineOfTheSixteenth" if each == CLOCK else each for each in settings.MIDDLEWARE]
)


def visitor(cycle: Cycle, name: str = "") -> Client:
    """A browser of that person, who is signed in; of nobody without a name."""
    client = Client()
    if name:
        client.force_login(cycle.accounts[name])
    return client


def words(answer: HttpResponse) -> str:
    """The text of a page, on one line, without its frame."""
    page = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition(">")[2])).split())
