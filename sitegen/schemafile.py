"""``schema.py``: the one file of a site that is code, and its mistakes as Problems."""

from __future__ import annotations

import re
import sys
import traceback
from pathlib import Path
from types import ModuleType

from sitegen.contract import Contract
from sitegen.problems import Problem, ProblemsFound

BASE = Contract()


def load_contract(root: Path) -> Contract:
    """Run ``schema.py`` below ``root`` and return its CONTRACT; without one, the base contract."""
    path = root / "schema.py"
    if not path.exists():
        return BASE
    if not path.is_file():
        hint = "remove it, or put the file there"
        message = "this is not an ordinary file"
        raise ProblemsFound([Problem(path="schema.py", message=message, hint=hint)])
    try:
        code = path.read_bytes()
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}"
        problem = Problem(path="schema.py", message=message, hint="check its rights")
        raise ProblemsFound([problem]) from error
    module = ModuleType("schema")
    other = sys.modules.get(module.__name__)
    sys.modules[module.__name__] = module
    try:
        exec(compile(code, str(path), "exec"), module.__dict__)
        contract = module.__dict__["CONTRACT"]
        if not isinstance(contract, Contract):
            raise TypeError("CONTRACT is not a Contract")
    except (Exception, SystemExit) as error:
        raise ProblemsFound([_schema_problem(error, path)]) from error
    finally:
        if other is None:
            del sys.modules[module.__name__]
        else:
            sys.modules[module.__name__] = other
    return contract


def _schema_problem(error: BaseException, path: Path) -> Problem:
    line = 1
    if isinstance(error, SyntaxError) and error.filename == str(path):
        line = error.lineno or 1
    else:
        frames = traceback.extract_tb(error.__traceback__)
        line = next((f.lineno or 1 for f in reversed(frames) if f.filename == str(path)), 1)
    if isinstance(error, KeyError) and error.args == ("CONTRACT",):
        message, hint = "schema.py defines no CONTRACT", "end it with CONTRACT = Contract(...)"
    else:
        reason = re.sub(r" \(/[^)]*\)", "", str(error).split("\n", maxsplit=1)[0])
        message, hint = f"{type(error).__name__}: {reason}", "this line of schema.py fails"
    return Problem(path="schema.py", line=line, message=message, hint=hint)


def schema_line(error: BaseException) -> int | None:
    """Return the line of schema.py that raised ``error``, if it was one of its own."""
    frames = traceback.extract_tb(error.__traceback__)
    return next(
        (it.lineno for it in reversed(frames) if Path(it.filename).name == "schema.py"), None
    )
