"""The site's clock as a test has it: the moment stands in the file `clock` of the data folder, or is fixed."""

from datetime import UTC, datetime

from django.conf import settings

from tongket.web.clock import WhoAndWhen


class AsTold(WhoAndWhen):
    """For a server: the moment in the file."""

    def now(self) -> datetime:
        """The moment in the file."""
        return datetime.fromisoformat((settings.DATA / "clock").read_text())


class NineOfTheSixteenth(WhoAndWhen):
    """For pages in the test's own process: nine in the morning of 16 November 2026, as in the small cycle."""

    def now(self) -> datetime:
        """Always that moment."""
        return datetime(2026, 11, 16, 2, tzinfo=UTC)
