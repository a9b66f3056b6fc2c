"""Column files on S3-compatible storage: a real server on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.formats.columns.test_columns import QUERY, SAID
from tongket.core.rollup.engines.matrix.fused import Block, Plan, answers
from tongket.core.rollup.engines.matrix.fused.memory import ColumnMemory
from tongket.core.rollup.tables import table_of
from tongket.formats.columns import ColumnFiles, Damaged
from tongket.formats.columns.manifest import Folder, Manifest
from tongket.formats.columns.writing import write_periods


@pytest.fixture
def folder() -> Iterator[Folder]:
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    made = Folder(
        "s3://returns/form",
        {
            "key": "k",
            "secret": "s",
            "client_kwargs": {"endpoint_url": f"http://{host}:{port}", "region_name": "us-east-1"},
        },
    )
    boto3.client(
        "s3",
        region_name="us-east-1",
        endpoint_url=f"http://{host}:{port}",
        aws_access_key_id="k",
        aws_secret_access_key="s",
    ).create_bucket(Bucket="returns")
    yield made
    server.stop()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_written_read_corrected_and_verified(folder: Folder) -> None:
    plan = Plan(QUERY, [("2025-01",)])
    for dead in (3, 5):
        said = {**SAID, ("xã A", "dead"): dead}
        write_periods(folder, ColumnMemory.of_tables({"2025-01": table_of(said)}).periods)
        assert answers(Block(plan, ColumnFiles(folder)))[0].total("tỉnh", "dead").value == dead
    assert list(Manifest(folder).problems()) == []
    assert len([name for name in folder.names() if name.endswith(".arrow")]) == 1
    folder.files.pipe_file(f"{folder.url}/{Manifest(folder).partitions['2025-01'].file}", b"short")
    with pytest.raises(Damaged, match="5 bytes of"):
        Block(plan, ColumnFiles(folder))
