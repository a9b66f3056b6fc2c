"""Texts of templates and code -> tongket/locale/vi/LC_MESSAGES/django.po -> django.mo, without gettext's binaries.

make translations                          adds new texts to the catalogue, drops unused ones, compiles
python scripts/translations.py --check     says what is missing, unused or not compiled; 1 if anything is
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.template import Engine
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "tongket"
CATALOGUE = PACKAGE / "locale/vi/LC_MESSAGES/django.po"
HEAD = {"Content-Type": "text/plain; charset=utf-8", "Language": "vi", "Plural-Forms": "nplurals=1; plural=0;"}
# function -> places of (context, text, plural) among its arguments
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
Key = tuple[str | None, str, str]


def of_template(source: str) -> Iterator[Key]:
    """The texts of one template: `translate` and `blocktranslate` tags."""
    template = Engine.get_default().from_string(source)
    for node in template.nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            text = getattr(node.filter_expression.var, "literal", None)
            if isinstance(text, str):
                yield _context(node.message_context), text.replace("%%", "%"), ""
        elif isinstance(node, BlockTranslateNode):
            singular, plural = (node.render_token_list(tokens or [])[0] for tokens in (node.singular, node.plural))
            yield _context(node.message_context), singular, plural


def _context(expression: object) -> str | None:
    return None if expression is None else str(getattr(expression, "var", expression))


def of_code(source: str) -> Iterator[Key]:
    """The texts of one module: calls of gettext and its relatives with literal arguments."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            places = CALLS[node.func.id]
            texts = [None if p is None or p >= len(node.args) else _literal(node.args[p]) for p in places]
            if texts[1] is not None:
                yield texts[0], texts[1], texts[2] or ""


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def gather(package: Path = PACKAGE) -> dict[Key, list[str]]:
    """Every text of the package, with the files that hold it."""
    found: dict[Key, list[str]] = {}
    for pattern, reader in (("*.html", of_template), ("*.py", of_code)):
        for path in sorted(package.rglob(pattern)):
            for key in reader(path.read_text(encoding="utf-8")):
                files = found.setdefault(key, [])
                name = path.relative_to(package.parent).as_posix()
                if name not in files:
                    files.append(name)
    return found


def merge(catalogue: polib.POFile, found: dict[Key, list[str]]) -> polib.POFile:
    """The catalogue with exactly the texts found; translations that still have a text are kept."""
    known = {_key(entry): entry for entry in catalogue}
    merged = polib.POFile(wrapwidth=110)
    merged.metadata = HEAD
    for key in sorted(found, key=lambda k: (k[1], k[0] or "", k[2])):
        context, text, plural = key
        entry = known.get(key) or polib.POEntry(msgctxt=context, msgid=text, msgid_plural=plural)
        if plural and not entry.msgstr_plural:
            entry.msgstr_plural = {0: ""}
        entry.occurrences = [(name, "") for name in found[key]]
        merged.append(entry)
    return merged


def problems(catalogue: polib.POFile, found: dict[Key, list[str]], compiled: bytes) -> list[str]:
    """What keeps the catalogue from being true: a sentence each, none where all is well."""
    known = {_key(entry): entry for entry in catalogue}
    said = [f"missing: {key[1]!r} ({', '.join(found[key])})" for key in found if key not in known]
    said += [f"unused: {key[1]!r}" for key in known if key not in found]
    for entry in catalogue:
        strings = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.fuzzy or not all(strings):
            said.append(f"not translated: {entry.msgid!r}")
        elif any(_placeholders(s) != _placeholders(entry.msgid_plural or entry.msgid) for s in strings):
            said.append(f"other placeholders: {entry.msgid!r}")
    if not said and catalogue.to_binary() != compiled:
        said.append("django.mo is not compiled from django.po: run make translations")
    return said


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def main(arguments: list[str]) -> int:
    """Bring the catalogue up to date, or only check it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongket.config.settings.test")
    django.setup()
    found = gather()
    machine = CATALOGUE.with_suffix(".mo")
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    if "--check" not in arguments:
        catalogue = merge(catalogue, found)
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(CATALOGUE))
        machine.write_bytes(catalogue.to_binary())
    said = problems(catalogue, found, machine.read_bytes() if machine.exists() else b"")
    print("\n".join(said) if said else f"{len(found)} texts, all translated")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
