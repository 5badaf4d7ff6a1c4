#!/usr/bin/env python3
"""Writes the lists of operations, reads, events and errors from the documentation of the pallets, so that both say the same.

With --check, compares them with the files and fails where they differ. With --pallets FOLDER…, reads the pallets from those folders.
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PALLETS = HERE.parent.parent / "pallets"
GROUPS = {
    "participants": ("Participants", "participants"),
    "vehicles": ("VehicleRegistry", "vehicle-registry"),
    "records": ("ConditionRecords", "condition-records"),
    "telemetry": ("Telemetry", "telemetry"),
    "sales": ("TransferCertificates", "transfer-certificates"),
    "leases": ("Leases", "leases"),
    "leasing-tokens": ("LeasingTokens", "leasing-tokens"),
    "loans": ("VehicleLoans", "vehicle-loans"),
    "light-clients": ("LightClients", "light-clients"),
    "messages": ("RelayBridge", "relay-bridge"),
    "titles": ("TitleDirectory", "title-directory"),
    "foreign-facts": ("ForeignFacts", "foreign-facts"),
    "asset-transfers": ("AssetTransfers", "asset-transfers"),
}
OTHER_FILES = {"mock.rs", "benchmarking.rs", "weights.rs", "try_state.rs"}
# How the types of parameters and answers are called in formats.md.
TYPES = [
    (r"\bT::AccountId\b|\bAccountIdOf<T>", "account"),
    (r"\bDigest\b", "hash"),
    (r"\bMoment\b", "moment"),
    (r"\[u8; 64\]|\bDeviceSignature\b", "signature"),
    (r"\bDeviceKey\b", "device key"),
    (r"\bVin\b", "VIN"),
    (r"\bOdometer\b", "metres"),
    (r"\bDisputeOf<T>", "Dispute"),
    (r"\bEntryOf<T>", "HistoryEntry"),
    (r"\bPageOf<T>", "HistoryPage"),
    (r"\bPointsOf<T>", "points"),
    (r"\bBalanceOf<T>", "amount"),
    (r"\bT::AssetKind\b|\bAssetKindOf<T>", "asset"),
    (r"\b(Terms|SaleInfo|PayOffInfo|ConsignmentInfo|Certificate|LoanInfo)Of<T>", r"\1"),
    (r"\bConsigned<T>", "Consigned cars"),
    (r"\bAuthoritiesOf<T>", "Authorities"),
    (r"\bGranteesOf<T>", "list of account"),
    (r"\bProofOf<T>", "Proof"),
    (r"\bT::Content\b", "Content"),
    (r"\b(Conflict|Envelope|Message|Book)Of<T>", r"\1"),
    (r"\bBox<(\w+)>", r"\1"),
    (r"<account(, (block number|asset, amount|amount))?>|<block number>|<amount>", ""),
]


def sources(folder):
    files = sorted(path for path in (folder / "src").glob("*.rs") if path.name not in OTHER_FILES)
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def type_name(rust):
    name = " ".join(rust.split()).rstrip(",").replace(",>", ">").replace("BlockNumberFor<T>", "block number")
    while found := re.search(r"\b(Option|Vec)<((?:[^<>]|<[^<>]*>)*)>", name):
        inner = f"{found[2]} or none" if found[1] == "Option" else f"list of {found[2]}"
        name = name[:found.start()] + inner + name[found.end():]
    for pattern, called in TYPES:
        name = re.sub(pattern, called, name)
    return re.sub(r"\(\s+|\s+\)|,\s*\)", lambda part: part[0].replace(" ", "").replace(",", ""), name)


def said(lines):
    """Documentation as one text, its links as plain code."""
    text = " ".join(line.strip() for line in lines)
    text = re.sub(r"\[`(?:Error|Event|Pallet|Config|carx_primitives)::(\w+)`\]", r"`\1`", text)
    text = re.sub(r"\[(`[^`]+`)\]", r"\1", text)
    return text.replace("|", "\\|").strip()


def paragraphs(comment):
    """A doc comment as its opening text and its parts by title."""
    parts = {"": []}
    title = ""
    for line in comment:
        if found := re.match(r"(Origin|Parameters|Errors|Events): (.*)", line):
            title, line = found[1], found[2]
        parts.setdefault(title, []).append(line)
    return {title: said(lines) for title, lines in parts.items()}


def comment_above(lines, number):
    """The doc comment that ends above a line, over its attributes."""
    while number and not lines[number - 1].strip().startswith("///"):
        if not lines[number - 1].strip().startswith(("#[", ")]")):
            return []
        number -= 1
    end = number
    while number and lines[number - 1].strip().startswith("///"):
        number -= 1
    return [line.strip().removeprefix("///").strip() for line in lines[number:end]]


def signature(lines, number):
    """Parameters and answer of the function that begins at a line."""
    text = ""
    while not text.rstrip().endswith("{"):
        text += lines[number] + "\n"
        number += 1
    found = re.search(r"\((.*)\)\s*(?:->\s*(.*?))?\s*\{\s*$", text, re.S)
    parameters, depth, start = [], 0, 0
    inside = found[1] + ","
    for position, character in enumerate(inside):
        depth += (character in "<([") - (character in ">)]")
        if character == "," and depth == 0:
            parameters.append(inside[start:position])
            start = position + 1
    pairs = [one.strip().split(":", 1) for one in parameters if one.strip()]
    return [(name.strip(), type_name(kind)) for name, kind in pairs if name.strip() != "origin"], type_name(found[2] or "")


def calls(text):
    """Yields (index, name, parameters, documentation) of each call."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if found := re.match(r"\s*#\[pallet::call_index\((\d+)\)\]", line):
            start = next(n for n in range(number, len(lines)) if "pub fn " in lines[n])
            name = re.search(r"pub fn (\w+)", lines[start])[1]
            yield int(found[1]), name, signature(lines, start)[0], paragraphs(comment_above(lines, number))


