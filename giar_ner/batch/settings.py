"""What can be chosen for a job, and which share of it a run does."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from giar_ner.errors import ConfigError

REAL = "giar_ner.extractor:Extractor"


@dataclass(frozen=True)
class Settings:
    """Everything besides the inputs that the results depend on.

    model, backend, device, min_precision, precision, cascade: as `Extractor` takes them, but fast where that changes few records, and several
    devices as `cuda:0,cuda:1`; reports: the format of `reports/`; text: whether a report holds its text; part_size: documents per part, so
    many are lost at most when a job is killed; text_column, bytes_column, id_column: names in JSONL and Parquet inputs (bytes are Base64 in
    JSONL; without an id column a row is called `file#number`); bom: CSV that Excel opens right; extractor: `module:name` of what makes it.
    """

    model: str | None = None
    backend: Literal["onnx", "torch"] = "onnx"
    device: str = "cpu"
    min_precision: float | None = None
    precision: Literal["fp32", "int8", "auto"] = "auto"
    cascade: bool = True
    reports: Literal["parquet", "jsonl"] = "parquet"
    text: bool = True
    part_size: int = 500
    text_column: str = "text"
    bytes_column: str = "bytes"
    id_column: str | None = None
    bom: bool = False
    extractor: str = REAL

    def __post_init__(self) -> None:
        if self.part_size < 1:
            raise ConfigError(f"part_size is {self.part_size}; a part holds one document or more")
        if self.reports not in ("parquet", "jsonl"):
            raise ConfigError(f"reports is {self.reports!r}; parquet or jsonl")
        if not all(self.devices):
            raise ConfigError(f"device is {self.device!r}; cpu, cuda, or several such as cuda:0,cuda:1")
        if self.min_precision is not None and not 0 <= self.min_precision <= 1:
            raise ConfigError(f"min_precision is {self.min_precision}; it lies between 0 and 1")

    @property
    def devices(self) -> list[str]:
        """One by one; the same one may be named several times."""
        return [device.strip() for device in self.device.split(",")]

    def lasting(self) -> dict[str, Any]:
        """What the manifest holds. The model counts by its content and not by its place, the device not at all: any may go on."""
        return {key: value for key, value in asdict(self).items() if key not in ("model", "device")}

    def for_extractor(self) -> dict[str, Any]:
        """The arguments that `Extractor` is made with."""
        return {name: getattr(self, name) for name in ("model", "backend", "device", "min_precision", "precision", "cascade")}


@dataclass(frozen=True)
class Shard:
    """The part numbers that a run does: every `of`-th, beginning with the `number`-th. Schedulers count from 1 as people do."""

    number: int = 1
    of: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ConfigError(f"there is no shard {self.number}/{self.of}: the first of four is 1/4, the last 4/4")

    @classmethod
    def parse(cls, text: str) -> Shard:
        """`2/8`."""
        number, slash, of = text.partition("/")
        if not (slash and number.strip().isdecimal() and of.strip().isdecimal()):
            raise ConfigError(f"a shard is given as i/n, such as 2/8, not as {text!r}")
        return cls(int(number), int(of))

    def parts(self, count: int) -> range:
        """Which of `count` parts are this shard's."""
        return range(self.number - 1, count, self.of)

    @property
    def name(self) -> str:
        """For a file name."""
        return f"{self.number}-of-{self.of}"
