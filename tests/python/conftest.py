"""Counts the cases as the other languages do, and finds what tests need from outside."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

_outcomes: Counter[str] = Counter()
_cases: Counter[str] = Counter()
_skips: dict[str, None] = {}


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party data, which stands beside the repository."""
    folder = Path(os.environ.get("WAXWING_SHARED", ROOT.parent / "shared")) / "vectors"
    if not folder.is_dir():
        pytest.skip("third-party data: no folder ../shared/vectors; set WAXWING_SHARED")
    return folder


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.failed:
        _outcomes["failed"] += 1


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed:
        _outcomes["failed"] += 1
    elif report.skipped:
        _outcomes["skipped"] += 1
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else "expected to fail"
        _skips[reason.removeprefix("Skipped: ")] = None
    elif report.when == "call":
        _outcomes["passed"] += 1
        file = dict(report.user_properties).get("file")
        if isinstance(file, str):
            _cases[file] += 1


def pytest_unconfigure() -> None:
    # The very last output; the table of all languages is made from these lines.
    for file, count in sorted(_cases.items()):
        print(f"{file}: {count} cases")
    for reason in _skips:
        print(f"skip: {reason}")
    counts = " ".join(f"{what}={_outcomes[what]}" for what in ("passed", "failed", "skipped"))
    print(f"waxwing-tests: python {counts}")
