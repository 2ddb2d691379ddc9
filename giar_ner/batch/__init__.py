"""Many documents: a job that may be killed at any moment and goes on where it was.

    from giar_ner.batch import run

    summary = run(["reports/"], "out/", workers=8)

`run` says what the inputs may be, `Settings` what can be chosen; the files of the output are described in `giar_ner.batch.output`.
"""

from giar_ner.batch.engines import EngineName
from giar_ner.batch.errors import BatchError
from giar_ner.batch.job import Summary, run
from giar_ner.batch.settings import Settings, Shard

__all__ = ["BatchError", "EngineName", "Settings", "Shard", "Summary", "run"]
