"""The pages as the public asks for them: what they say, what they cost, and that they are never stale."""

import csv
import json
import re
import shutil
from html import unescape
from io import StringIO

import pytest
from django.urls import reverse

from tests.flow.consolidation.conftest import load, words
from tests.repository.tree import ROOT
from tongket.flow.organisation.queries import name_book

YAGI = "/cases/yagi/yagi_2024/"
MOMENT = f"{YAGI}2024-09-11T13:30/"
TODAY = "2026-08-24"


def row(answer, first: str) -> list[str]:
    """The cells of the first row of a page whose head is `first`."""
    for found in re.findall(r"<tr[^>]*>(.*?)</tr>", answer.content.decode(), re.DOTALL):
        cells = [
            " ".join(unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", " ", cell)).split())
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", found, re.DOTALL)
        ]
        if cells and cells[0] == first:
            return cells
    pytest.fail(f"no row {first!r}")


def test_the_first_page_tells_the_newest_state(client, yagi):
    told = words(client.get("/"))
    assert "Bão số 3 (Yagi), tháng 9 năm 2024 333 người chết, mất tích (295 người chết, 38 người mất tích)" in told
    assert "Tính đến hết ngày 07/9/2025 · 37 lần báo cáo" in told


def test_a_figure_with_its_change_in_words_and_its_measure_beside_its_name(client, yagi):
    answer = client.get(MOMENT)
    assert row(answer, "Số người chết, mất tích (người)") == [
        "Số người chết, mất tích (người)", "296", "tăng 7", "11h00 11/9", "15/63", "", "296 người khớp",
    ]  # fmt: skip
    assert row(answer, "Số người bị thương (người)")[2:6] == ["không đổi", "11h00 11/9", "14/63", "6h00 09/9"]


def test_units_on_both_maps(client, yagi):
    assert row(client.get(MOMENT), "Lào Cai")[1:4] == ["155", "53", "102"]
    today = client.get(MOMENT, {"map": TODAY})
    assert row(today, "Lào Cai gồm Lào Cai, Yên Bái")[1:4] == ["199", "93", "106"]
    assert row(today, "Tổng số")[1:4] == ["296", "155", "141"]


def test_units_can_be_sorted_by_any_column(client, yagi):
    def order(sort: str) -> list[str]:
        table = client.get(MOMENT, {"sort": sort}).content.decode().partition('<table class="units">')[2]
        return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', table.partition("</table>")[0])

    assert order("missing")[:3] == ["Lào Cai", "Cao Bằng", "Phú Thọ"]
    assert order("name")[0] == "Bắc Giang"


def test_down_to_the_return_and_its_source(client, yagi):
    district = client.get(f"{MOMENT}units/vn-d087/")
    assert "Bảo Yên (cấp huyện): nguồn chỉ nêu số chung, 109 người chưa phân tách" in words(district)
    returned = client.get(f"{MOMENT}returns/vn-d087/")
    assert row(returned, "Số người chết, mất tích") == [
        "Số người chết, mất tích", "109 người", "đúng như in", "danh sách đầy đủ", "ngaynay.vn",
    ]  # fmt: skip


def test_a_figure_on_another_map_says_by_which_acts_it_came_there(client, yagi):
    page = words(client.get(f"{MOMENT}units/vn-p15-2025/?map=2026-08-24"))
    told = page.partition("Cách quy đổi sang bản đồ này ")[2]
    assert told.startswith(
        "Từ ngày 01/7/2025, tỉnh Lào Cai cũ nhập nguyên vẹn vào tỉnh Lào Cai mới (202/2025/QH15)."
        " Từ ngày 01/7/2025, tỉnh Yên Bái nhập nguyên vẹn vào tỉnh Lào Cai (202/2025/QH15)."
    )
    assert "quy đổi sang bản đồ" not in words(client.get(f"{MOMENT}units/vn-p10/")), "on the map as it was nothing is"


def test_every_link_of_a_page_leads_somewhere(client, yagi):
    page = client.get(MOMENT).content.decode()
    links = {unescape(link).partition("#")[0] for link in re.findall(r'href="(/[^"]*)"', page)}
    chosen = sorted(link for link in links if link and "/static/" not in link)[::4]
    assert len(chosen) > 15
    assert {link: status for link in chosen if (status := client.get(link).status_code) != 200} == {}


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/cases/lut/", "Không có vụ việc “lut” Hiện có: Bão số 3 (Yagi), tháng 9 năm 2024"),
        ("/cases/yagi/lut/", "Vụ việc này không có sự kiện “lut” yagi_2024"),
        (f"{YAGI}gestern/", "“gestern” không phải là thời điểm"),
        (f"{MOMENT}?map=gestern", "Không có bản đồ này"),
        (f"{MOMENT}units/Bao Yem/", "Không có đơn vị “Bao Yem” trên bản đồ này Gần giống:"),
        ("/units/vn-x/", "Không có đơn vị “vn-x” trên bản đồ này"),
    ],
)
def test_what_is_not_known_has_a_page_that_says_what_to_do(client, yagi, address, told):
    answer = client.get(address)
    assert (answer.status_code, told in words(answer)) == (404, True)


