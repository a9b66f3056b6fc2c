"""Old codings are read when certain, with a warning, and refused otherwise, naming the one to save as."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.formats.reading.encodings import _TCVN3, EncodingRefused, decode

PAGE = (
    "Ủy ban nhân dân tỉnh Đắk Lắk báo cáo số người chết, bị thương; nhà sập đổ, ngập lụt tính đến 17 giờ ngày "
    "27/11/2025.\n"
    "Đề nghị các sở, ban, ngành khẩn trương tổng hợp, gửi về Văn phòng Chính phủ."
)


def cp1258(text: str) -> bytes:
    """As Windows writes it: circumflex, breve and horn with the letter, the tone as a mark of its own."""
    out = bytearray()
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            letter = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in letter if mark in "\u0300\u0301\u0303\u0309\u0323")
            out += unicodedata.normalize("NFC", letter.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


def tcvn3(text: str) -> bytes:
    back = {viet: western for western, viet in _TCVN3.items()}
    small = {capital: back[capital.lower()] for capital in "ỦỀ"}  # capitals with a tone come from a capitals font
    return "".join(small.get(c) or back.get(c, c) for c in text).encode("latin-1")


VNI = (
    "Uûy ban nhaân daân tænh Ñaék Laék baùo caùo soá ngöôøi cheát, bò thöông; nhaø saäp ñoå, ngaäp luït tính "
    "ñeán 17 giôø "
    "ngaøy 27/11/2025.\nÑeà nghò caùc sôû, ban, ngaønh khaån tröông toång hôïp, göûi veà Vaên phoøng Chính phuû."
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PAGE.encode(), "UTF-8"),
        (PAGE.encode("utf-8-sig"), "UTF-8"),
        (unicodedata.normalize("NFD", PAGE).encode(), "UTF-8"),
        (PAGE.encode("utf-16"), "UTF-16"),
        (PAGE.encode("utf-16-le"), "UTF-16"),
        (PAGE.encode("utf-16-be"), "UTF-16"),
        (cp1258(PAGE), "Windows-1258"),
        (VNI.encode("latin-1"), "VNI"),
        (VNI.encode(), "VNI"),
    ],
)
def test_every_coding_gives_the_same_page(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (PAGE, encoding)
    assert (encoding in decoded.warning) == (encoding != "UTF-8")


@pytest.mark.parametrize("data", [tcvn3(PAGE), tcvn3(PAGE).decode("latin-1").encode()])
def test_tcvn3_keeps_no_capitals_with_a_tone(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.encoding == "TCVN3"
    assert decoded.text == PAGE.replace("Ủy", "ủy").replace("Đề", "Đề")


@pytest.mark.parametrize(
    "data", ["Crème brûlée à la carte".encode("latin-1"), b"\xff\xfe\xfa\xd8\x00", bytes(range(256)), b"a\0b"]
)
def test_what_cannot_be_told_is_refused_and_names_the_encoding(data: bytes) -> None:
    with pytest.raises(EncodingRefused, match="save the file as UTF-8"):
        decode(data)


def test_a_table_with_one_name_is_enough() -> None:
    assert decode(cp1258("unit,value\nLào Cai,3\nTỉnh Đắk Lắk,4\n")).text == "unit,value\nLào Cai,3\nTỉnh Đắk Lắk,4\n"


def test_plain_text_and_foreign_words_in_utf8_stay() -> None:
    assert decode(b"unit,value\n").text == "unit,value\n"
    assert decode("Crème brûlée, Köln, São Paulo".encode()).text == "Crème brûlée, Köln, São Paulo"
    assert decode(b"").text == ""


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except EncodingRefused:
        return
    assert decoded.text == unicodedata.normalize("NFC", decoded.text)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ ỦỀ,;1", max_size=200))
def test_utf8_is_never_changed_beyond_nfc(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded.encoding != "UTF-8" or decoded.text == unicodedata.normalize("NFC", text)
