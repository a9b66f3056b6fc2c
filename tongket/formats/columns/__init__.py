"""Column files: a row a unit, a column an indicator, a file a period; a replica that can be made again at any time.

A form is a folder. Its `manifest.json` names the file of every period with its length and digest. A file is written
under a new name, whole, and only then named in the manifest, which is itself replaced in one step: whenever a
writer dies, a reader finds the old file or the new one. What the database says wins.

Arrow IPC, not packed: measured on a nation's month (docs/performance.md) it is read four times as fast as Parquet,
since the roll-up reads the mapped pages where they are. `parquet.export` writes Parquet for others.
"""

from tongket.formats.columns.files import ColumnFiles
from tongket.formats.columns.manifest import Damaged, Manifest, Partition
from tongket.formats.columns.writing import write_period

__all__ = ["ColumnFiles", "Damaged", "Manifest", "Partition", "write_period"]
