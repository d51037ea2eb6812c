"""Numbers as they are typed in HTML and CSS, of any length."""

from __future__ import annotations

# More than any page means; Python refuses to read what has thousands of digits.
MOST = 10**9


def whole(typed: str) -> int | None:
    """Return a number of plain digits, MOST if it is larger still; None for anything else."""
    digits = typed.strip()
    if not (digits.isascii() and digits.isdigit()):
        return None
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) < len(str(MOST)) else MOST


def decimal(typed: str) -> float:
    """Return the number of digits with at most one point, as a pattern found them; at most MOST."""
    return min(float(typed), float(MOST))
