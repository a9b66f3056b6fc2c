"""Words of the journal for people."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def word(text: str) -> str:
    """A verb or kind of the journal in the reader's language; as it stands where nobody has translated it."""
    return gettext(text) if text else ""


@register.filter
def who(by: str) -> str:
    """Who did it: the account's name alone; the public and operators in words.

    >>> who("account:lan")
    'lan'
    """
    kind, _, name = by.partition(":")
    if kind == "operator":
        return gettext("%(name)s, at the machine") % {"name": name}
    return name or gettext(by)
