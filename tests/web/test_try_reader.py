"""The page to try the reader: what it shows, what it refuses, and that it keeps nothing."""

import base64
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.formats.reading import directive
from tongket.web.extraction.highlight import Finding, pieces_of


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_word_file_gives_its_findings_and_the_same_json_to_download(client: Client) -> None:
    upload = SimpleUploadedFile("chi-thi.docx", directive.as_docx())
    response = client.post("/read", {"file": upload})
    page = response.content.decode()
    assert response.status_code == 200
    assert "15/CT-UBND" in page
    assert 'download="chi-thi.json"' in page
    encoded = re.search(r"data:application/json;base64,([^\"]+)", page)
    assert encoded is not None
    answer = json.loads(base64.b64decode(encoded[1]))
    assert answer["identity"]["signer"] == "Lê Thị Bình"
    assert response.cookies == {}


def test_every_finding_is_linked_to_where_it_stands(client: Client) -> None:
    page = client.post("/read", {"text": "1. Sở Y tế rà soát <b>các trạm</b> y tế.\n"}).content.decode()
    links = re.findall(r'href="#at-([^"]+)"', page)
    assert links
    assert all(f'id="at-{key}"' in page for key in links)
    assert "&lt;b&gt;các trạm" in page


def test_a_refused_file_says_why(client: Client) -> None:
    response = client.post("/read", {"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 broken")})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Tệp bị hỏng hoặc sai định dạng." in page and "the file is damaged" not in page
    client.cookies["django_language"] = "en"
    damaged = client.post("/read", {"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 broken")}).content.decode()
    assert "The file is damaged." in damaged and "tệp" not in damaged.partition("refused")[2].partition("</p>")[0]


def test_without_a_file_or_text_the_page_says_what_it_needs(client: Client) -> None:
    response = client.post("/read", {"text": "  "})
    assert response.status_code == 422
    assert "Hãy chọn tệp hoặc dán văn bản." in response.content.decode()


def test_dates_are_written_as_readers_write_them(client: Client) -> None:
    text = "Giao Sở Y tế chủ trì, báo cáo trước ngày 15/9/2024. Căn cứ Công điện số 92/CĐ-TTg ngày 10/9/2024."
    page = client.post("/read", {"text": text}).content.decode()
    assert "15/9/2024" in page.partition('class="findings"')[2] and "2024-09-15" not in page.partition("findings")[2]


def test_the_form_is_there_and_nothing_else(client: Client) -> None:
    page = client.get("/read").content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert 'class="reading"' not in page
    assert client.put("/read").status_code == 405


def test_pieces_add_up_to_the_text_where_findings_overlap() -> None:
    findings = [
        Finding("a", "assignments", "", (), 2, 8, True),
        Finding("b", "citations", "", (), 4, 6, True),
        Finding("c", "citations", "", (), 6, 6, True),
    ]
    pieces = pieces_of("0123456789", findings)
    assert "".join(piece.text for piece in pieces) == "0123456789"
    assert [(piece.text, piece.keys) for piece in pieces] == [
        ("01", ()),
        ("23", ("a",)),
        ("45", ("a", "b")),
        ("67", ("a",)),
        ("89", ()),
    ]
