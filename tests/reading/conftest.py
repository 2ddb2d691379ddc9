"""Paths of the page skeletons: invented reports in the frames of the content management systems that Chinese offices use."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def pages() -> Path:
    return Path(__file__).parent / "pages"
