"""A car's history with the head after each record."""

import cases_payloads
import reference

OWNER, WORKSHOP, DEVICE, REGULATOR, ARBITERS = ("0x" + byte * 32 for byte in ("11", "22", "44", "33", "55"))


def entry(kind, issuer, source, observed, number, **more):
    """A record with the fields that most of them leave empty."""
    return {
        "class": kind,
        "issuer": issuer,
        "source": source,
        "observedAt": observed,
        "recordedAt": 1_795_348_800_000 + 1_000 * number,
        "recordedIn": 7 + number,
        "titleEpoch": 0,
        "odometerMetres": None,
        "odometerAfterMetres": None,
        "payloadHash": "0x" + bytes([0xA0 + number] * 32).hex(),
        "locator": "",
        "isSealed": False,
        "supersedes": None,
    } | more


def history():
    """Seven records: of each source, sealed, superseding, of a replaced instrument, of the arbiters, and the longest there is."""
    workshop = {"accredited": "workshop"}
    inspection = "0x" + cases_payloads.payload_hash("inspection").hex()
    return [
        entry("inspection", OWNER, "owner", 1_772_442_900_000, 0, odometerMetres=154_754_000, payloadHash=inspection),
        entry("maintenance", WORKSHOP, workshop, 1_779_266_400_000, 1, odometerMetres=301_464_000, isSealed=True,
              locator="https://records.example/2"),
        entry("maintenance", WORKSHOP, workshop, 1_779_266_400_000, 2, odometerMetres=156_464_000, isSealed=True,
              locator="沪/2", supersedes=1),
        entry("partReplacement", WORKSHOP, workshop, 1_786_698_000_000, 3, odometerMetres=158_000_000,
              odometerAfterMetres=88_000_000),
        entry("driving", DEVICE, "device", 1_788_000_000_000, 4, odometerMetres=88_400_100, isSealed=True, titleEpoch=1),
        entry("inspection", ARBITERS, "arbiters", 1_772_442_900_000, 5, odometerMetres=154_745_000, supersedes=0, titleEpoch=1),
        entry("other", REGULATOR, {"accredited": "regulator"}, 2**64 - 1, 6, recordedAt=2**64 - 1, recordedIn=2**32 - 1,
              titleEpoch=2**32 - 1, odometerMetres=4_000_000_000, odometerAfterMetres=4_000_000_000, locator="b" * 128,
              isSealed=True, supersedes=2**32 - 1),
    ]


def records():
    """The history with encodings, hashes and heads."""
    head, rows = bytes(32), []
    for seq, fields in enumerate(history()):
        encoded = reference.record(fields)
        head = reference.next_head(head, encoded)
        # Numbers of 64 bits do not survive every JSON reader.
        shown = {name: str(value) if name in ("observedAt", "recordedAt") else value for name, value in fields.items()}
        rows.append({
            "seq": seq,
            "record": shown,
            "scale": "0x" + encoded.hex(),
            "hash": "0x" + reference.digest(encoded).hex(),
            "head": {"count": seq + 1, "head": "0x" + head.hex()},
        })
    return {
        "about": "One car's records in order: fields (the issuer as the 32 bytes of its account, moments as decimal strings), SCALE "
        "encoding, BLAKE2b-256 of that, and the record head once the record is appended. Made up to show the encoding: the ledger "
        "would not take record 6, whose moments lie in the future.",
        "empty": {"count": 0, "head": "0x" + bytes(32).hex()},
        "history": rows,
    }


def scopes():
    """Scopes of accreditations, with their encoding and whether they can be given."""
    empty = {"classes": [], "exOfficio": [], "regions": [], "wmis": []}
    cases = [
        ("lender", empty),
        ("workshop", empty | {"classes": ["maintenance", "consumables", "partReplacement"], "regions": ["DE", "AT"]}),
        ("regulator", empty | {"classes": reference.CLASSES, "exOfficio": ["claim", "violation", "recall"], "regions": ["CN"]}),
        ("maker", empty | {"classes": ["recall"], "exOfficio": ["recall"], "wmis": ["WVW", "LSV", "1M8"]}),
        ("maker", empty),
        ("dealer", empty | {"wmis": ["WVW"]}),
        ("maker", empty | {"wmis": ["WVW", "WVW"]}),
        ("maker", empty | {"wmis": ["WOW"]}),
        ("maker", empty | {"wmis": ["wvw"]}),
        ("insurer", empty | {"regions": ["DE", "DE"]}),
        ("insurer", empty | {"regions": ["de"]}),
    ]
    rows = [
        {"role": role, "scope": scope, "scale": "0x" + reference.scope(scope).hex(), "fault": reference.scope_fault(scope, role)}
        for role, scope in cases
    ]
    return {
        "about": "Scopes of accreditations with their SCALE encoding, and which part of them keeps them from being given in the role, or null.",
        "cases": rows,
    }
