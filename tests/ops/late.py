"""A busy machine, for tests: every page comes as late as the setting LATE says."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def comes_late(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The answer, after a while."""

    def answer(request: HttpRequest) -> HttpResponse:
        time.sleep(settings.LATE)
        return get_response(request)

    return answer
