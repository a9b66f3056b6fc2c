"""The phrases of the page and its charts, Vietnamese beside English; `phrases.say` finds them."""

from __future__ import annotations

VIETNAMESE: dict[str, str] = {
    "chart_over_time": (
        "{name} theo thời điểm báo cáo: từ {first} ({first_when}) đến {last} ({last_when}); "
        "cao nhất {most} ({most_when})."
    ),
    "chart_bars": "{name} theo đơn vị, {moment}: nhiều nhất {first}.",
    "chart_tiles": "{name} trên bản đồ {count} tỉnh, thành phố, {moment}: {known} nơi có số liệu trên 0.",
    "chart_steps": "{name} (luỹ kế)",
    "chart_line": "{name} (tại thời điểm)",
    "annex_charts": "Biểu đồ",
    "chart_over_time_title": "Diễn biến theo thời điểm báo cáo",
    "chart_bars_title": "Theo đơn vị",
    "chart_tiles_title": "Trên bản đồ hành chính",
    "note_small": "{name} của {unit}: dưới 5 người và không nguồn nào in số này nên không công khai.",
}

ENGLISH: dict[str, str] = {
    "chart_over_time": (
        "{name} by moment of report: from {first} ({first_when}) to {last} ({last_when}); at most {most} ({most_when})."
    ),
    "chart_bars": "{name} by unit, {moment}: most in {first}.",
    "chart_tiles": "{name} on the map of {count} provinces, {moment}: {known} of them above 0.",
    "chart_steps": "{name} (cumulative)",
    "chart_line": "{name} (at the moment)",
    "annex_charts": "Charts",
    "chart_over_time_title": "By moment of report",
    "chart_bars_title": "By unit",
    "chart_tiles_title": "On the administrative map",
    "note_small": "{name} in {unit}: under 5 persons, and no source printed the number, so it is not made public.",
}
