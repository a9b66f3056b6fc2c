"""What a browser calls itself, in words that people know."""

from __future__ import annotations

from django import template

register = template.Library()

# The first that is found counts: most browsers also bear the names of those that they descend from.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc_browser", "Cốc Cốc"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


@register.filter
def device(user_agent: str) -> str:
    """Browser and system; the beginning of the text itself where neither is known.

    >>> device("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (like Gecko) Chrome/126.0 Mobile Safari/537.36")
    'Chrome, Android'
    >>> device("curl/8.5.0")
    'curl/8.5.0'
    """
    user_agent = user_agent.replace("HeadlessChrome", "Chrome")
    known = (next((name for mark, name in marks if mark in user_agent), "") for marks in (_BROWSERS, _SYSTEMS))
    return ", ".join(name for name in known if name) or user_agent[:60]