def test_downloads_have_stable_addresses_and_names(client, yagi):
    for suffix, start in (("docx", b"PK"), ("pdf", b"%PDF-"), ("xlsx", b"PK")):
        answer = client.get(f"{MOMENT}report.{suffix}")
        assert answer.content.startswith(start)
        assert answer["Content-Disposition"] == f'attachment; filename="yagi-2024-09-11-1330.{suffix}"'
    assert client.get(f"{MOMENT}report.exe").status_code == 404


def test_figures_as_json_and_csv(client, yagi):
    told = json.loads(client.get(f"{MOMENT}report.json?unit=vn-p10").content)
    assert (told["unit"], told["as_of"]) == ("Lào Cai", "2024-09-11T13:30:00+07:00")
    text = client.get(f"{MOMENT}report.csv").content.decode("utf-8-sig")
    lines = [line for line in csv.DictReader(StringIO(text)) if line["indicator"] == "dead_missing"]
    assert (lines[0]["state"], lines[0]["value"]) == ("total", "296")
    assert sum(int(line["value"]) for line in lines[1:]) == 296


def test_the_feed_tells_new_moments(client, yagi):
    feed = client.get(f"{YAGI}moments.atom")
    assert feed["Content-Type"] == "application/atom+xml; charset=utf-8"
    first = feed.content.decode().partition("<entry>")[2].partition("</entry>")[0]
    assert "<id>http://testserver/cases/yagi/yagi_2024/2025-09-07/</id>" in first
    assert "333 người chết, mất tích" in first


@pytest.mark.parametrize("typed", ["Bảo Yên", "bao yen", "BAO  YEN", "huyện bảo yên"])
def test_search_with_and_without_accents(client, yagi, typed):
    assert "Huyện Bảo Yên , tỉnh Lào Cai đến 30/6/2025" in words(client.get("/search", {"q": typed}))


def test_search_for_an_event(client, yagi):
    assert "Bão số 3 (Yagi), tháng 9 năm 2024" in words(client.get("/search", {"q": "bao so 3"}))
    assert "Không tìm thấy tên này" in words(client.get("/search", {"q": "zzzz qqqq"}))


def test_the_page_of_a_unit_tells_what_became_of_it(client, yagi):
    told = words(client.get(reverse("consolidation:history", args=("vn-p10",))))
    assert "01/7/2025 tỉnh Lào Cai tỉnh Lào Cai 202/2025/QH15" in told
    assert "Trên bản đồ hiện nay: tỉnh Lào Cai" in told


def test_a_page_is_kept_and_a_correction_changes_it_at_once(client, yagi, tmp_path):
    first = client.get(MOMENT)
    assert client.get(MOMENT, headers={"if-none-match": first["ETag"]}).status_code == 304
    folder = tmp_path / "yagi"
    shutil.copytree(ROOT / "tongket/demo/yagi", folder)
    values = (folder / "values.csv").read_text(encoding="utf-8")
    line = "2024-09-11T13:30:00+07:00,yagi_2024,province,Lào Cai,,dead_missing,155,"
    assert line in values
    (folder / "values.csv").write_text(values.replace(line, line.replace("155", "156")), encoding="utf-8")
    load(folder, replace=True)
    second = client.get(MOMENT, headers={"if-none-match": first["ETag"]})
    assert (second.status_code, row(second, "Số người chết, mất tích (người)")[1]) == (200, "297")


def test_a_private_case_is_not_seen(client, yagi):
    from tongket.flow.returns.models import Case

    assert client.get(MOMENT).status_code == 200
    Case.objects.filter(name="yagi").update(public=False)
    assert client.get(MOMENT).status_code == 404
    assert client.get(f"{MOMENT}report.json").status_code == 404
    assert "Chưa có vụ việc nào được nạp" in words(client.get("/"))


@pytest.mark.parametrize(
    ("address", "uncached", "kept"),
    [("/", 9, 5), (MOMENT, 6, 2), (f"{MOMENT}units/vn-p10/", 8, 2), (f"{YAGI}reconciliation", 6, 2)],
)
def test_how_many_queries_a_page_asks(client, yagi, django_assert_num_queries, address, uncached, kept):
    name_book()  # read once for a process
    with django_assert_num_queries(uncached):
        client.get(address)
    with django_assert_num_queries(kept):
        client.get(address)
