"""The comment on top of a component: what it shows, what it takes, and examples of a call.

    {#- Linked summary of a page.
        title  str, required
        href   URL, required
        Example: {{ card title="Prices" href="/prices/" }}
        Example: {{ card(title="Prices", href=url("prices.md")) }} -#}

An example is a call as in Markdown or, where it needs more than texts and numbers, as in a
template; ``{% call ... %}`` too.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from sitegen.marking import Marker
from sitegen.marks import MARK, Argument, Component
from sitegen.problems import Problem

COMMENT = re.compile(r"\{#-?(.*?)-?#\}", re.S)
EXAMPLE = re.compile(r"^[ \t]*Example:[ \t]*", re.M)
AS_IN_A_TEMPLATE = re.compile(r"\{%|\{\{-?\s*\w+\s*\(")
# What a text in quotes may not hold in Markdown.
NOT_IN_MARKDOWN = re.compile(r'["“”{}\n]')
ONE_CALL = "write one call of this component, with the names of its arguments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A call as it is written in a comment, and where."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What the comment on top says; ``arguments`` tells the meaning of each."""

    summary: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """A call in both notations; ``markdown`` is empty where only a template can make it."""

    name: str
    arguments: tuple[str, ...]
    markdown: str
    template: str
    line: int = 1


@lru_cache(maxsize=1024)
def read_comment(source: str) -> Comment | None:
    """Return what a template says on top, or None if it begins with no comment."""
    found = COMMENT.match(source)
    if not found:
        return None
    told, *_ = EXAMPLE.split(found[1], maxsplit=1)
    text = textwrap.dedent(f"    {told.strip()}").strip()
    summary, *lines = re.split(r"\n(?=\s*\w+ {2,})", text)
    pairs = (re.split(r" {2,}", line.strip(), maxsplit=1) for line in lines)
    return Comment(
        summary=" ".join(summary.split()),
        arguments={name: " ".join(meaning.split()) for name, meaning in pairs},
        examples=tuple(_examples(source, found)),
    )


def _examples(source: str, comment: re.Match[str]) -> Iterator[Example]:
    marks = list(EXAMPLE.finditer(source, comment.start(1), comment.end(1)))
    ends = [*(mark.start() for mark in marks), comment.end(1)][1:]
    for mark, end in zip(marks, ends, strict=True):
        yield Example(
            text=" ".join(source[mark.end() : end].split()),
            line=source.count("\n", 0, mark.end()) + 1,
            column=mark.end() - source.rfind("\n", 0, mark.end()),
        )


def plain_usage(name: str, macro: str) -> Usage:
    """Return the call without arguments."""
    return Usage(
        name=name, arguments=(), markdown=f"{{{{ {name} }}}}", template=f"{{{{ {macro}() }}}}"
    )


def read_example(example: Example, path: str, environment: Environment) -> Usage | Problem:
    """Return the call that an example in the template at ``path`` makes, or what is wrong."""
    if AS_IN_A_TEMPLATE.match(example.text):
        return _from_template(example, path, environment)
    marker = Marker(path, example.line)
    rest = marker.mark(example.text)
    meaning = marker.meanings[0] if MARK.fullmatch(rest) else None
    if isinstance(meaning, Problem):
        return _problem(example, path, meaning.message, meaning.hint)
    if not isinstance(meaning, Component):
        return _problem(example, path, "this example is no call", ONE_CALL)
    given = ", ".join(f"{key}={_in_template(value)}" for key, value in meaning.arguments.items())
    called = meaning.name.replace("-", "_")
    return Usage(
        name=meaning.name,
        arguments=tuple(meaning.arguments),
        markdown=example.text,
        template=f"{{{{ {called}({given}) }}}}",
        line=example.line,
    )


def is_for_pages(example: Example) -> bool:
    """Say whether a page's text can make the call of an example, too."""
    usage = read_example(example, "", Environment(autoescape=True))
    return isinstance(usage, Usage) and bool(usage.markdown)


def _from_template(example: Example, path: str, environment: Environment) -> Usage | Problem:
    try:
        tree = environment.parse(example.text)
    except TemplateSyntaxError as error:
        return _problem(example, path, f"this example cannot be read: {error.message}", ONE_CALL)
    call = _only_call(tree)
    if call is None or not isinstance(call.node, nodes.Name):
        return _problem(example, path, "this example is no call", ONE_CALL)
    if call.args or call.dyn_args or call.dyn_kwargs:
        return _problem(example, path, "an argument here has no name", ONE_CALL)
    name = call.node.name.replace("_", "-")
    given = {it.key: _in_markdown(it.value) for it in call.kwargs}
    is_plain = example.text.startswith("{{") and all(given.values())
    pairs = "".join(f"{key}={text} " for key, text in given.items())
    return Usage(
        name=name,
        arguments=tuple(given),
        markdown=f"{{{{ {name} {pairs}}}}}" if is_plain else "",
        template=example.text,
        line=example.line,
    )


def _only_call(tree: nodes.Template) -> nodes.Call | None:
    if len(tree.body) != 1:
        return None
    [block] = tree.body
    if isinstance(block, nodes.CallBlock):
        return block.call
    [found, *others] = block.nodes if isinstance(block, nodes.Output) else [block]
    return found if isinstance(found, nodes.Call) and not others else None


def _in_template(value: Argument) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def _in_markdown(value: nodes.Expr) -> str:
    """Return a constant as Markdown takes it; nothing for what only a template can say."""
    constant = value.value if isinstance(value, nodes.Const) else None
    if isinstance(constant, bool):
        return str(constant).lower()
    if isinstance(constant, int):
        return str(constant)
    if isinstance(constant, str) and not NOT_IN_MARKDOWN.search(constant):
        return f'"{constant}"'
    return ""


def _problem(example: Example, path: str, message: str, hint: str) -> Problem:
    return Problem(path=path, line=example.line, column=example.column, message=message, hint=hint)
