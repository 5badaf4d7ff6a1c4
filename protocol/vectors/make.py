#!/usr/bin/env python3
"""Writes the test vectors of the ledger protocol; with --check, compares them with the files and fails where they differ.

Everything is computed by reference.py beside this file, by the text of protocol/formats.md. Standard library only.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import cases_payloads  # noqa: E402
import cases_records  # noqa: E402
import cases_telemetry  # noqa: E402
import cases_vehicles  # noqa: E402

MAKERS = {
    "canonical-json.json": cases_payloads.canonical_json,
    "payloads.json": cases_payloads.payloads,
    "records.json": cases_records.records,
    "scopes.json": cases_records.scopes,
    "vin.json": cases_vehicles.vin,
    "odometer.json": cases_vehicles.odometer,
    "progress.json": cases_vehicles.progress,
    "rules.json": cases_vehicles.rules,
    "plates.json": cases_vehicles.plates,
    "device-binding.json": cases_vehicles.device_binding,
    "merkle.json": cases_telemetry.merkle,
    "telemetry.json": cases_telemetry.telemetry,
}


def made(maker):
    return json.dumps(maker(), indent="\t", ensure_ascii=False) + "\n"


def faults():
    """Yields the names of vector files that are not what is computed."""
    for name, maker in MAKERS.items():
        path = HERE / name
        if not path.is_file() or path.read_text(encoding="utf-8") != made(maker):
            yield name


def main():
    if sys.argv[1:] == ["--check"]:
        different = list(faults())
        print("\n".join(f"protocol/vectors/{name} is not what make.py computes" for name in different) or "vectors: no fault")
        return 1 if different else 0
    if sys.argv[1:]:
        print(__doc__)
        return 2
    for name, maker in MAKERS.items():
        (HERE / name).write_text(made(maker), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
