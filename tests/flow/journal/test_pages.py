"""The auditor's pages: what is shown to whom, narrowing, paging, one entry with its chain, CSV."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.flow.organisation.people import DAY, load_small_country, person
from tongket.flow.journal import queries
from tongket.flow.journal.actions import record, seal_now
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actors import PUBLIC, Actor, Role, operator
from tongket.flow.organisation.queries.access import actor_of
from tongket.flow.organisation.queries.auditing import auditor

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 21, 1, tzinfo=UTC)  # 8:00 in Ha Noi


@pytest.fixture(autouse=True)
def _country():
    load_small_country()  # leaves one entry, of the operator


@pytest.fixture
def tra(client: Client) -> Client:
    """The browser of the auditor of the whole country."""
    client.force_login(person("tra", (Role.AUDITOR, "vn")))
    return client


def write(by: str = "account:lan", verb: str = "appoint", id: str = "an", at: datetime = MORNING, **data: str) -> int:
    with transaction.atomic():
        return record(by=by, at=at, verb=verb, kind="account", id=id, data=data).sequence


def numbers(response) -> list[int]:
    return [int(number) for number in re.findall(r'href="/journal/(\d+)/"', response.content.decode())]


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def seen_by(reader: Actor) -> set[str]:
    return {link.by for link in queries.every(auditor(reader), queries.Asked())}


def test_who_reads_what():
    """The country's auditor reads all; a province's what its own people did, without those who work elsewhere too."""
    people = {
        "ha": person("ha", (Role.OFFICIAL, "pk25")),
        "hai": person("hai", (Role.OFFICIAL, "pk25"), (Role.OFFICIAL, "cb")),
        "cu": person("cu", (Role.OFFICIAL, "pk25"), (Role.OFFICIAL, "lc")),
        "binh": person("binh", (Role.OFFICIAL, "cb")),
    }
    for name in people:
        write(f"account:{name}")
    everything = {"operator:clerk", *(f"account:{name}" for name in people)}
    assert seen_by(actor_of(person("tra", (Role.AUDITOR, "vn")), DAY)) == everything == seen_by(operator("lan"))
    assert seen_by(actor_of(person("thu", (Role.AUDITOR, "lc25")), DAY)) == {"account:ha"}
    assert seen_by(actor_of(person("xa", (Role.AUDITOR, "pk25")), DAY)) == {"account:ha"}
    for nobody in (PUBLIC, actor_of(person("lan", (Role.ADMINISTRATOR, "vn")), DAY), actor_of(people["ha"], DAY)):
        assert seen_by(nobody) == set()


def test_an_auditor_of_one_country_is_none_of_another():
    from tongket.flow.organisation.models import Administration

    tra = actor_of(person("tra", (Role.AUDITOR, "vn")), DAY)
    assert auditor(tra).reads_all
    Administration.objects.create(root_key="other", digest="0", loaded_at=MORNING)
    assert not auditor(tra).reads_all


def test_the_newest_come_first_fifty_to_a_page(tra):
    for _ in range(120):
        write()
    first = tra.get("/journal/")
    assert numbers(first) == list(range(121, 71, -1))
    second = tra.get(re.search(r'href="(/journal/\?before=\d+)"', first.content.decode())[1])
    assert numbers(second) == list(range(71, 21, -1))
    last = tra.get("/journal/?before=22")
    assert numbers(last) == list(range(21, 0, -1)) and "Các mục cũ hơn" not in text_of(last)
    for odd in ("x", "-1", "9" * 30, ""):
        assert numbers(tra.get(f"/journal/?before={odd}"))[0] == 121


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("by=lan", [2, 3]),
        ("by=LA", [2, 3]),
        ("by=operator", [1]),
        ("verb=end", [3, 4]),
        ("verb=end&by=an", [3, 4]),
        ("kind=account&id=chi", [4]),
        ("since=2026-11-22", [3, 4]),
        ("until=2026-11-21", [1, 2]),
        ("since=2026-11-22&until=2026-11-22", [3]),
        ("since=2026-12-01", []),
        ("since=hom-nay", [1, 2, 3, 4]),
        ("verb=no-such-verb", [1, 2, 3, 4]),
    ],
)
def test_narrowing(tra, asked, found):
    """Days are those of Ha Noi: 23:30 of the 22nd there is 16:30 in the world's time."""
    write("account:lan")
    write("account:lan", "end", at=datetime(2026, 11, 22, 16, 30, tzinfo=UTC))
    write("account:van-an", "end", "chi", at=datetime(2026, 11, 22, 17, 30, tzinfo=UTC))
    assert sorted(numbers(tra.get(f"/journal/?{asked}"))) == found
    lines = list(csv.reader(io.StringIO(b"".join(tra.get(f"/journal.csv?{asked}")).decode("utf-8-sig"))))
    assert [int(line[0]) for line in lines[1:]] == found


