"""Cases about cars: VIN, odometer, the verdict on two readings, plates, the binding of devices."""

import reference

SEED = bytes(range(32))


def vin():
    """VINs and texts that are none, with what a check of each says."""
    cases = [
        ("1M8GDM9AXKP042788", "check digit X"),
        ("5YJSA1H12FFP71790", "check digit 2"),
        ("1HGBH41JXMN109186", "check digit X"),
        ("11111111111111111", "the usual test VIN"),
        ("LSVAM4187C2184847", "China: the digit is compulsory"),
        ("LFV3A23C083027701", "China: the digit is compulsory"),
        ("1HD1GP4558K319097", "a motorcycle"),
        ("WVWZZZ1JZXW000001", "Europe: a filler at position 9"),
        ("WVWZZZ1KZ6W612305", "Europe: a filler at position 9"),
        ("1GGCM82633A123456", "a wrong digit in North America"),
        ("1M8GDM9A0KP042788", "a wrong digit in North America"),
        ("LSVAM4188C2184847", "a wrong digit in China"),
        ("1HGBH41JXMN10918", "16 characters"),
        ("1HGBH41JXMN1091866", "18 characters"),
        ("", "nothing"),
        ("1HGBH41JXMN1O9186", "the letter O"),
        ("IHGBH41JXMN109186", "the letter I"),
        ("1HGBH41JXMN10918Q", "the letter Q"),
        ("1HGBH41J-MN109186", "a hyphen"),
        ("1hgbh41jxmn109186", "lower case is no stored form"),
    ]
    rows = []
    for text, note in cases:
        fault = reference.vin_fault(text)
        row = {"text": text, "note": note, "fault": fault}
        if fault is None or fault["kind"] == "checkDigit":
            row |= {"isDigitCompulsory": reference.demands_check_digit(text), "checkDigit": reference.check_digit(text)}
        rows.append(row)
    return {
        "about": "Texts in the stored form of a VIN or not. `fault` is the first fault that a check finds, or null; `checkDigit` is what "
        "the other sixteen characters demand at position 9, whether the region makes it compulsory or not.",
        "cases": rows,
    }


def result(value):
    return {"fault": value} if isinstance(value, str) else {"metres": value}


def odometer():
    """Conversions, sentinels, limits."""
    displays = [
        (0, "km"), (0, "mi"), (1, "km"), (1, "mi"), (2, "mi"), (1000, "mi"), (154754, "km"), (81400, "mi"), (1794, "km"),
        (99999, "km"), (999998, "km"), (999999, "km"), (999999, "mi"), (1000000, "mi"), (9999999, "km"), (4000000, "km"),
        (4000001, "km"), (2485484, "mi"), (2485485, "mi"), (429496729, "km"), (4294967294, "mi"), (4294967295, "km"),
    ]
    pids = ["00000000", "00000001", "00004614", "000f423f", "02625a00", "02625a01", "fffffffe", "ffffffff"]
    stored = [0, 1, 999998999, 999999000, 999999001, 1609342391, 4000000000, 4000000001, 4294967294, 4294967295]
    shown = [0, 804, 805, 999, 1000, 2414, 2415, 131000602, 4000000000]
    return {
        "about": "fromDisplay: what an instrument or paper shows, to metres. fromPidA6: an answer to SAE J1979 service 01 PID A6. "
        "stored: whether the ledger takes a number of metres. toDisplay: metres as a display shows them.",
        "fromDisplay": [{"value": value, "unit": unit} | result(reference.from_display(value, unit)) for value, unit in displays],
        "fromPidA6": [{"bytes": "0x" + data} | result(reference.from_pid_a6(bytes.fromhex(data))) for data in pids],
        "stored": [{"metres": metres, "fault": reference.odometer_fault(metres)} for metres in stored],
        "toDisplay": [
            {"metres": metres, "km": reference.to_display(metres, "km"), "mi": reference.to_display(metres, "mi")}
            for metres in shown
        ],
    }


def progress():
    """What two readings next to each other in time say."""
    day, start = reference.DAY, 1_700_000_000_000
    pairs = [
        ("as cars do", (start, 100_000_000), (start + 30 * day, 101_500_000)),
        ("not moved", (start, 100_000_000), (start + 30 * day, 100_000_000)),
        ("wound back", (start, 120_000_000), (start + 365 * day, 80_000_000)),
        ("wound back by a metre, a long time after", (start, 100_000_000), (start + 30 * day, 99_999_999)),
        ("two slips of one visit", (start, 100_000_000), (start + day, 99_980_000)),
        ("a shortfall beyond the tolerance", (start, 100_000_000), (start + day, 99_979_999)),
        ("at the end of the tolerated time", (start, 100_000_000), (start + 2 * day, 99_980_000)),
        ("after the tolerated time", (start, 100_000_000), (start + 2 * day + 1, 99_980_000)),
        ("as far as cars come in two days", (start, 100_000_000), (start + day, 104_000_000)),
        ("a metre further", (start, 100_000_000), (start + day, 104_000_001)),
        ("a millisecond less than a day for the way of two", (start, 100_000_000), (start + day - 1, 104_000_000)),
        ("a typing error", (start, 154_754_000), (start + 30 * day, 301_464_000)),
        ("an instrument replaced", (start, 138_000_000, 88_000_000), (start + day, 88_010_000)),
        ("wound back after an instrument was replaced", (start, 138_000_000, 88_000_000), (start + 30 * day, 80_000_000)),
        ("at one moment", (start, 100_000_000), (start, 102_000_000)),
        ("at one moment, a metre further", (start, 100_000_000), (start, 102_000_001)),
    ]

    def reading(at, metres, after=None):
        return {"at": at, "odometerMetres": metres, "odometerAfterMetres": after}

    return {
        "about": "Two readings of one car next to each other in time, and what the default limits make of them.",
        "limits": dict(reference.LIMITS),
        "cases": [
            {"note": note, "earlier": reading(*one), "later": reading(*other), "progress": reference.judge(reading(*one), reading(*other))}
            for note, one, other in pairs
        ],
    }


