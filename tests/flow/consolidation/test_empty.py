"""The first page of an installation where nothing was loaded."""

from tests.flow.consolidation.conftest import words


def test_without_a_case_the_first_page_says_how_to_load_one(client, db):
    assert "Chưa có vụ việc nào được nạp" in words(client.get("/"))
    assert "tongket case load tongket/demo/yagi" in words(client.get("/"))
