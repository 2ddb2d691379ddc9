"""The GPU benchmark's arithmetic and tables; what it measures needs a GPU, or `--device cpu` by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.gpu import LENGTH, Sheet, batch, encoder_flops, layouts, main, markdown, rate


def test_flops_of_a_small_encoder() -> None:
    config = {"hidden_size": 4, "intermediate_size": 8, "num_hidden_layers": 2}
    matrices = 4 * 4 * 4 + 2 * 4 * 8  # query, key, value, output; up and down
    attention = 2 * 10 * 4  # scores and their sum, over ten tokens
    assert encoder_flops(config, labels=3, length=10) == 2 * (2 * (matrices + attention) + 4 * 3)


def test_rate_counts_runs_per_second() -> None:
    import time

    assert 50 < rate(lambda: time.sleep(0.001), lambda: None, 0.1) < 1000


def test_batches_have_about_the_tokens_that_were_asked_for() -> None:
    ids, mask, types = batch(8192)
    assert ids.shape == mask.shape == types.shape == (8192 // LENGTH, LENGTH)
    assert batch(1)[0].shape == (1, LENGTH)


def test_layouts_name_the_device_once_per_owner() -> None:
    found = layouts("cuda:0", [1, 3])
    assert found["1 owner and readers"][-1] == "cuda:0"
    assert found["3 owners and readers"][-1] == "cuda:0,cuda:0,cuda:0"
    assert [arguments[1] for arguments in found.values()] == ["device", "device", "pool"]


def test_table_gives_the_share_of_the_ceiling() -> None:
    results = {
        "device": "a card",
        "ceiling": 2e14,
        "encoder: eager, 8192": {"what": "eager", "tokens": 8192, "rate": 4e6, "flops": 5e13},
        "job: 1 owner and readers": {
            "documents": 4000, "seconds": 10.0, "start": 5.0, "reports/s": 400.0, "steady reports/s": 796.8, "characters/s": 9e5, "peak": 2e9,
        },
        "same records": {"records": 222, "only cpu": 1, "only device": 0},
    }  # fmt: skip
    text = markdown(results)
    assert "200.00 TFLOP/s" in text
    assert "| eager | 8,192 | 4,000,000 | 50.00 | 25.0 % |" in text
    assert "| 1 owner and readers | 4,000 | 10.0 | 5.0 | 400.0 | 796.8 | 900,000.0 | 2,000 |" in text
    assert "Of 222 records 1 are found on the CPU alone, 0 on the device alone." in text


def test_every_row_is_written_as_soon_as_it_is_known(tmp_path: Path) -> None:
    from rich.console import Console

    sheet = Sheet(tmp_path, Console())
    sheet.add("ceiling", 1e12)
    assert "1.00 TFLOP/s" in (tmp_path / "gpu.md").read_text(encoding="utf-8")


def test_no_gpu_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available():
        pytest.skip("there is a GPU")
    assert main(["--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "benchmarks.gpu: torch finds no GPU for 'cuda'\n"
    assert [*tmp_path.iterdir()] == []
