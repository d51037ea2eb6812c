"""Say where the site is published: ``nginx``, ``netlify`` or another host.

.venv/bin/python -m tools.host [--root DIR]

Reads ``host`` in ``site.yaml`` as the engine does. Exit code 2 if it names no host.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sitegen.problems import ProblemsFound, show
from sitegen.publish.destination import read_host

ROOT = Path(__file__).parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Print the name of the host."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args(argv)
    try:
        host = read_host(options.root)
    except ProblemsFound as found:
        sys.stderr.write(show(found.problems, "text") + "\n")
        return 2
    sys.stdout.write(f"{host}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
