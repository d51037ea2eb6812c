"""What a picture or film tells besides what is seen: where it was taken, when, with what.

Reads JPEG, PNG, WebP, AVIF, HEIC, TIFF, SVG and MP4 by their published layouts, as far as such
notes go; what is damaged tells nothing.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ENDINGS = (
    *(".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".heif", ".tif", ".tiff", ".svg"),
    *(".mp4", ".mov", ".m4v"),
)
PNG, EXIF = b"\x89PNG\r\n\x1a\n", b"Exif\0\0"
XMP_IN_JPEG = b"http://ns.adobe.com/xap/1.0/\0"
NOTES, GPS = 0x8769, 0x8825
# Not who made it and whose it is: that is written on purpose.
TELLS = {
    0x010F: "camera",
    0x0110: "camera",
    0x9003: "time",
    0x9004: "time",
    0x927C: "camera",
    0xA430: "person",
    0xA431: "camera",
}
IN_XMP = {
    "place": rb"exif:GPSL(?:ati|ongi)tude|Iptc4xmpCore:Location|photoshop:City",
    "camera": rb"tiff:(?:Make|Model)\b|(?:aux|exifEX):(?:Body)?SerialNumber",
}
IN_SVG = {"folder": rb"(?:inkscape:export-filename|sodipodi:absref)\s*=\s*[\"'](?:[A-Za-z]:)?[\\/]"}
IN_FILM = {"place": rb"\xa9xyz.{4}[+-]\d+\.\d+[+-]|com\.apple\.quicktime\.location\.ISO6709"}
MOST_FIELDS = 200


def tells(content: bytes, ending: str) -> frozenset[str]:
    """Return what a file tells: 'place', 'camera', 'time', 'person', 'folder'."""
    if ending == ".svg":
        return frozenset(_matching(content, IN_SVG))
    if ending in (".mp4", ".mov", ".m4v"):
        return frozenset(_matching(content, IN_FILM))
    found: set[str] = set()
    for exif, xmp in _notes(content):
        found |= _in_exif(exif) if exif else _matching(xmp, IN_XMP)
    return frozenset(found)


def _matching(content: bytes, patterns: Mapping[str, bytes]) -> set[str]:
    return {it for it, pattern in patterns.items() if re.search(pattern, content, re.S)}


def _notes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (Exif, XMP) of each part of a picture that holds one of them."""
    if content.startswith(b"\xff\xd8"):
        yield from _in_jpeg(content)
    elif content.startswith(PNG):
        yield from _in_png(content)
    elif content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        yield from _in_webp(content)
    elif content.startswith((b"II*\0", b"MM\0*")):
        yield content, b""
    elif content[4:8] == b"ftyp":
        yield from _in_boxes(content)


def _in_jpeg(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] not in (0xD9, 0xDA):
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        body = content[at + 4 : at + 2 + length]
        if content[at + 1] == 0xE1 and body.startswith(EXIF):
            yield body[len(EXIF) :], b""
        elif content[at + 1] == 0xE1 and body.startswith(XMP_IN_JPEG):
            yield b"", body
        at += 2 + max(2, length)


def _in_png(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + length]
        if kind == b"eXIf":
            yield body, b""
        elif kind == b"iTXt" and body.startswith(b"XML:com.adobe.xmp\0"):
            yield b"", body
        elif kind in (b"zTXt", b"tEXt") and body.startswith(b"Raw profile type "):
            yield _raw_profile(kind, body), b""
        at += 12 + length


def _raw_profile(kind: bytes, body: bytes) -> bytes:
    """Return the Exif that ImageMagick writes into a PNG as hexadecimal digits."""
    text = body.partition(b"\0")[2]
    if kind == b"zTXt":
        try:
            text = zlib.decompressobj().decompress(text[1:], 1_000_000)
        except zlib.error:
            return b""
    digits = b"".join(text.split()[2:])
    content = bytes.fromhex(digits.decode()) if re.fullmatch(rb"(?:[0-9a-f]{2})*", digits) else b""
    return content.removeprefix(EXIF)


def _in_webp(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(content):
        kind, length = struct.unpack("<4sI", content[at : at + 8])
        body = content[at + 8 : at + 8 + length]
        if kind == b"EXIF":
            yield body.removeprefix(EXIF), b""
        elif kind == b"XMP ":
            yield b"", body
        at += 8 + length + length % 2


def _in_boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the notes of HEIC and AVIF: an item that begins with the Exif sign, and XMP."""
    for match in re.finditer(rb"Exif\0\0(?=II\*\0|MM\0\*)", content):
        yield content[match.end() :], b""
    for match in re.finditer(rb"<x:xmpmeta.*?</x:xmpmeta>", content, re.S):
        yield b"", match[0]


@dataclass(frozen=True, slots=True)
class _Tiff:
    content: bytes
    order: str

    def fields(self, at: int) -> Iterator[tuple[int, int, bool]]:
        """Yield tag, value or offset, and whether it is empty, of one directory."""
        if not 0 < at <= len(self.content) - 2:
            return
        (many,) = struct.unpack_from(self.order + "H", self.content, at)
        for number in range(min(many, MOST_FIELDS)):
            start = at + 2 + 12 * number
            if start + 12 > len(self.content):
                return
            tag, kind, size, value = struct.unpack_from(self.order + "HHII", self.content, start)
            yield tag, value, self._is_empty(kind, size, value, start + 8)

    def _is_empty(self, kind: int, size: int, value: int, at: int) -> bool:
        """Say whether a text is blank, or anything at all has no length."""
        text = self.content[value : value + size] if size > 4 else self.content[at : at + size]
        return size == 0 or (kind == 2 and not text.strip(b" \0:"))


def _in_exif(content: bytes) -> set[str]:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(content[:4])
    if order is None or len(content) < 8:
        return set()
    tiff = _Tiff(content, order)
    (first,) = struct.unpack_from(order + "I", content, 4)
    found: set[str] = set()
    for tag, value, is_empty in tiff.fields(first):
        if tag == GPS and _has_place(tiff, value):
            found.add("place")
        elif tag == NOTES:
            deeper = tiff.fields(value)
            found |= {TELLS[it] for it, _, nothing in deeper if it in TELLS and not nothing}
        elif tag in TELLS and not is_empty:
            found.add(TELLS[tag])
    return found


def _has_place(tiff: _Tiff, at: int) -> bool:
    latitude, longitude = 2, 4
    return {latitude, longitude} <= {tag for tag, _, is_empty in tiff.fields(at) if not is_empty}
