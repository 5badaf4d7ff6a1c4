"""The formats of the ledger protocol in plain Python, from protocol/formats.md and not from the chain's Rust.

Standard library only. Small rather than fast, and for test vectors only: the Ed25519 here leaks its key by timing.
"""

import json
import re
import unicodedata
from hashlib import blake2b, sha512

# --- hashing and encoding ---------------------------------------------------------------------------------------------


def digest(data, key=b""):
    """BLAKE2b-256, keyed if a key is given."""
    return blake2b(data, digest_size=32, key=key).digest()


def u8(number):
    return number.to_bytes(1, "little")


def u16(number):
    return number.to_bytes(2, "little")


def u32(number):
    return number.to_bytes(4, "little")


def u64(number):
    return number.to_bytes(8, "little")


def compact(number):
    """SCALE's compact integers below 2^30."""
    if number < 1 << 6:
        return u8(number << 2)
    if number < 1 << 14:
        return u16(number << 2 | 1)
    if number < 1 << 30:
        return u32(number << 2 | 2)
    raise ValueError("no length in this protocol is that large")


def text(data):
    """A SCALE sequence of bytes."""
    return compact(len(data)) + data


def option(encode, value):
    return b"\0" if value is None else b"\1" + encode(value)


def variant(names, name):
    """The index of a case without content, or of one with content: {name: content}, whose content follows."""
    return u8(names.index(name))


# --- canonical JSON ---------------------------------------------------------------------------------------------------

SAFE_INTEGER = 2**53 - 1


def canonical(value):
    """RFC 8785 for JSON without fractional numbers, as bytes. Raises ValueError for what no payload contains."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).encode("utf-8")  # a lone surrogate raises UnicodeEncodeError
    if isinstance(value, float):
        if not value.is_integer():
            raise ValueError(f"{value} is not whole")
        value = int(value)
    if isinstance(value, int):
        if abs(value) > SAFE_INTEGER:
            raise ValueError(f"{value} is beyond 2^53 - 1")
        return str(value).encode()
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return b"{" + b",".join(canonical(name) + b":" + canonical(value[name]) for name in names) + b"}"


# --- VIN --------------------------------------------------------------------------------------------------------------

VIN_VALUES = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "012345678912345678123457923456789")))
VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]


def check_digit(vin):
    """The digit that the other sixteen characters of a well-formed VIN demand at position 9."""
    total = sum(VIN_VALUES[character] * weight for character, weight in zip(vin, VIN_WEIGHTS))
    return "0123456789X"[total % 11]


def demands_check_digit(vin):
    return vin[0] in "12345L"


def vin_fault(vin):
    """What is wrong with a text as a VIN in the stored form; None if nothing is."""
    if len(vin) != 17:
        return {"kind": "length", "found": len(vin)}
    for position, character in enumerate(vin, 1):
        if character not in VIN_VALUES:
            return {"kind": "character", "position": position, "found": character}
    if demands_check_digit(vin) and vin[8] != check_digit(vin):
        return {"kind": "checkDigit", "expected": check_digit(vin), "found": vin[8]}
    return None


# --- odometer ---------------------------------------------------------------------------------------------------------

MAX_METRES = 4_000_000_000
NINES = (999_999, 9_999_999)
NOT_AVAILABLE = 0xFFFF_FFFF


def unit_metres(value, unit):
    return value * 1000 if unit == "km" else (value * 1_609_344 + 500) // 1000


def from_display(value, unit):
    """Metres, or the reason why a display's number is no reading."""
    if value in NINES or value == NOT_AVAILABLE:
        return "notAvailable"
    metres = unit_metres(value, unit)
    return metres if metres <= MAX_METRES else "tooLarge"


def from_pid_a6(data):
    value = int.from_bytes(data, "big")
    if value == NOT_AVAILABLE:
        return "notAvailable"
    return value * 100 if value * 100 <= MAX_METRES else "tooLarge"


