"""Cases for Merkle trees and telemetry batches."""

import reference
from cases_vehicles import SEED

GENESIS = b"\xaa" * 32
START = 1_788_000_000_000
VIN = "WVWZZZ1JZXW000001"


def shown(hashes):
    return ["0x" + value.hex() for value in hashes]


def tree(count, indices):
    leaves = [f"reading {number}".encode() for number in range(count)]
    rows = reference.merkle_rows(leaves)
    return {
        "count": count,
        "root": "0x" + reference.merkle_root(rows).hex(),
        "proofs": [{"index": index, "siblings": shown(reference.merkle_proof(rows, index))} for index in indices],
    }


def merkle():
    """Trees whose leaf number n is the text `reading n`."""
    sizes = {0: [], 1: [0], 2: [0, 1], 3: [0, 1, 2], 5: [0, 1, 2, 3, 4], 86_400: [0, 51_234, 86_399]}
    return {
        "about": "Leaf n of each tree is the UTF-8 text `reading n`. The root with its proofs; `refused` are proofs over the tree of "
        "five that a verifier must not take: leaf in hexadecimal, index, count and siblings as given.",
        "trees": [tree(count, indices) for count, indices in sizes.items()],
        "refused": refused(),
    }


def refused():
    rows = reference.merkle_rows([f"reading {number}".encode() for number in range(5)])
    leaf, siblings = b"reading 1", reference.merkle_proof(rows, 1)
    inside = rows[0][0] + rows[0][1]
    cases = [
        ("another leaf", b"reading 2", 1, 5, siblings),
        ("another index", leaf, 0, 5, siblings),
        ("an index beyond the tree", leaf, 5, 5, siblings),
        ("a sibling too few", leaf, 1, 5, siblings[:-1]),
        ("a sibling too many", leaf, 1, 5, [*siblings, bytes(32)]),
        ("another count, and with it another depth", leaf, 1, 4, siblings),
        ("the inside of the tree as a leaf", inside, 0, 3, siblings[1:]),
        ("the inside of the tree as a leaf, with its prefix", b"\1" + inside, 0, 3, siblings[1:]),
        ("no siblings at all", leaf, 1, 5, []),
    ]
    return [
        {"note": note, "leaf": "0x" + data.hex(), "index": index, "count": count, "root": "0x" + rows[-1][0].hex(),
         "siblings": shown(hashes)}
        for note, data, index, count, hashes in cases
    ]


def first_samples():
    """Three samples with all that a sample can have or lack."""
    return [
        {"at": START, "odometerMetres": 88_000_000, "speed": None, "signals": []},
        {"at": START + 1_000, "odometerMetres": 88_000_000, "speed": 0,
         "signals": [{"id": 1, "value": 85_000}, {"id": 2, "value": -105}, {"id": 12, "value": 14_120}]},
        {"at": START + 2_500, "odometerMetres": 88_000_021, "speed": 5_025,
         "signals": [{"id": signal, "value": (-1) ** signal * 100_000 * signal} for signal in range(1, 17)]},
    ]


def day_sample(number):
    """Sample `number` of a day at one sample a second and 90 km/h."""
    return {"at": START + 10_000 + 1_000 * number, "odometerMetres": 88_000_021 + 25 * number, "speed": 9_000,
            "signals": [{"id": 1, "value": 200_000 + number}]}


def header(samples, sequence, previous, place):
    rows = reference.merkle_rows([reference.sample(one) for one in samples])
    fields = {
        "vin": VIN, "device": "0x" + reference.ed25519_public(SEED).hex(), "sequence": sequence, "vssMajor": 6,
        "startedAt": samples[0]["at"], "endedAt": samples[-1]["at"], "count": len(samples),
        "root": "0x" + reference.merkle_root(rows).hex(), "odometerStartMetres": samples[0]["odometerMetres"],
        "odometerEndMetres": samples[-1]["odometerMetres"], "previous": "0x" + previous.hex(), "place": place,
    }
    return fields, rows


