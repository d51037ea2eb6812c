"""What a robots.txt allows (RFC 9309), whatever stands in it."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser


def read_robots(text: str) -> RobotFileParser:
    """Return what a robots.txt allows; lines whose address cannot be read are passed over."""
    parser = RobotFileParser()
    parser.parse([line for line in text.splitlines() if _is_readable(line.partition(":")[2])])
    return parser


def may_visit(robots: RobotFileParser, agent: str, address: str) -> bool:
    """Say whether a program may visit an address; one that cannot be read is not forbidden."""
    return not _is_readable(address) or robots.can_fetch(agent, address)


def _is_readable(address: str) -> bool:
    try:
        urlsplit(unquote(address.strip()))
    except ValueError:
        return False
    return True