def test_one_entry_in_words_with_its_facts(tra):
    number = write(role="official", unit="pk25")
    page = text_of(tra.get(f"/journal/{number}/"))
    assert "Giao vai trò" in page and "08:00:00 21/11/2026" in page
    assert "Vai trò official Đơn vị pk25" in page and Entry.objects.get(sequence=number).digest in page
    assert "Chưa có niêm phong nào" in page
    seal_now(at=MORNING)
    assert f"đến niêm phong của mục {number}." in text_of(tra.get(f"/journal/{number}/"))


def test_the_chain_of_an_entry_between_two_seals(tra):
    for day in range(3):
        for _ in range(3):
            write(at=MORNING + timedelta(days=day))
    assert "đến niêm phong của mục 4." in text_of(tra.get("/journal/3/"))
    assert "đến niêm phong của mục 7." in text_of(tra.get("/journal/5/"))


def test_tampering_shows_on_the_entry_and_on_those_before_it_up_to_a_seal(tra):
    for day in range(3):
        for _ in range(3):
            write(at=MORNING + timedelta(days=day))
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER journal_entry_kept_update")
        cursor.execute("UPDATE journal_entry SET by = 'account:an' WHERE sequence = 6")
    for number in (5, 6):
        assert "Mục 6 không còn như khi ghi." in text_of(tra.get(f"/journal/{number}/"))
    for number in (4, 8):  # sealed before, and chained to the digest that still stands
        assert "Nguyên vẹn như khi ghi" in text_of(tra.get(f"/journal/{number}/"))


def test_who_reads_a_part_sees_no_chain_and_no_other_entry(client):
    person("ha", (Role.OFFICIAL, "pk25"))
    client.force_login(person("thu", (Role.AUDITOR, "lc25")))
    other, own = write("account:binh"), write("account:ha")
    assert "Chuỗi niêm phong" not in text_of(client.get(f"/journal/{own}/"))
    hidden, absent = client.get(f"/journal/{other}/"), client.get("/journal/999/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content.replace(b"/%d/" % other, b"") == absent.content.replace(b"/999/", b"")
    assert numbers(client.get("/journal/")) == [own]


def test_text_is_text(tra):
    """What people typed is no markup on the page and no formula in Excel."""
    number = write("account:<b>", id="=cmd()", note="<script>alert(1)</script>")
    for page in (tra.get("/journal/"), tra.get(f"/journal/{number}/")):
        assert b"<script>alert" not in page.content and b"<b>" not in page.content
    line = b"".join(tra.get("/journal.csv")).decode().splitlines()[-1]
    assert ",'=cmd()," in line


def test_csv_for_excel(tra):
    number = write(name="Trần Văn An")
    response = tra.get("/journal.csv")
    assert response["Content-Disposition"] == 'attachment; filename="journal.csv"'
    content = b"".join(response)
    assert content.startswith(b"\xef\xbb\xbfsequence,at,by,verb,kind,id,data,digest\r\n")
    last = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[-1]
    digest = Entry.objects.get(sequence=number).digest
    at = "2026-11-21T01:00:00+00:00"
    assert last == [str(number), at, "account:lan", "appoint", "account", "an", '{"name":"Trần Văn An"}', digest]


def test_reading_writes_nothing_and_takes_few_queries(tra, django_assert_max_num_queries):
    for _ in range(60):
        write()
    tra.get("/journal/")
    with django_assert_max_num_queries(9):
        tra.get("/journal/")
    for address in ("/journal/", "/journal.csv", "/journal/2/"):
        assert tra.post(address).status_code == 405
    assert Entry.objects.count() == 61


def test_auditors_are_led_there_others_are_not(tra):
    assert 'href="/journal/"' in tra.get("/account/").content.decode()
    other = Client()
    other.force_login(person("lan", (Role.ADMINISTRATOR, "vn"), start=date(2026, 1, 1)))
    assert 'href="/journal/"' not in other.get("/account/").content.decode()
    assert other.get("/journal/").status_code == 404
