"""Files kept under the digest of their content: the same content is kept once, and a name can never lead elsewhere."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


def keep(folder: Path, data: bytes) -> str:
    """Write the content into the folder, whole or not at all; its digest (SHA-256)."""
    digest = hashlib.sha256(data).hexdigest()
    place = kept(folder, digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as writing:
            writing.write(data)
            writing.flush()
            os.fsync(writing.fileno())
        Path(writing.name).replace(place)
    return digest


def kept(folder: Path, digest: str) -> Path:
    """Where the content of that digest is kept. ValueError for what is no digest."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"'{digest[:80]}' is no digest")
    return folder / digest[:2] / digest
