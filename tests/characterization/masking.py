# SPDX-License-Identifier: GPL-3.0-or-later
"""Masks what differs from one run of the same program to the next, and nothing else.

Every mask is tied to the words around what it masks, so that numbers of results stay as they are. Paths need none:
both programs run in the same folder, one after the other. The day that a report names needs none either: a case that
is overtaken by midnight is run again. Versions are masked only where the two programs are of different ones.
"""
import re
import zlib
from typing import Iterator, Optional

NUMBER = rb"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?"

# fit --json: {"ms": {"fit": 1.25, "field": 0.5}, …, "peak_rss_mib": 81.5}
TIMES_IN_JSON = re.compile(rb'"ms": \{[^{}]*\}')
TIME_IN_TIMES = re.compile(rb'(?<=": )' + NUMBER)
MEMORY_IN_JSON = re.compile(rb'("peak_rss_mib": )' + NUMBER)

# fit: the last column of a table whose header ends in "ms"; its width follows the times.
TABLE_WITH_TIMES = re.compile(rb"(?m)^detector .* ms\n(?:\S.*\n?)*")
LAST_TIME = re.compile(rb"(?m) +(?:ms|\d+(?:,\d{3})*\.\d)$")

# Qt writes the second in which a PDF was made.
DATE_IN_PDF = re.compile(rb"(/CreationDate \(D:)\d{14}(?:[+-]\d\d'\d\d'|Z)?(\))")

# Of a document, over all that it says: its version too.
SEAL = re.compile(rb'((?:"|&quot;)seal(?:"|&quot;): (?:"|&quot;))[0-9a-f]{64}')

PDF_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
PNG_TEXTS = (b"tEXt", b"zTXt", b"iTXt")


def mask_version(content: bytes, version: Optional[str]) -> bytes:
    """What follows from the version of the program that wrote it; nothing where no version is given."""
    if not version:
        return content
    if content.startswith(b"\x89PNG"):
        content = readable(content)
    # Two points make it no number.
    whole = re.compile(rb"(?<![\w.])" + re.escape(version.encode()) + rb"(?![\w]|\.\d)")
    return SEAL.sub(rb"\1<seal>", whole.sub(b"<version>", content))


def mask_text(text: bytes, version: Optional[str] = None) -> bytes:
    """Times and memory in what the program prints."""
    text = TIMES_IN_JSON.sub(lambda times: TIME_IN_TIMES.sub(b"<ms>", times.group()), text)
    text = MEMORY_IN_JSON.sub(rb"\1<memory>", text)
    text = TABLE_WITH_TIMES.sub(lambda table: LAST_TIME.sub(b" <ms>", table.group()), text)
    return mask_version(text, version)


def mask_file(name: str, content: bytes, version: Optional[str] = None) -> bytes:
    """A file of the given name; what it holds says what it is."""
    if content.startswith(b"%PDF-"):
        content = DATE_IN_PDF.sub(rb"\1<date>\2", content)
    return mask_version(content, version)


def inflated(found: "re.Match[bytes]") -> bytes:
    try:
        return b"stream\n" + zlib.decompressobj().decompress(found.group(1)) + b"\nendstream"
    except zlib.error:
        return found.group()


def chunks_of_png(content: bytes) -> Iterator[bytes]:
    """The texts as they are, and of other chunks the length and a checksum."""
    at = 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at:at + 4], "big")
        kind, data = content[at + 4:at + 8], content[at + 8:at + 8 + length]
        at += 12 + length
        if kind not in PNG_TEXTS:
            yield kind + b" of %d bytes, checksum %08x" % (length, zlib.crc32(data))
            continue
        key, _, text = data.partition(b"\0")
        try:
            yield kind + b" " + key + b": " + (zlib.decompress(text[1:]) if kind == b"zTXt" else text)
        except zlib.error:
            yield kind + b" " + data


def readable(content: bytes) -> bytes:
    """What can be shown of a difference: a PDF's streams without compression, a PNG's parts. Others as they are."""
    if content.startswith(b"%PDF-"):
        return PDF_STREAM.sub(inflated, content)
    if content.startswith(b"\x89PNG"):
        return b"\n".join(chunks_of_png(content))
    return content
