"""The contract written out: JSON Schemas for editors, a field reference for the owner."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from sitegen.comments import is_for_pages, read_comment
from sitegen.components import is_for_templates
from sitegen.contract import ENGINE_DATA, Contract, Page, kind_of
from sitegen.explain import bare
from sitegen.problems import Problem, ProblemsFound

SCHEMAS = "docs/schemas"
REFERENCE = "docs/fields.md"
COMPONENTS = "docs/components.md"
EDITOR = ".vscode/settings.json"


def kinds(contract: Contract) -> Mapping[str, tuple[str, type[Page]]]:
    """Return each kind of page with its pattern and model."""
    return {kind_of(model): (pattern, model) for pattern, model in contract.pages.items()}


def write_files(root: Path, contract: Contract) -> int:
    """Write the files of a contract below ``root`` and return how many. Raises ProblemsFound.

    What else the owner has set in the editor's settings is kept.
    """
    made = dict(files(contract, root / "templates" / "components"))
    made[EDITOR] = _merged(root / EDITOR, made[EDITOR])
    for name, text in made.items():
        path = root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            message = f"it cannot be written: {error.strerror}"
            raise ProblemsFound([Problem(path=name, message=message)]) from error
    return len(made)


def _rules() -> Mapping[str, str]:
    from sitegen.checks.catalogue import files

    return files()


def _merged(path: Path, text: str) -> str:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return text
    except (OSError, ValueError) as error:
        hint = "move it away, run this again, and put your settings back in"
        message = "these settings are not plain JSON, so they are left as they are"
        raise ProblemsFound([Problem(path=EDITOR, message=message, hint=hint)]) from error
    return _json(kept | json.loads(text)) if isinstance(kept, dict) else text


def files(contract: Contract, components: Path) -> Mapping[str, str]:
    """Return the text of each file that ``build.py schema`` writes, by its path.

    ``components`` is the folder of component templates; the comment on top of each tells
    what it shows and what its arguments mean.
    """
    data = {**ENGINE_DATA, **(contract.data or {})}
    made = {f"{SCHEMAS}/site.json": _schema(contract.site)}
    for name, type_ in data.items():
        made[f"{SCHEMAS}/data/{name.removesuffix('.yaml')}.json"] = _schema(type_)
    for kind, (_, model) in kinds(contract).items():
        made[f"{SCHEMAS}/pages/{kind}.json"] = _schema(model)
    made[REFERENCE] = "\n".join(_reference(contract, data)) + "\n"
    made[COMPONENTS] = "\n".join(_components(components)) + "\n"
    made.update(_rules())
    made[EDITOR] = _json(
        {
            "yaml.customTags": [
                f"!unconfirmed {shape}" for shape in ("scalar", "mapping", "sequence")
            ],
            "yaml.schemas": {f"{SCHEMAS}/site.json": "site.yaml"}
            | {
                f"{SCHEMAS}/data/{name.removesuffix('.yaml')}.json": f"content/data/{name}"
                for name in data
            },
        }
    )
    return made


def _components(folder: Path) -> Iterator[str]:
    yield "# Components"
    yield ""
    yield "Written by `build.py schema` from `templates/components/`."
    yield 'In Markdown: `{{ name argument="value" }}`, alone on a line or inside a sentence.'
    yield "The build refuses in a page what is marked **for templates**."
    for path in sorted(folder.glob("*.html")):
        source = path.read_text(encoding="utf-8")
        comment = read_comment(source)
        if comment:
            is_marked = is_for_templates(source, path.stem)
            summary = f"**For templates.** {comment.summary}" if is_marked else comment.summary
            yield from ("", f"## {path.stem}", "", summary)
            if comment.arguments:
                yield ""
            yield from (f"- `{name}`: {meaning}" for name, meaning in comment.arguments.items())
            for example in comment.examples:
                label = "Example" if is_for_pages(example) else "Example **for templates**"
                yield from ("", f"{label}: `{example.text}`")


def _schema(type_: Any) -> str:
    return _json(TypeAdapter(type_).json_schema(by_alias=True))


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _reference(contract: Contract, data: Mapping[str, Any]) -> Iterator[str]:
    yield "# What each file may hold"
    yield ""
    yield "Written by `build.py schema` from `schema.py`. Fields in **bold** are required."
    yield from _table("site.yaml", contract.site, "Who the site is.")
    yield from _table("Every page", Page, "The lines between `---` and `---` on top of a page.")
    for kind, (pattern, model) in kinds(contract).items():
        text = f"`content/{pattern}`. {_summary(model)} Besides the fields of every page:"
        own = {name for name in model.model_fields if name not in Page.model_fields}
        yield from _table(
            f"Page: {kind}", model, text if own else text.partition(" Besides")[0], own
        )
    for name, type_ in data.items():
        entry, shape = entry_model(type_)
        yield from _table(f"Data: {name}", entry, f"{shape} {_summary(entry)}")
    for nested in sorted(_nested(contract, data), key=lambda it: it.__name__):
        yield from _table(_entry_name(nested), nested, _summary(nested))


def _summary(model: object) -> str:
    return (getattr(model, "__doc__", "") or "").strip().split("\n", maxsplit=1)[0]


def _table(title: str, model: object, text: str, only: set[str] | None = None) -> Iterator[str]:
    yield from ("", f"## {title}", "", text.strip())
    if not (isinstance(model, type) and issubclass(model, BaseModel)) or only == set():
        return
    yield from ("", "| field | what |", "|---|---|")
    for name, field in fields_of(model).items():
        if only is None or name in only:
            shown = f"**{name}**" if field.is_required() else name
            yield f"| {shown} | {_meaning(field)} |"


def _meaning(field: FieldInfo) -> str:
    nested = next(_models_in(field.annotation), None)
    return field.description or (f"See {_entry_name(nested)}" if nested else "")


def fields_of(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """Return the fields of a model by the names that owners type, required ones first."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    return dict(sorted(fields.items(), key=lambda item: not item[1].is_required()))


def entry_model(type_: Any) -> tuple[Any, str]:
    """Return the model of a data file's entries, and the file's shape in words."""
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is dict:
        return bare(arguments[1]), "Named entries: `name:`, and below it the fields."
    if origin in (tuple, list):
        return bare(arguments[0]), "A list: `- ` before the first field of each entry."
    return bare(type_), ""


def _entry_name(model: object) -> str:
    return f"Entry: {getattr(model, '__name__', model)}"


def _nested(contract: Contract, data: Mapping[str, Any]) -> set[type[BaseModel]]:
    top: list[Any] = [contract.site, *(model for _, model in kinds(contract).values())]
    top += [entry_model(type_)[0] for type_ in data.values()]
    found: set[type[BaseModel]] = set()
    waiting = [model for model in top if isinstance(model, type) and issubclass(model, BaseModel)]
    while waiting:
        for field in waiting.pop().model_fields.values():
            for model in _models_in(field.annotation):
                if model not in found and model not in top:
                    found.add(model)
                    waiting.append(model)
    return found


def _models_in(type_: Any) -> Iterator[type[BaseModel]]:
    if isinstance(type_, type) and issubclass(type_, BaseModel):
        yield type_
    elif typing.get_origin(type_) in (Annotated, typing.Union, types.UnionType, dict, tuple, list):
        for argument in typing.get_args(type_):
            yield from _models_in(argument)
