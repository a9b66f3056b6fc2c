"""The backup file by itself: whole or not there, and every change after it was written is seen."""

import hashlib
import json
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.formats import archive

WRITTEN = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
PLAIN = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]))


def write(path, tables=None, files=(), migrations=("journal.0001_initial",)):
    with archive.writing(path) as writer:
        rows = {label: writer.lines(f"database/{label}.jsonl", lines) for label, lines in (tables or {}).items()}
        for source in files:
            writer.file(f"files/{source.name}", source)
        writer.finish(created=WRITTEN, program="1.0", migrations=migrations, rows=rows)
    return path


def check(path):
    with archive.opened(path) as reader:
        reader.verify(lambda seen: None)


def rewrite(path, change):
    """The same zip with its entries passed through `change(name, bytes) -> bytes or None`."""
    with zipfile.ZipFile(path) as before:
        entries = [(name, change(name, before.read(name))) for name in before.namelist()]
    with zipfile.ZipFile(path, "w") as after:
        for name, content in entries:
            if content is not None:
                after.writestr(name, content)


def rewrite_manifest(path, **changes):
    """A changed manifest whose own digest is right again, as a careful forger would leave it."""
    with zipfile.ZipFile(path) as before:
        manifest = json.dumps({**json.loads(before.read(archive.MANIFEST)), **changes}).encode()
    digest = f"{hashlib.sha256(manifest).hexdigest()}  {archive.MANIFEST}\n".encode()
    put = {archive.MANIFEST: manifest, archive.MANIFEST_DIGEST: digest}
    rewrite(path, put.get)


@given(
    tables=st.dictionaries(st.from_regex(r"[a-z]{1,8}\.[A-Z][a-z]{1,8}", fullmatch=True), st.lists(PLAIN, max_size=5))
)
def test_what_is_read_is_what_was_written(tmp_path_factory, tables):
    path = write(tmp_path_factory.mktemp("archive") / "a.zip", tables)
    with archive.opened(path) as reader:
        reader.verify(lambda seen: None)
        assert reader.manifest.rows == {label: len(lines) for label, lines in tables.items()}
        assert {label: list(reader.lines(f"database/{label}.jsonl")) for label in tables} == tables


def test_the_same_content_gives_the_same_bytes(tmp_path):
    first, second = (write(tmp_path / name, {"journal.Entry": ["một"]}) for name in ("a.zip", "b.zip"))
    assert first.read_bytes() == second.read_bytes()


def test_only_its_owner_can_read_it(tmp_path):
    assert write(tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600


def test_an_error_on_the_way_leaves_no_file(tmp_path):
    with pytest.raises(RuntimeError, match="full"), archive.writing(tmp_path / "a.zip") as writer:
        writer.lines("database/journal.Entry.jsonl", ["một"])
        raise RuntimeError("the disk is full")
    assert list(tmp_path.iterdir()) == []


def test_a_file_comes_back_byte_for_byte(tmp_path):
    source = tmp_path / "scan"
    source.write_bytes(bytes(range(256)) * 9000)
    path = write(tmp_path / "a.zip", files=[source])
    with archive.opened(path) as reader:
        reader.unpack("files/scan", tmp_path / "out" / "scan")
    assert (tmp_path / "out" / "scan").read_bytes() == source.read_bytes()


def test_a_changed_entry_is_named(tmp_path):
    path = write(tmp_path / "a.zip", {"journal.Entry": ["155 người chết"], "organisation.Unit": ["Lào Cai"]})
    rewrite(path, lambda name, content: content.replace(b"155", b"154"))
    with pytest.raises(
        archive.ArchiveDamaged, match=r"^database/journal.Entry.jsonl: its digest is not that of the man"
    ):
        check(path)


def test_a_flipped_bit_is_named(tmp_path):
    path = write(tmp_path / "a.zip", {"journal.Entry": [f"dòng {n}" for n in range(500)]})
    content = bytearray(path.read_bytes())
    content[300] ^= 0x10
    path.write_bytes(content)
    with pytest.raises(archive.ArchiveDamaged, match=r"^database/journal.Entry.jsonl: "):
        check(path)


@pytest.mark.parametrize("kept", [0, 10, 0.5, 0.99])
def test_a_file_that_was_cut_short_is_refused(tmp_path, kept):
    path = write(tmp_path / "a.zip", {"journal.Entry": ["một"] * 99})
    content = path.read_bytes()
    path.write_bytes(content[: int(kept * len(content)) if isinstance(kept, float) else kept])
    with pytest.raises(archive.ArchiveDamaged, match="not a whole zip file; it was cut short, or is something else"):
        check(path)


def test_a_missing_entry_is_named(tmp_path):
    path = write(tmp_path / "a.zip", {"journal.Entry": ["một"]})
    rewrite(path, lambda name, content: None if name.startswith("database") else content)
    with pytest.raises(archive.ArchiveDamaged, match=r"^database/journal.Entry.jsonl: missing from the file$"):
        check(path)


def test_an_added_entry_is_named(tmp_path):
    path = write(tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr("files/more", b"")
    with pytest.raises(archive.ArchiveDamaged, match=r"^files/more: not in the manifest$"):
        check(path)


def test_a_changed_manifest_is_refused(tmp_path):
    path = write(tmp_path / "a.zip", {"journal.Entry": ["một"]})
    rewrite(path, lambda name, content: content.replace(b'"1.0"', b'"1.1"') if name == archive.MANIFEST else content)
    with pytest.raises(archive.ArchiveDamaged, match=r"^manifest.json: its digest is not that of manifest.sha256"):
        check(path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"version": 2}, "version 2 of the format; this program reads version 1. Restore it with .* tongket 1.0"),
        ({"format": "another"}, "the format is 'another', not 'tongket-backup'"),
        ({"entries": {"database/x": {}}}, "not in the form of a backup"),
        ({"rows": None, "entries": None}, "not in the form of a backup"),
    ],
)
def test_a_manifest_of_another_kind_is_refused(tmp_path, changes, said):
    path = write(tmp_path / "a.zip")
    rewrite_manifest(path, **changes)
    with pytest.raises(archive.ArchiveDamaged, match=f"^manifest.json: {said}"):
        check(path)


@pytest.mark.parametrize("name", ["files/../../outside", "/etc/outside", "files\\..\\outside"])
def test_a_name_that_leads_out_is_refused(tmp_path, name):
    path = tmp_path / "a.zip"
    with archive.writing(path) as writer:
        writer.lines(name, ["một"])
        writer.finish(created=WRITTEN, program="1.0", migrations=[], rows={})
    with pytest.raises(archive.ArchiveDamaged, match="a name that leads out of the data folder"):
        check(path)


def test_some_other_zip_is_no_backup(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped:
        zipped.writestr("word/document.xml", "<w/>")
    with pytest.raises(archive.ArchiveDamaged, match="this is not a backup made by tongket"):
        check(tmp_path / "a.zip")
