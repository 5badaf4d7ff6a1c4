"""Cases for canonical JSON and for the payloads of each record class."""

import copy
import json
from pathlib import Path

import reference

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
REMOVED = object()

# What is done to the example of a class to make it invalid: why, where, and the value put there.
FAULTS = {
    "inspection": [
        ("no result", ["result"], REMOVED),
        ("neither an odometer nor why there is none", ["odometer"], REMOVED),
        ("both an odometer and why there is none", ["odometerAbsent"], "defective"),
        ("a display of nothing but nines", ["odometer", "value"], 999999),
        ("more than 4,000,000 km", ["odometer", "value"], 4000001),
        ("miles beyond 4,000,000 km", ["odometer"], {"value": 2485485, "unit": "mi"}),
        ("an unknown unit", ["odometer", "unit"], "m"),
        ("passed with a major defect", ["result"], "passed"),
        ("failed without a major defect", ["defects"], []),
        ("a code without its list", ["defects", 0, "codeList"], REMOVED),
        ("an unknown severity", ["defects", 0, "severity"], "serious"),
        ("a property that the schema does not know", ["colour"], "red"),
        ("the schema of another class", ["schema"], "carx.maintenance.v1"),
        ("the letter O in a VIN", ["vin"], "WVWZZZ1JZXWO00001"),
        ("a VIN of 16 characters", ["vin"], "WVWZZZ1JZXW00001"),
        ("a moment without offset", ["observedAt"], "2026-03-02T10:15:00"),
        ("a moment finer than milliseconds", ["observedAt"], "2026-03-02T10:15:00.0001+01:00"),
        ("a trouble code that is none", ["troubles", 0, "code"], "P4420"),
    ],
    "maintenance": [
        ("no jobs", ["jobs"], []),
        ("hours as a number", ["jobs", 0, "hours"], 1),
        ("a hash in upper case", ["invoice", "hash"], "0x" + "B" * 64),
        ("a hash of 31 bytes", ["invoice", "hash"], "0x" + "b" * 62),
        ("a currency in lower case", ["invoice", "total", "currency"], "cny"),
        ("an amount with a comma", ["invoice", "total", "amount"], "1180,00"),
        ("a negative amount", ["invoice", "total", "amount"], "-1180.00"),
    ],
    "consumables": [
        ("no items", ["items"], []),
        ("an unknown kind", ["items", 0, "kind"], "oil"),
        ("week 54", ["items", 1, "tyre", "builtInWeek"], "5426"),
    ],
    "insurance": [
        ("no covers", ["covers"], []),
        ("a cover twice", ["covers"], ["theft", "theft"]),
        ("ended without a reason", ["event"], "ended"),
        ("a reason for an end that did not happen", ["endReason"], "expired"),
    ],
    "claim": [
        ("a total loss without its kind", ["state"], "totalLoss"),
        ("a total loss of a car that is repaired", ["totalLoss"], {"kind": "economic"}),
        ("a region by name", ["place", "region"], "Germany"),
        ("coordinates", ["place", "latitude"], "52.62"),
    ],
    "finance": [
        ("no contract number", ["contractNumber"], REMOVED),
        ("a day that no calendar has", ["from"], "2026-06-32"),
        ("an interval that is no duration", ["instalment", "every"], "monthly"),
        ("an empty duration", ["instalment", "every"], "P"),
    ],
    "driving": [
        ("a fractional distance", ["distanceMetres"], 1204300.5),
        ("an odometer at one end only", ["odometerEndMetres"], REMOVED),
        ("a path that is not of VSS", ["signals", 0, "path"], "OBD.Speed"),
        ("a public key that is too short", ["device", "publicKey"], "0xcc"),
    ],
    "violation": [
        ("no reference", ["reference"], REMOVED),
        ("the driver's name", ["driver"], "Li Wei"),
        ("a subdivision without its region", ["subdivision"], "SH"),
    ],
    "recall": [
        ("remedied without a workshop", ["workshop"], REMOVED),
        ("remedied without jobs", ["jobs"], REMOVED),
        ("a campaign without a number", ["campaign", "number"], REMOVED),
    ],
    "part-replacement": [
        ("an instrument without its readings", ["instrument"], REMOVED),
        ("an instrument's readings for another part", ["kind"], "engine"),
        ("an instrument without its reading before", ["instrument", "before"], REMOVED),
        ("a reading without its unit", ["instrument", "after", "unit"], REMOVED),
    ],
    "other": [
        ("an empty title", ["title"], ""),
        ("an extension without a domain", ["extensions"], {"accessory": {}}),
        ("a fraction inside an extension", ["extensions", "com.example.accessory", "loads"], [0.5]),
        ("an integer beyond 2^53 - 1", ["extensions", "com.example.accessory", "loads"], [2**53]),
    ],
}


def canonical_json():
    """JSON texts, their canonical bytes and the digests of these."""
    texts = [
        "{}",
        "[]",
        '{ "b" : 1, "a" : [ true, false, null ] }',
        '{"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6,"\\u00f6":7}',
        '{"text":"\\u20ac$\\u000f\\nA\'B\\"\\\\\\"\\/\\u007f"}',
        '{"nested":{"z":0,"a":{"y":-1,"b":9007199254740991}}}',
        '{"same":1.0,"as":1e0}',
        '{"caf\\u00e9":"composed","cafe\\u0301":"decomposed"}',
    ]
    rows = []
    for text in texts:
        data = reference.canonical(json.loads(text))
        rows.append({"json": text, "canonical": data.decode(), "hash": "0x" + reference.digest(data).hex()})
    return {
        "about": "JSON texts, their canonical form (RFC 8785, whole numbers only), and BLAKE2b-256 of its UTF-8 bytes.",
        "valid": rows,
        "invalid": [
            {"json": '{"distance":1.5}', "reason": "a number that is not whole"},
            {"json": '{"distance":9007199254740992}', "reason": "an integer beyond 2^53 - 1"},
            {"json": '"\\ud800"', "reason": "a lone surrogate"},
        ],
    }


def put(payload, path, value):
    """A copy of a payload with one value put, or taken away, at a path."""
    changed = copy.deepcopy(payload)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    if value is REMOVED:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return changed


def valid_payload(name):
    return json.loads((EXAMPLES / f"{name}-v1.json").read_text(encoding="utf-8"))


def payload_hash(name):
    return reference.digest(reference.canonical(valid_payload(name)))


def payloads():
    """The example of each class with its hash, and what must be refused."""
    rows = []
    for name, faults in FAULTS.items():
        valid = valid_payload(name)
        data = reference.canonical(valid)
        rows.append({
            "schema": f"payload/{name}-v1.json",
            "valid": {
                "example": f"{name}-v1.json",
                "canonical": data.decode(),
                "hash": "0x" + reference.digest(data).hex(),
            },
            "invalid": [{"reason": reason, "payload": put(valid, path, value)} for reason, path, value in faults],
        })
    return {
        "about": "For each record class the canonical bytes and the payload hash of its example in protocol/examples, and "
        "payloads that its schema refuses.",
        "classes": rows,
    }