def block(lines, opening):
    """The lines of the block that begins with the first line that matches, and where they stand."""
    start = next((n for n, line in enumerate(lines) if re.search(opening, line)), None)
    if start is None:
        return 0, []
    while not lines[start].rstrip().endswith("{"):
        start += 1
    indent = re.match(r"\t*", lines[start])[0]
    end = next(n for n in range(start, len(lines)) if re.match(indent + r"\}", lines[n]))
    return start + 1, lines[start + 1:end]


def reads(text):
    """Yields (name, parameters, answer, documentation) of each view function."""
    lines = text.split("\n")
    start, inside = block(lines, r"#\[pallet::view_functions\]")
    for number, line in enumerate(inside, start):
        if found := re.match(r"\s*pub fn (\w+)", line):
            parameters, answer = signature(lines, number)
            yield found[1], parameters, answer, paragraphs(comment_above(lines, number))[""]


def variants(text, enum):
    """Yields (name, fields, documentation) of each variant of an enumeration; a field is a name, a type and its documentation."""
    _, lines = block(text.split("\n"), rf"pub enum {enum}<")
    indent = re.match(r"\t*", lines[0])[0] if lines else ""
    name, fields, about = None, [], ""
    for number, line in enumerate(lines):
        if found := re.match(indent + r"(\w+)[,{ ]", line):
            if name:
                yield name, fields, about
            name, fields, about = found[1], [], said(comment_above(lines, number))
        elif found := re.match(indent + r"\t(\w+): (.*),$", line):
            fields.append((found[1], type_name(found[2]), said(comment_above(lines, number))))
    if name:
        yield name, fields, about


def constants(text):
    """Yields (name, value, documentation) of each public number that bounds something."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if found := re.match(r"\s*pub const ([A-Z_]+): \w+ = (.+);$", line):
            yield found[1], number(found[2]), paragraphs(comment_above(lines, place))[""]


def number(value):
    """A constant's value as people write it."""
    days = re.fullmatch(r"DAY\.saturating_mul\((\d+)\)", value)
    return f"{int(days[1]) * 86_400_000:,}" if days else value.replace("_", ",")


def clause(sentence):
    """A sentence as part of another."""
    is_word = sentence[1:2].islower() or sentence[1:2] == " "
    return (sentence[:1].lower() + sentence[1:] if is_word else sentence).rstrip(".")


def listed(parameters):
    return ", ".join(f"`{name}` {kind}" for name, kind in parameters) or "none"


def page(group, folder):
    """The text of a group's file."""
    pallet, _ = GROUPS[group]
    text = sources(folder)
    out = [f"# Operations: {group}", "", f"Written by `protocol/operations/pallets.py` from the documentation of the pallet `{pallet}`; "
           "[operations](../operations.md) says how to read it.", "", "## Calls", ""]
    for index, name, parameters, about in sorted(calls(text), key=lambda call: call[0]):
        out += [f"### {name}", "", about[""], "", "| | |", "|---|---|", f"| call index | {index} |", f"| parameters | {listed(parameters)} |"]
        titles = {"who may": "Origin", "what they mean": "Parameters", "errors": "Errors", "events": "Events"}
        out += [f"| {title} | {about[part]} |" for title, part in titles.items() if about.get(part)]
        out.append("")
    out += ["## Reads", "", "| read | parameters | answer | |", "|---|---|---|---|"]
    out += [f"| `{name}` | {listed(parameters)} | {answer} | {about} |" for name, parameters, answer, about in reads(text)]
    out += ["", "## Events", "", "| index | event | fields | |", "|---|---|---|---|"]
    for index, (name, fields, about) in enumerate(variants(text, "Event")):
        shown = "; ".join(f"`{field}` {kind}: {clause(note)}" for field, kind, note in fields)
        out.append(f"| {index} | `{name}` | {shown} | {about} |")
    out += ["", "## Errors", "", "| index | error | cause and cure |", "|---|---|---|"]
    out += [f"| {index} | `{name}` | {about} |" for index, (name, _, about) in enumerate(variants(text, "Error"))]
    out += ["", "## Limits", "", "| name | value | |", "|---|---|---|"]
    out += [f"| `{name}` | {value} | {about} |" for name, value, about in constants(text)]
    return "\n".join(out) + "\n"


def folder_of(group, roots):
    """Where the pallet of a group lies, in the last of the folders that has it."""
    found = [root / GROUPS[group][1] for root in roots if (root / GROUPS[group][1] / "src").is_dir()]
    return found[-1] if found else None


def faults(roots=(PALLETS,)):
    """Yields the names of files that are not what the pallets say."""
    for group in GROUPS:
        path, folder = HERE / f"{group}.md", folder_of(group, roots)
        if folder and (not path.is_file() or path.read_text(encoding="utf-8") != page(group, folder)):
            yield path.name


def main(arguments):
    roots = [PALLETS]
    if "--pallets" in arguments:
        roots = [Path(one) for one in arguments[arguments.index("--pallets") + 1:]]
    if "--check" in arguments:
        different = list(faults(roots))
        print("\n".join(f"protocol/operations/{name} is not what the pallets say" for name in different) or "operations: no fault")
        return 1 if different else 0
    for group in GROUPS:
        if folder := folder_of(group, roots):
            (HERE / f"{group}.md").write_text(page(group, folder), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