def batch(samples, sequence, previous, place, picks):
    fields, rows = header(samples, sequence, previous, place)
    encoded = reference.batch_header(fields)
    payload = reference.signing_payload(GENESIS, encoded)
    proofs = [
        {"index": index, "sample": samples[index], "scale": "0x" + reference.sample(samples[index]).hex(),
         "siblings": shown(reference.merkle_proof(rows, index))}
        for index in picks
    ]
    return {
        "header": fields, "scale": "0x" + encoded.hex(), "hash": "0x" + reference.digest(encoded).hex(),
        "signingPayload": "0x" + payload.hex(), "signature": "0x" + reference.ed25519_sign(SEED, payload).hex(),
        "samples": proofs,
    }


def faulty_headers(sound):
    changes = [
        ("no sample", {"count": 0}),
        ("the most samples", {"count": 131_072}),
        ("a sample too many", {"count": 131_073}),
        ("at the latest moment", {"endedAt": START + 20 * reference.DAY}),
        ("after the latest moment", {"endedAt": START + 20 * reference.DAY + 1}),
        ("ends before it starts", {"endedAt": sound["startedAt"] - 1}),
        ("31 days", {"startedAt": sound["endedAt"] - 31 * reference.DAY}),
        ("a millisecond more than 31 days", {"startedAt": sound["endedAt"] - 31 * reference.DAY - 1}),
        ("a display of nothing but nines", {"odometerStartMetres": 999_999_000, "odometerEndMetres": 999_999_000}),
        ("an odometer that ran backwards", {"odometerEndMetres": sound["odometerStartMetres"] - 1}),
        ("as fast as can be, and one step", {"odometerEndMetres": sound["odometerStartMetres"] + 2_500 // 9 + 1_000}),
        ("faster", {"odometerEndMetres": sound["odometerStartMetres"] + 2_500 // 9 + 1_001}),
        ("beyond the pole", {"place": {"latitude": 90, "longitude": 0}}),
        ("the last cell", {"place": {"latitude": 89, "longitude": 179}}),
        ("beyond the date line", {"place": {"latitude": 0, "longitude": 180}}),
        ("a first batch with one before it", {"previous": "0x" + "01" * 32}),
    ]
    latest = START + 20 * reference.DAY
    rows = [{"note": note, "change": change, "fault": reference.header_fault(sound | change, latest)} for note, change in changes]
    return {"latest": latest, "cases": rows}


def links(earlier, later):
    changes = [
        ("as sealed", {}),
        ("another hash", {"previous": "0x" + "01" * 32}),
        ("a gap: the hash is not compared", {"sequence": 7, "previous": "0x" + "01" * 32}),
        ("starts before the end", {"startedAt": earlier["endedAt"] - 1}),
        ("starts at the end", {"startedAt": earlier["endedAt"]}),
        ("odometer below the last", {"odometerStartMetres": earlier["odometerEndMetres"] - 1}),
        ("odometer below the last, in another car", {"odometerStartMetres": 1_000, "odometerEndMetres": 1_000, "vin": "LSVAM4187C2184847"}),
    ]
    return [{"note": note, "change": change, "fault": reference.link_fault(later | change, earlier)} for note, change in changes]


def telemetry():
    """Two batches of one device, and what is refused."""
    first = batch(first_samples(), 0, bytes(32), None, [0, 1, 2])
    day = [day_sample(number) for number in range(86_400)]
    second = batch(day, 1, reference.unhex(first["hash"]), {"latitude": 52, "longitude": -1}, [0, 51_234, 86_399])
    return {
        "about": "Two batches of one device. Batch 0 has the three samples shown. Batch 1 has 86,400: sample n is taken 1,000 n ms "
        "after the first, with 25 n metres more on the odometer, a speed of 9,000 and signal 1 at 200,000 + n. `headerFaults` are "
        "changes to the header of batch 0 with the fault that a check finds, or null; `links` changes to batch 1 as one after batch 0.",
        "genesis": "0x" + GENESIS.hex(),
        "seed": "0x" + SEED.hex(),
        "batches": [first, second],
        "headerFaults": faulty_headers(first["header"]),
        "links": links(first["header"], second["header"]),
    }
