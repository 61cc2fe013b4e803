#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the figures of an OpenType font tabular: each of 0 to 9 gets the glyph that the font's own feature 'tnum' has for
it, so that numbers in columns and changing counts keep their places. (Qt can switch such features on only from 6.7.)
The family's name gets " Tabular" behind it, since a system's own font of the same name would win over a bundled one.
Nothing else changes. Layout of the tables: OpenType specification, 'cmap', 'GSUB', 'name' and 'Coverage table'.

Usage: make_tabular.py FONT OUTPUT
"""
import struct
import sys

FIGURES = range(ord("0"), ord("9") + 1)
SUFFIX = "Tabular"
FAMILY, IDENTIFIER, FULL_NAME, POSTSCRIPT_NAME, TYPOGRAPHIC_FAMILY = 1, 3, 4, 6, 16


def numbers(data, at, count, letter="H"):
    return list(struct.unpack_from(f">{count}{letter}", data, at))


def read_tables(font):
    count = numbers(font, 4, 1)[0]
    records = [struct.unpack_from(">4sIII", font, 12 + 16 * at) for at in range(count)]
    return {tag: font[offset:offset + length] for tag, _, offset, length in records}


def covered_glyphs(data, at):
    kind, count = numbers(data, at, 2)
    if kind == 1:
        return numbers(data, at + 4, count)
    ranges = [numbers(data, at + 4 + 6 * entry, 3) for entry in range(count)]
    return [glyph for first, last, _ in ranges for glyph in range(first, last + 1)]


def substitutions(gsub, feature):
    """Glyph by glyph what the single substitutions of a feature put in its place."""
    features, lookups = numbers(gsub, 6, 2)
    chosen = set()
    for record in range(numbers(gsub, features, 1)[0]):
        tag, offset = struct.unpack_from(">4sH", gsub, features + 2 + 6 * record)
        if tag == feature:
            chosen.update(numbers(gsub, features + offset + 4, numbers(gsub, features + offset + 2, 1)[0]))
    result = {}
    for index in sorted(chosen):
        lookup = lookups + numbers(gsub, lookups + 2 + 2 * index, 1)[0]
        kind, _, count = numbers(gsub, lookup, 3)
        for offset in numbers(gsub, lookup + 6, count):
            subtable, subtable_kind = lookup + offset, kind
            if kind == 7:  # an extension: the subtable proper stands elsewhere
                _, subtable_kind = numbers(gsub, subtable, 2)
                subtable += numbers(gsub, subtable + 4, 1, "I")[0]
            if subtable_kind == 1:
                result.update(single_substitution(gsub, subtable))
    return result


def single_substitution(gsub, at):
    kind, coverage = numbers(gsub, at, 2)
    glyphs = covered_glyphs(gsub, at + coverage)
    if kind == 1:
        delta = numbers(gsub, at + 4, 1)[0]
        return {glyph: (glyph + delta) & 0xFFFF for glyph in glyphs}
    return dict(zip(glyphs, numbers(gsub, at + 6, len(glyphs))))


def read_characters(cmap):
    """Glyph of each character, from the full Unicode subtable (format 12)."""
    for record in range(numbers(cmap, 2, 1)[0]):
        _, _, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * record)
        if numbers(cmap, offset, 1)[0] == 12:
            groups = numbers(cmap, offset + 12, 1, "I")[0]
            triples = (numbers(cmap, offset + 16 + 12 * group, 3, "I") for group in range(groups))
            return {character: glyph + character - first
                    for first, last, glyph in triples for character in range(first, last + 1)}
    sys.exit("make_tabular.py: the font has no Unicode subtable of format 12")


def runs(characters):
    """Maximal runs of consecutive characters with consecutive glyphs: (first, last, glyph of the first)."""
    result = []
    for character, glyph in sorted(characters.items()):
        if result and character == result[-1][1] + 1 and glyph == result[-1][2] + character - result[-1][0]:
            result[-1][1] = character
        else:
            result.append([character, character, glyph])
    return result


def write_characters(characters):
    segments = runs({character: glyph for character, glyph in characters.items() if character < 0xFFFF})
    segments.append([0xFFFF, 0xFFFF, 0])
    count = len(segments)
    power = 1 << (count.bit_length() - 1)
    words = [2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power)]
    words += [last for _, last, _ in segments] + [0] + [first for first, _, _ in segments]
    words += [(glyph - first) & 0xFFFF for first, _, glyph in segments[:-1]] + [1] + [0] * count
    basic = struct.pack(f">HHH{len(words)}H", 4, 6 + 2 * len(words), 0, *words)
    groups = runs(characters)
    full = struct.pack(">HHIII", 12, 0, 16 + 12 * len(groups), 0, len(groups))
    full += b"".join(struct.pack(">III", *group) for group in groups)
    # platforms Unicode (0) and Windows (3), each with the basic plane and with everything
    subtables = [(0, 3, 36), (0, 4, 36 + len(basic)), (3, 1, 36), (3, 10, 36 + len(basic))]
    return struct.pack(">HH", 0, 4) + b"".join(struct.pack(">HHI", *entry) for entry in subtables) + basic + full


def rename(name):
    """The table 'name' with the suffix behind the family in each name that begins with it."""
    version, count, storage = numbers(name, 0, 3)
    if version != 0:
        sys.exit(f"make_tabular.py: names of version {version} are not understood")
    records = [numbers(name, 6 + 12 * at, 6) for at in range(count)]
    texts = [name[storage + offset:storage + offset + length] for *_, length, offset in records]
    encodings = ["mac_roman" if platform == 1 else "utf-16-be" for platform, *_ in records]
    names = {record[3]: text.decode(encoding) for record, text, encoding in zip(records, texts, encodings)}
    family = names.get(TYPOGRAPHIC_FAMILY, names[FAMILY])
    directory, strings = struct.pack(">HHH", 0, count, 6 + 12 * count), b""
    for (*key, identity, _, _), text, encoding in zip(records, texts, encodings):
        if identity in (FAMILY, FULL_NAME, TYPOGRAPHIC_FAMILY):
            text = text.decode(encoding).replace(family, f"{family} {SUFFIX}", 1).encode(encoding)
        elif identity in (IDENTIFIER, POSTSCRIPT_NAME):
            text = text.decode(encoding).replace(f"{family}-", f"{family}{SUFFIX}-", 1).encode(encoding)
        directory += struct.pack(">6H", *key, identity, len(text), len(strings))
        strings += text
    return directory + strings


def padded(data):
    return data + b"\0" * (-len(data) % 4)


def checksum(data):
    return sum(struct.unpack(f">{len(padded(data)) // 4}I", padded(data))) & 0xFFFFFFFF


def write_tables(signature, tables):
    tables[b"head"] = tables[b"head"][:8] + b"\0" * 4 + tables[b"head"][12:]
    at = 12 + 16 * len(tables)
    directory, body = signature, b""
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, checksum(data), at + len(body), len(data))
        body += padded(data)
    font = bytearray(directory + body)
    head = at + sum(len(padded(data)) for tag, data in tables.items() if tag < b"head")
    struct.pack_into(">I", font, head + 8, (0xB1B0AFBA - checksum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)


def main(source, target):
    with open(source, "rb") as file:
        font = file.read()
    tables = read_tables(font)
    tabular = substitutions(tables[b"GSUB"], b"tnum")
    characters = read_characters(tables[b"cmap"])
    missing = [chr(figure) for figure in FIGURES if characters.get(figure) not in tabular]
    if missing:
        sys.exit(f"make_tabular.py: {source} has no tabular glyph for {', '.join(missing)}")
    for figure in FIGURES:
        characters[figure] = tabular[characters[figure]]
    tables[b"cmap"] = write_characters(characters)
    tables[b"name"] = rename(tables[b"name"])
    with open(target, "wb") as file:
        file.write(write_tables(font[:12], tables))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Usage: make_tabular.py FONT OUTPUT")
    main(sys.argv[1], sys.argv[2])
