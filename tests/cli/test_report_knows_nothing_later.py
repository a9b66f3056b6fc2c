"""The charts of a report end with its moment, and its sources stand last."""

import re
from pathlib import Path

from tests.ops.running import Installation
from tests.shared import ROOT


def test_a_report_of_the_eighth_shows_nothing_of_the_ninth_and_ends_with_its_sources(tmp_path: Path) -> None:
    made = Installation(tmp_path / "data")
    assert made.run("case", "load", ROOT / "tongket" / "demo" / "yagi").returncode == 0
    done = made.run("report", "yagi", "--as-of", "2024-09-08T18:00", "--format", "html", "-o", "-")
    assert done.returncode == 0
    assert "Biểu đồ" in done.stdout or "BIỂU ĐỒ" in done.stdout
    later = re.findall(r"\b(?:09|10|11|12|13)/9/2024\b|\b2025\b", re.sub(r'href="[^"]*"|https?://\S+', "", done.stdout))
    assert later == []
    titles = [text.upper() for text in re.findall(r"Biểu đồ|Nguồn số liệu|BIỂU ĐỒ|NGUỒN SỐ LIỆU", done.stdout)]
    assert titles[-1] == "NGUỒN SỐ LIỆU"