def odometer_fault(metres):
    """Why the ledger refuses a reading; None if it takes it."""
    if metres == NOT_AVAILABLE or metres in [unit_metres(nines, unit) for nines in NINES for unit in ("km", "mi")]:
        return "notAvailable"
    return "tooLarge" if metres > MAX_METRES else None


def to_display(metres, unit):
    return metres // 1000 if unit == "km" else (metres * 1000 + 804_672) // 1_609_344


# --- records ----------------------------------------------------------------------------------------------------------

CLASSES = [
    "inspection", "maintenance", "consumables", "insurance", "claim", "finance", "driving", "violation", "recall",
    "partReplacement", "other",
]
ROLES = [
    "maker", "dealer", "workshop", "inspector", "insurer", "lender", "lessor", "deviceMaker", "registrar", "regulator",
]
SOURCES = ["owner", "accredited", "device", "arbiters"]


def unhex(value):
    return bytes.fromhex(value.removeprefix("0x"))


def source(value):
    if isinstance(value, dict):
        return variant(SOURCES, "accredited") + variant(ROLES, value["accredited"])
    return variant(SOURCES, value)


def record(fields):
    """SCALE of a record whose issuer is given as the 32 bytes of an account, in hexadecimal."""
    return b"".join([
        variant(CLASSES, fields["class"]),
        unhex(fields["issuer"]),
        source(fields["source"]),
        u64(fields["observedAt"]),
        u64(fields["recordedAt"]),
        u32(fields["recordedIn"]),
        u32(fields["titleEpoch"]),
        option(u32, fields["odometerMetres"]),
        option(u32, fields["odometerAfterMetres"]),
        unhex(fields["payloadHash"]),
        text(fields["locator"].encode()),
        u8(fields["isSealed"]),
        option(u32, fields["supersedes"]),
    ])


def class_set(names):
    return u16(sum(1 << CLASSES.index(name) for name in names))


def scope(fields):
    """SCALE of an accreditation's scope."""
    return b"".join([
        class_set(fields["classes"]),
        class_set(fields["exOfficio"]),
        compact(len(fields["regions"])),
        *(region.encode() for region in fields["regions"]),
        compact(len(fields["wmis"])),
        *(wmi.encode() for wmi in fields["wmis"]),
    ])


def scope_fault(fields, role):
    """Why nobody is accredited in a role with a scope; None if they can be."""
    regions, wmis = fields["regions"], fields["wmis"]
    if len(set(regions)) < len(regions) or not all(re.fullmatch("[A-Z]{2}", region) for region in regions):
        return "regions"
    if (role == "maker") != bool(wmis) or len(set(wmis)) < len(wmis) or not set("".join(wmis)) <= set(VIN_VALUES):
        return "wmis"
    return None


def next_head(head, encoded_record):
    return digest(head + digest(encoded_record))


# --- the verdict on two readings --------------------------------------------------------------------------------------

DAY = 86_400_000
LIMITS = {"tolerance": 20_000, "toleranceSpan": 2 * DAY, "maxDaily": 2_000_000}


def judge(earlier, later, limits=None):
    """What the later of two readings says, compared with the one before it in time."""
    limits = limits or LIMITS
    span = later["at"] - earlier["at"]
    start = earlier["odometerAfterMetres"]
    start = earlier["odometerMetres"] if start is None else start
    ahead = later["odometerMetres"] - start
    if ahead >= 0:
        furthest = limits["maxDaily"] * (span + DAY) // DAY
        return "implausibleRate" if ahead > furthest else "consistent"
    if span <= limits["toleranceSpan"] and -ahead <= limits["tolerance"]:
        return "consistent"
    return {"rolledBack": {"by": -ahead}}


# --- plates and devices -----------------------------------------------------------------------------------------------