def plates():
    """Plates as people and cameras write them, normalised and hashed."""
    key = bytes(range(0x40, 0x60))
    cases = [
        ("CN", "沪A·12345"), ("CN", "沪A 12345"), ("CN", "沪Ａ１２３４５"), ("CN", "粤BD12345"), ("DE", "H-AB 1234"), ("DE", "h ab 1234"),
        ("DE", "TÜ-X 1"), ("DE", "TU\u0308-X 1"), ("GB", "AB12 CDE"), ("US", "CA 7ABC123"), ("US", "7ABC123"), ("FR", "AB-123-CD"),
    ]
    rows = []
    for region, text in cases:
        normalised = reference.normalised_plate(region, text)
        rows.append({
            "region": region, "text": text, "normalised": normalised,
            "hash": "0x" + reference.digest(normalised.encode(), key).hex(),
        })
    return {
        "about": "Plates as read, normalised with the region before them, and BLAKE2b-256 of that under the key, here one for all regions.",
        "key": "0x" + key.hex(),
        "cases": rows,
        "invalid": [
            {"region": "DE", "text": " - ", "reason": "nothing is left"},
            {"region": "de", "text": "H-AB 1234", "reason": "the region is not two capital letters"},
        ],
    }


def device_binding():
    """What a device signs to be bound to a car."""
    public = reference.ed25519_public(SEED)
    cases = [
        (b"\xaa" * 32, "1HGBH41JXMN109186", b"\xbb" * 32, 0x01020304),
        (bytes(32), "WVWZZZ1JZXW000001", b"\x11" * 32, 0),
        (b"\xff" * 32, "LSVAM4187C2184847", b"\x22" * 32, 2**32 - 1),
    ]
    rows = []
    for genesis, vehicle, owner, epoch in cases:
        message = reference.binding_message(genesis, vehicle, owner, epoch)
        rows.append({
            "genesis": "0x" + genesis.hex(), "vin": vehicle, "owner": "0x" + owner.hex(), "titleEpoch": epoch,
            "message": "0x" + message.hex(), "signature": "0x" + reference.ed25519_sign(SEED, message).hex(),
        })
    return {
        "about": "The message by which a device agrees to speak for a car, and its Ed25519 signature by the device with this seed.",
        "seed": "0x" + SEED.hex(),
        "publicKey": "0x" + public.hex(),
        "cases": rows,
    }


def rules():
    """Which status may follow which on whose word, and what blocks what unless governance rules otherwise."""
    actions = ["sell", "lease", "export", "scrap", "pledge", "move"]
    blocked = [
        ({"status": "active"}, []),
        ({"status": "stolen"}, actions),
        ({"status": "recovered"}, ["export", "move"]),
        ({"status": "totalLoss"}, ["lease", "pledge"]),
        ({"status": "scrapped"}, actions),
        ({"status": "exported"}, actions),
        ({"encumbrance": "loan"}, ["sell", "export", "scrap"]),
        ({"encumbrance": "lease"}, ["sell", "lease", "export", "scrap", "move"]),
        ({"encumbrance": "repair"}, ["sell", "export", "scrap"]),
        ({"encumbrance": "tax"}, ["sell", "export"]),
        ({"encumbrance": "seizure"}, actions),
        ({"encumbrance": "recallStop"}, ["sell", "lease"]),
        ({"encumbrance": "insurance"}, ["export", "scrap"]),
        ({"encumbrance": "sale"}, actions),
        ({"encumbrance": "incomeShares"}, ["sell", "export", "scrap", "move"]),
        ("cloneSuspected", ["sell", "lease", "export", "pledge", "move"]),
    ]
    words = {
        ("active", "stolen"): ["owner", "registrar", "regulator"], ("recovered", "stolen"): ["owner", "registrar", "regulator"],
        ("stolen", "recovered"): ["registrar", "regulator"], ("stolen", "totalLoss"): ["registrar"],
        ("active", "totalLoss"): ["registrar", "insurer"], ("recovered", "totalLoss"): ["registrar", "insurer"],
        **{(start, end): ["registrar"] for start in ("active", "recovered", "totalLoss") for end in ("scrapped", "exported")},
        **{(start, "active"): ["registrar"] for start in ("recovered", "totalLoss", "exported")},
    }
    states = ["active", "stolen", "recovered", "totalLoss", "scrapped", "exported"]
    return {
        "about": "status: on whose word a car of one status gets another. blocks: what a condition blocks by default; `set` is the SCALE "
        "encoding of these actions.",
        "status": [{"from": one, "to": other, "by": words.get((one, other), [])} for one in states for other in states],
        "blocks": [
            {"condition": condition, "actions": names, "set": sum(1 << actions.index(name) for name in names)}
            for condition, names in blocked
        ],
    }
