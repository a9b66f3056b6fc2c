"""How long an event page takes, in plain views of the same queries and cells: `python -m benchmarks.page`.

The plain view asks the same questions of the same case and prints the same cells in one table of one template.
Nothing is kept between calls, the process is warm, rounds of the two alternate, and the least processor time of each
counts, so that a busy machine does not decide. Prints the ratio; exit code 1 where it is more than two.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LIMIT = 2.0
ROUNDS = 12
MOMENT = "2024-09-11T13:30"
PLAIN = (
    "<!doctype html><title>{{ title }}</title><table>"
    "{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)


def _prepare() -> None:
    """Django with a database of its own that holds the demonstration case."""
    os.environ["TONGKET_DATA"] = tempfile.mkdtemp(prefix="tongket-page-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tongket.config.settings.test"
    from click.testing import CliRunner  # noqa: PLC0415 (the settings are read at the first import)

    from tongket.cli.main import main as command  # noqa: PLC0415

    demo = Path(__file__).resolve().parents[2] / "tongket/demo/yagi"
    done = CliRunner().invoke(command, ["case", "load", str(demo)])
    if done.exit_code:
        raise SystemExit(done.output)


def _views() -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    from django.core.cache import caches  # noqa: PLC0415
    from django.http import HttpResponse  # noqa: PLC0415
    from django.template import Context, Template  # noqa: PLC0415
    from django.test import RequestFactory  # noqa: PLC0415
    from django.utils.translation import override  # noqa: PLC0415

    from tongket.core.phrasing.shares import shares  # noqa: PLC0415
    from tongket.flow.consolidation import queries  # noqa: PLC0415
    from tongket.flow.consolidation.views.event import moment  # noqa: PLC0415
    from tongket.flow.organisation.actors import PUBLIC  # noqa: PLC0415

    requests = RequestFactory()
    template = Template(PLAIN)
    series = ("dead_missing", "dead", "missing")
    people = (*series, "injured", "dead_by_storm", "dead_by_flood")

    def page() -> bytes:
        caches["pages"].clear()
        with override("vi"):
            return moment(requests.get("/"), case="yagi", event="yagi_2024", moment=MOMENT).content

    def plain() -> bytes:
        queries.content(PUBLIC, "yagi")
        question = queries.ask(PUBLIC, "yagi", event="yagi_2024", as_of=MOMENT)
        statement = queries.public_figures(question)
        rows: list[list[Any]] = [
            [
                f.indicator.name("vi"),
                f.value,
                f.change,
                f.previous_as_of,
                f.units_reported,
                f.units_expected,
                f.published,
            ]
            for f in statement.figures
            if f.value is not None or f.published
        ]
        rows += [[at, *values.values()] for at, values in queries.public_series(question, series).items()]
        found = {name: {s.name: s for s in shares(statement.figure(name))} for name in people}
        rows += [
            [unit, *(found[name][unit].value if unit in found[name] else "" for name in people)]
            for unit in found["dead_missing"]
        ]
        return HttpResponse(template.render(Context({"title": "yagi", "rows": rows}))).content

    return page, plain


def _seconds(view: Callable[[], bytes]) -> float:
    start = time.process_time()
    view()
    return time.process_time() - start


def main() -> int:
    """Measures and says."""
    _prepare()
    page, plain = _views()
    page(), plain()
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_seconds(page))
        theirs.append(_seconds(plain))
    ratio = min(ours) / min(theirs)
    print(f"page {min(ours) * 1000:.0f} ms ({len(page()):,} bytes), plain view {min(theirs) * 1000:.0f} ms")
    print(f"ratio {ratio:.2f} (limit {LIMIT:.0f})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