def normalised_plate(region, plate):
    """The region and the plate as they are hashed: NFKC, upper case, letters and digits only."""
    if not re.fullmatch("[A-Z]{2}", region):
        raise ValueError("the region is not two capital letters")
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", plate).upper())
    kept = "".join(c for c in folded if unicodedata.category(c)[0] == "L" or unicodedata.category(c) == "Nd")
    if not kept:
        raise ValueError("nothing is left of the plate")
    return region + kept


def binding_message(genesis, vin, owner, title_epoch):
    """What a device signs to speak for a car."""
    return b"carx/bind-device/1" + genesis + vin.encode() + owner + u32(title_epoch)


# --- Merkle tree ------------------------------------------------------------------------------------------------------


def leaf_hash(data):
    return digest(b"\0" + data)


def node_hash(left, right):
    return digest(b"\1" + left + right)


def merkle_rows(leaves):
    """The rows of the tree, from the hashes of the leaves to the top; an odd row's last node moves up as it is."""
    rows = [[leaf_hash(leaf) for leaf in leaves]]
    while len(rows[-1]) > 1:
        row = rows[-1]
        above = [node_hash(row[n], row[n + 1]) for n in range(0, len(row) - 1, 2)]
        rows.append(above + row[len(row) - len(row) % 2:])
    return rows


def merkle_root(rows):
    return rows[-1][0] if rows[-1] else bytes(32)


def merkle_proof(rows, index):
    """The hashes beside the path of a leaf, bottom first."""
    siblings = []
    for row in rows[:-1]:
        if index ^ 1 < len(row):
            siblings.append(row[index ^ 1])
        index //= 2
    return siblings


def merkle_verify(root, count, index, leaf, siblings):
    if index >= count:
        return False
    node, rest = leaf_hash(leaf), list(siblings)
    while count > 1:
        if index ^ 1 < count:
            if not rest:
                return False
            sibling = rest.pop(0)
            node = node_hash(sibling, node) if index % 2 else node_hash(node, sibling)
        index //= 2
        count = (count + 1) // 2
    return not rest and node == root


# --- telemetry --------------------------------------------------------------------------------------------------------

MAX_SAMPLES = 1 << 17


def i32(number):
    return number.to_bytes(4, "little", signed=True)


def sample(fields):
    """SCALE of a sample: a leaf of its batch's tree."""
    signals = fields["signals"]
    return b"".join([
        u64(fields["at"]),
        u32(fields["odometerMetres"]),
        option(u16, fields["speed"]),
        compact(len(signals)),
        *(u16(signal["id"]) + i32(signal["value"]) for signal in signals),
    ])


def place(fields):
    return fields["latitude"].to_bytes(1, "little", signed=True) + fields["longitude"].to_bytes(2, "little", signed=True)


def batch_header(fields):
    """SCALE of a batch's header."""
    return b"".join([
        fields["vin"].encode(),
        unhex(fields["device"]),
        u32(fields["sequence"]),
        u8(fields["vssMajor"]),
        u64(fields["startedAt"]),
        u64(fields["endedAt"]),
        u32(fields["count"]),
        unhex(fields["root"]),
        u32(fields["odometerStartMetres"]),
        u32(fields["odometerEndMetres"]),
        unhex(fields["previous"]),
        option(place, fields["place"]),
    ])


def signing_payload(genesis, encoded_header):
    return b"carx/telemetry/1" + genesis + encoded_header


