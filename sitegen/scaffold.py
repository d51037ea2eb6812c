"""A new page with every field of its kind explained."""

from __future__ import annotations

import json
import textwrap
import typing
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sitegen.contract import MAX_TITLE, Contract
from sitegen.explain import bare
from sitegen.names import did_you_mean, slug
from sitegen.problems import Problem, ProblemsFound
from sitegen.reference import fields_of, kinds
from sitegen.unfinished import PLACEHOLDER
from sitegen.yamltext import parse


def new_page(root: Path, contract: Contract, kind: str, title: str) -> Path:
    """Write a page of that kind and return its path. Raises ProblemsFound; overwrites nothing."""
    known = kinds(contract)
    if kind not in known:
        message = f"there is no kind of page '{kind}'"
        raise _refused("content", message, did_you_mean(kind, known))
    pattern, model = known[kind]
    name = slug(title)
    is_text = title.encode("utf-8", "replace").decode() == title
    if len(title) > MAX_TITLE or not is_text:
        message = f"a title has at most {MAX_TITLE} letters, in UTF-8"
        raise _refused("content", message, "choose another one")
    if not name.isascii() or not name:
        raise _refused("content", f"no address can be made from '{title}'", "use letters a to z")
    path = root / "content" / pattern.replace("*", name)
    shown = path.relative_to(root).as_posix()
    fits = contract.pattern_for(path.relative_to(root / "content").as_posix())
    if fits != pattern:
        other = next(name for name, (it, _) in known.items() if it == fits)
        message = f"a page of that name is of the kind '{other}'"
        raise _refused(shown, message, f'choose another title, or: new {other} "{title}"')
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(_lines(model, title)))
    except FileExistsError as error:
        raise _refused(shown, "this page exists already", "choose another title") from error
    except OSError as error:
        raise _refused(shown, f"it cannot be written: {error.strerror}", "") from error
    return path


def _refused(path: str, message: str, hint: str) -> ProblemsFound:
    return ProblemsFound([Problem(path=path, message=message, hint=hint)])


def _lines(model: type[BaseModel], title: str) -> Iterator[str]:
    fields = fields_of(model)
    yield "---"
    yield f"title: {_quoted(title)}"
    for name, field in fields.items():
        if field.is_required() and name != "title":
            yield ""
            yield from _comment(field)
            yield from _blank(name, field)
    yield ""
    yield "# What follows may stay out. To use a field, remove the '# ' before its name."
    for name, field in fields.items():
        if not field.is_required():
            yield "#"
            yield from _comment(field)
            yield from (f"# {line}".rstrip() for line in _blank(name, field))
    yield from ("---", "", PLACEHOLDER, "")


def _comment(field: FieldInfo) -> Iterator[str]:
    text = field.description or ""
    yield from (f"# {line}" for line in textwrap.wrap(text, 96))


def _blank(name: str, field: FieldInfo) -> tuple[str, ...]:
    is_list = typing.get_origin(bare(field.annotation)) in (tuple, list)
    return (f"{name}:", "  -") if is_list else (f"{name}:",)


def _quoted(text: str) -> str:
    tree, problems = parse(f"title: {text}\n", "")
    as_typed = tree is not None and not problems and tree.value == {"title": text}
    return text if as_typed else json.dumps(text, ensure_ascii=False)
