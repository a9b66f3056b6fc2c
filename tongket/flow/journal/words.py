"""The words of the journal, so that they are translated; one that is missing here is shown as it stands."""

from __future__ import annotations

from django.utils.translation import gettext_noop

VERBS = (
    gettext_noop("accept"), gettext_noop("accept clean"), gettext_noop("add"), gettext_noop("add rule"),
    gettext_noop("add section"), gettext_noop("add several"), gettext_noop("add text"), gettext_noop("appoint"),
    gettext_noop("approve"), gettext_noop("ask"), gettext_noop("begin version"), gettext_noop("change"),
    gettext_noop("change indicator"), gettext_noop("change section"), gettext_noop("change text"),
    gettext_noop("change the password"), gettext_noop("close"), gettext_noop("create"), gettext_noop("discard draft"),
    gettext_noop("end"), gettext_noop("end sessions"), gettext_noop("fail to sign in"), gettext_noop("fill in"),
    gettext_noop("invite"), gettext_noop("issue"), gettext_noop("link"), gettext_noop("load case"),
    gettext_noop("load_units"), gettext_noop("lock"), gettext_noop("migrate"), gettext_noop("move down"),
    gettext_noop("move up"), gettext_noop("offer a reset"), gettext_noop("offer again"), gettext_noop("open"),
    gettext_noop("publish"), gettext_noop("remove"), gettext_noop("remove a second step"),
    gettext_noop("remove indicator"), gettext_noop("remove rule"), gettext_noop("remove section"),
    gettext_noop("remove text"), gettext_noop("rename"), gettext_noop("renew"), gettext_noop("renew secrets"),
    gettext_noop("reopen"), gettext_noop("restore"), gettext_noop("retire"), gettext_noop("seat"),
    gettext_noop("send_back"), gettext_noop("set up"), gettext_noop("set up a second step"), gettext_noop("sign in"),
    gettext_noop("sign out"), gettext_noop("submit"), gettext_noop("undo"), gettext_noop("use a reset"),
    gettext_noop("withdraw"), gettext_noop("write words"),
)  # fmt: skip
"""What can be done."""

KINDS = (
    gettext_noop("account"), gettext_noop("administration"), gettext_noop("appointment"), gettext_noop("case"),
    gettext_noop("committee"), gettext_noop("database"), gettext_noop("backup"), gettext_noop("evidence"),
    gettext_noop("form"), gettext_noop("indicator"), gettext_noop("invitation"), gettext_noop("library"),
    gettext_noop("membership"), gettext_noop("obligation"), gettext_noop("regime"), gettext_noop("round"),
    gettext_noop("second steps"),
)  # fmt: skip
"""To what it can be done."""

FACTS = (
    gettext_noop("about"), gettext_noop("basis"), gettext_noop("calendar"), gettext_noop("content"),
    gettext_noop("deadlines"), gettext_noop("decision"), gettext_noop("digest"), gettext_noop("due"),
    gettext_noop("filing"), gettext_noop("form version"), gettext_noop("head_approves"), gettext_noop("how"),
    gettext_noop("key"), gettext_noop("keys"), gettext_noop("kind"), gettext_noop("late"), gettext_noop("load"),
    gettext_noop("mapping"), gettext_noop("means"), gettext_noop("migrations"), gettext_noop("name"),
    gettext_noop("new"), gettext_noop("note"), gettext_noop("number"), gettext_noop("period"), gettext_noop("post"),
    gettext_noop("process"), gettext_noop("reason"), gettext_noop("recipient"), gettext_noop("remarks"),
    gettext_noop("reporters"), gettext_noop("returns"), gettext_noop("revised"), gettext_noop("role"),
    gettext_noop("rows"), gettext_noop("sessions"), gettext_noop("span"), gettext_noop("start"),
    gettext_noop("successions"), gettext_noop("title"), gettext_noop("unit"), gettext_noop("units"),
    gettext_noop("version"), gettext_noop("withdrawn"),
)  # fmt: skip
"""What is told of it beside."""