def header_fault(fields, latest):
    """The first rule that a header breaks by itself; None if it breaks none."""
    span = fields["endedAt"] - fields["startedAt"]
    metres = fields["odometerEndMetres"] - fields["odometerStartMetres"]
    where = fields["place"] or {"latitude": 0, "longitude": 0}
    rules = [
        ("countNotValid", not 1 <= fields["count"] <= MAX_SAMPLES),
        ("inFuture", fields["endedAt"] > latest),
        ("timesReversed", span < 0),
        ("spanTooLong", span > 31 * DAY),
        ("odometerNotValid", any(odometer_fault(fields[f"odometer{end}Metres"]) for end in ("Start", "End"))),
        ("odometerReversed", metres < 0),
        ("tooFast", metres > span // 9 + 1000),
        ("placeNotValid", not (-90 <= where["latitude"] < 90 and -180 <= where["longitude"] < 180)),
        ("firstHasPrevious", fields["sequence"] == 0 and unhex(fields["previous"]) != bytes(32)),
    ]
    return next((name for name, is_broken in rules if is_broken), None)


def link_fault(later, earlier):
    """Why a header cannot come after another of the same device with a smaller number; None if it can."""
    is_next = earlier["sequence"] + 1 == later["sequence"]
    if is_next and unhex(later["previous"]) != digest(batch_header(earlier)):
        return "chainBroken"
    if later["startedAt"] < earlier["endedAt"]:
        return "timesOverlap"
    if later["vin"] == earlier["vin"] and later["odometerStartMetres"] < earlier["odometerEndMetres"]:
        return "odometerBelowLast"
    return None


# --- Ed25519, RFC 8032 section 5.1 ------------------------------------------------------------------------------------

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE_D = -121665 * pow(121666, -1, PRIME) % PRIME


def _x_of(y, is_odd):
    """The x of a curve point from its y: x² = (y² - 1) / (d y² + 1); None if there is none."""
    square = (y * y - 1) * pow(CURVE_D * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if (x * x - square) % PRIME or (x == 0 and is_odd):
        return None
    return PRIME - x if x % 2 != is_odd else x


def _add(one, other):
    """Sum of two points as fractions x = X/Z, y = Y/Z: the addition law of twisted Edwards curves with a = -1."""
    (x1, y1, z1), (x2, y2, z2) = one, other
    z = z1 * z2 % PRIME
    cross = CURVE_D * x1 * x2 * y1 * y2 % PRIME
    minus, plus = (z * z - cross) % PRIME, (z * z + cross) % PRIME
    x = z * minus * (x1 * y2 + y1 * x2) % PRIME
    y = z * plus * (y1 * y2 + x1 * x2) % PRIME
    return x, y, minus * plus % PRIME


def _times(scalar, point):
    result = (0, 1, 1)
    for bit in bin(scalar)[2:]:
        result = _add(result, result)
        if bit == "1":
            result = _add(result, point)
    return result


_BASE_Y = 4 * pow(5, -1, PRIME) % PRIME
_BASE = (_x_of(_BASE_Y, 0), _BASE_Y, 1)


def _compress(point):
    x, y, z = point
    inverse = pow(z, -1, PRIME)
    x, y = x * inverse % PRIME, y * inverse % PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _expand(seed):
    hashed = sha512(seed).digest()
    scalar = int.from_bytes(hashed[:32], "little")
    return scalar & (1 << 254) - 8 | 1 << 254, hashed[32:]


def _challenge(*parts):
    return int.from_bytes(sha512(b"".join(parts)).digest(), "little") % ORDER


def ed25519_public(seed):
    return _compress(_times(_expand(seed)[0], _BASE))


def ed25519_sign(seed, message):
    scalar, prefix = _expand(seed)
    public = _compress(_times(scalar, _BASE))
    nonce = _challenge(prefix, message)
    point = _compress(_times(nonce, _BASE))
    answer = (nonce + _challenge(point, public, message) * scalar) % ORDER
    return point + answer.to_bytes(32, "little")


def ed25519_verify(public, message, signature):
    point, answer = signature[:32], int.from_bytes(signature[32:], "little")
    encoded = int.from_bytes(public, "little")
    y, is_odd = encoded & (1 << 255) - 1, encoded >> 255
    x = _x_of(y, is_odd)
    if answer >= ORDER or x is None:
        return False
    negative = (PRIME - x, y, 1)
    return _compress(_add(_times(answer, _BASE), _times(_challenge(point, public, message), negative))) == point
