"""Files that back a cell: which are kept, who sees them, and how they are served."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.flow.returns.cycle import AT, monthly
from tests.flow.returns.moving import come_to, submit
from tests.flow.returns.test_fill_page import address, text_of, visitor
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actors import NotYours
from tongket.flow.returns.actions.evidence import MOST_FILES, add_evidence, remove_evidence
from tongket.flow.returns.actions.filling import Refused
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Evidence, Obligation
from tongket.flow.returns.queries.filling import sheet
from tongket.flow.returns.queries.reviewing import review
from tongket.formats.reading import refusals

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def cycle():
    return monthly()


def package(*names: str, content: bytes = b"<x/>") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in names:
            zipped.writestr(name, content)
    return made.getvalue()


def add(cycle, data=PDF, name="biên bản.pdf", cell="poor", who="official"):
    return add_evidence(
        obligation=cycle.owed["pk25"].pk, cell=cell, name=name, data=data, by=cycle.actor(who), at=AT
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name", "kept", "media_type"),
    [
        (PDF, "biên bản.PDF", "biên bản.pdf", "application/pdf"),
        (PNG, "C:\\ảnh\\chợ.jpg", "chợ.jpg.png", "image/png"),
        (b"\xff\xd8\xff\xe0" + b"\x80" * 20, "a.jpeg", "a.jpg", "image/jpeg"),
        (package("word/document.xml"), "../../x.docx", "x.docx",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (package("xl/workbook.xml"), "<b>.xlsx", "b.xlsx",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)  # fmt: skip
def test_a_file_is_kept_as_what_it_is(cycle, folder, data, name, kept, media_type):
    add(cycle, data, name)
    row = Evidence.objects.get()
    assert (row.name, row.media_type, row.size) == (kept, media_type, len(data))
    assert (folder / "evidence" / row.digest[:2] / row.digest).read_bytes() == data
    assert Entry.objects.filter(verb="add", object_kind="evidence").count() == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00", "kind"),
        (b"<html><script>alert(1)</script>", "kind"),
        (b"GIF89a" + b"\x00" * 10, "kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "kind"),
        (package("word/document.xml", "word/vbaProject.bin"), "macros"),
        (package("anything.exe"), "type"),
        (package("word/document.xml", content=b"\0" * 60_000_000), "ratio"),
        (b"PK\x03\x04 cut off", "damaged"),
        (PDF + b"\0" * 10_000_000, "too-big"),
    ],
)
def test_what_is_not_kept(cycle, folder, data, code):
    with pytest.raises(refusals.Refused) as refused:
        add(cycle, data)
    assert refused.value.code == code
    assert not Evidence.objects.exists() and not (folder / "evidence").exists()


def test_the_same_content_is_kept_once(cycle, folder):
    add(cycle)
    add(cycle, name="lần hai.pdf")
    assert len([path for path in (folder / "evidence").rglob("*") if path.is_file()]) == 1
    names = [each.name for each in sheet(cycle.actor("secretary"), cycle.owed["pk25"].pk).evidence["poor"]]
    assert names == ["biên bản.pdf", "lần hai.pdf"]


def test_a_cell_takes_ten(cycle):
    for _ in range(MOST_FILES):
        add(cycle)
    with pytest.raises(Refused, match=r"^many poor$"):
        add(cycle)
    assert add(cycle, cell="households")


def test_who_may_and_when(cycle):
    for who in ("neighbour", "secretary", "auditor"):
        with pytest.raises(NotYours):
            add(cycle, who=who)
    with pytest.raises(Refused, match=r"^unknown strange$"):
        add(cycle, cell="strange")
    number = add(cycle)
    with pytest.raises(NotYours):
        remove_evidence(obligation=cycle.owed["vp25"].pk, id=number, by=cycle.actor("neighbour"), at=AT)
    come_to(Stage.SUBMITTED, cycle.owed["pk25"])
    for deed in (lambda: add(cycle), lambda: take(cycle, number)):
        with pytest.raises(Refused, match=r"^stage$"):
            deed()


def take(cycle, number):
    remove_evidence(obligation=cycle.owed["pk25"].pk, id=number, by=cycle.actor("official"), at=AT)


def test_what_was_taken_away_is_gone_for_readers_and_kept_in_the_books(cycle):
    number = add(cycle)
    take(cycle, number)
    assert sheet(cycle.actor("official"), cycle.owed["pk25"].pk).evidence == {}
    assert visitor(cycle).get(address(cycle, f"evidence/{number}")).status_code == 404
    assert Evidence.objects.get().removed
    with pytest.raises(NotYours):
        take(cycle, number)


def test_a_filing_keeps_the_evidence_with_which_it_was_filed(cycle):
    """The unit drops a file and adds another while it mends: whoever reads what was accepted sees what was accepted."""
    owed, hour = cycle.owed["pk25"], timedelta(hours=1)
    first = add(cycle, name="biên bản.pdf")
    submit(owed, at=AT + hour)
    Obligation.objects.filter(pk=owed.pk).update(stage=Stage.RETURNED, accepted=1)
    remove_evidence(obligation=owed.pk, id=first, by=cycle.actor("official"), at=AT + 2 * hour)
    second = add_evidence(
        obligation=owed.pk, cell="poor", name="danh sách.pdf", data=PDF, by=cycle.actor("official"), at=AT + 3 * hour
    )  # fmt: skip

    def files(number=None):
        return [file.name for file in review(cycle.actor("secretary"), owed.pk, number).evidence]

    assert files() == ["biên bản.pdf"]
    assert [f.name for f in sheet(cycle.actor("secretary"), owed.pk).evidence["poor"]] == ["biên bản.pdf"]
    assert [f.name for f in sheet(cycle.actor("official"), owed.pk).evidence["poor"]] == ["danh sách.pdf"]
    submit(owed, at=AT + 4 * hour)
    assert (files(1), files(2)) == (["biên bản.pdf"], ["danh sách.pdf"])
    for number in (first, second):
        served = visitor(cycle, "secretary").get(address(cycle, f"evidence/{number}"))
        assert b"".join(served.streaming_content) == PDF
        served.close()
    said = text_of(visitor(cycle, "secretary").get(address(cycle, "compare")))
    assert "Đã bỏ: Hộ nghèo, biên bản.pdf" in said and "Đã thêm: Hộ nghèo, danh sách.pdf" in said


def test_a_file_is_served_to_be_saved_to_those_who_see_the_return(cycle):
    number = add(cycle, name="biên bản.pdf")
    for who, status in (("official", 200), ("secretary", 200), ("neighbour", 404), ("administrator", 404)):
        answer = visitor(cycle, who).get(address(cycle, f"evidence/{number}"))
        answer.close()
        assert answer.status_code == status, who
    answer = visitor(cycle).get(address(cycle, f"evidence/{number}"))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''bi")
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert visitor(cycle, "neighbour").get(address(cycle, f"evidence/{number}", unit="vp25")).status_code == 404


def test_the_page_of_a_cells_files(cycle):
    client = visitor(cycle)
    there = address(cycle, "evidence?cell=trained;sex=female")
    assert "Minh chứng: Người được tập huấn, nữ" in text_of(client.get(there))
    sent = client.post(there, {"do": "add", "file": SimpleUploadedFile("ảnh lớp.png", PNG)}, follow=True)
    assert "ảnh lớp.png" in text_of(sent)
    wrong = client.post(there, {"do": "add", "file": SimpleUploadedFile("x.exe", b"MZ\x90\x00")})
    assert "Chỉ nhận PDF, JPG, PNG, Word (.docx) và Excel (.xlsx)." in text_of(wrong)
    assert "Hãy chọn tệp trước." in text_of(client.post(there, {"do": "add"}))
    number = Evidence.objects.get().pk
    assert f"/evidence/{number}" in client.get(address(cycle)).content.decode()
    assert "Chưa có tệp nào." in text_of(client.post(there, {"do": f"remove:{number}"}, follow=True))
    assert client.get(address(cycle, "evidence?cell=strange")).status_code == 404
    assert visitor(cycle, "secretary").get(there).status_code == 404


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 20, "²", "-1", ""])
def test_taking_away_what_is_no_number(cycle, number):
    answer = visitor(cycle).post(address(cycle, "evidence?cell=poor"), {"do": f"remove:{number}"})
    assert answer.status_code == 200
    assert "Hãy chọn tệp trước" in text_of(answer)
