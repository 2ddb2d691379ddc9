"""Train a model: `python -m giar_ner.train --config configs/default.yaml [--set key=value]` (also `giar-ner train`). Needs the `train` extra."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from giar_ner.errors import GiarError


def main(argv: Sequence[str] | None = None) -> int:
    """0 done, 1 failed (the reason on stderr), 2 usage."""
    parser = argparse.ArgumentParser(prog="giar-ner train", description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--config", type=Path, required=True, help="a YAML file, such as configs/default.yaml")
    parser.add_argument(
        "--set", dest="overrides", metavar="KEY=VALUE", action="append", default=[], help="change one key, such as neural.epochs=3"
    )
    args = parser.parse_args(argv)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        from rich.console import Console

        from giar_ner.training.config import TrainConfig, load_config

        config = load_config(TrainConfig, args.config, args.overrides)
        from giar_ner.training.run import run

        console = Console(stderr=True)
        folder = run(config, console)
        console.print(f"done: {folder}")
        return 0
    except GiarError as error:
        print(f"giar-ner train: {error}", file=sys.stderr)
        return 1
    except ImportError as error:
        if not error.name or error.name.startswith("giar_ner"):
            raise
        print(f"giar-ner train: {error.name} is missing; install the extra: pip install 'giar-ner[train]'", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
