"""Components: which there are, and which arguments they take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from jinja2 import Environment, TemplateSyntaxError, nodes

from sitegen.comments import Usage, read_comment, read_example
from sitegen.files import File
from sitegen.names import did_you_mean
from sitegen.problems import Problem

FOLDER = "components/"
A_LIST = re.compile(r"(?:tuple|list)\b")
A_NUMBER = re.compile(r"how many\b|(?:int|number)\b")
NO_CALL = "choose another one from docs/components.md, or write the text itself"


@dataclass(frozen=True, slots=True)
class Signature:
    """The macro of one component: all arguments, and those that must be given.

    ``lists`` are the arguments that no text in quotes can give, ``samples`` has a number, True or
    False for each that takes such a value. ``encloses`` says that a template puts it around
    something. ``example`` is a call as in Markdown.
    """

    arguments: tuple[str, ...]
    required: tuple[str, ...]
    lists: frozenset[str] = frozenset()
    samples: Mapping[str, int] = field(default_factory=dict)
    encloses: bool = False
    example: str = ""

    @property
    def only_in_templates(self) -> bool:
        """Whether no text of a page can call it."""
        return self.encloses or not self.lists.isdisjoint(self.required)


ANYTHING = Signature(("*",), ())


def macro_name(component: str) -> str:
    """Return the macro of a component: ``price-table`` is ``price_table``."""
    return component.replace("-", "_")


def signatures(
    environment: Environment, templates: Mapping[str, File] | None = None
) -> tuple[Mapping[str, Signature], list[Problem]]:
    """Return the signature of every component below ``templates/components``.

    A component whose template cannot be read is a Problem, and any call of it passes. So is an
    example in a comment that does not fit. ``templates`` are the files of the site's own, by
    name: one that had no problem in an earlier build is not read again.
    """
    found: dict[str, Signature] = {}
    problems: list[Problem] = []
    for name in environment.list_templates():
        if name.startswith(FOLDER) and name.endswith(".html"):
            component = name.removeprefix(FOLDER).removesuffix(".html")
            file = (templates or {}).get(name)
            known = file.recall() if file else None
            if isinstance(known, Signature):
                found[component] = known
                continue
            found[component], mistakes = _read(environment, component)
            problems += mistakes
            # The environment reads files by itself, maybe after somebody has saved another text.
            if file and not mistakes and file.holds_still():
                file.parsed = found[component]
    return found, problems


def _read(environment: Environment, component: str) -> tuple[Signature, list[Problem]]:
    try:
        source = source_of(environment, component)
        signature = signature_of(environment, source, component)
    except TemplateSyntaxError as error:
        path = f"templates/{FOLDER}{component}.html"
        message = f"this template cannot be read: {error.message}"
        return ANYTHING, [Problem(path=path, line=error.lineno, message=message)]
    calls, mistakes = usages(environment, component, source, signature)
    example = next((it.markdown for it in calls if it.markdown), "")
    return replace(signature, example=example), mistakes


def source_of(environment: Environment, component: str) -> str:
    """Return the text of a component's template. Raises TemplateNotFound."""
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, f"{FOLDER}{component}.html")
    return source


def usages(
    environment: Environment, component: str, source: str, signature: Signature
) -> tuple[list[Usage], list[Problem]]:
    """Return the examples that a component's comment gives, and those that do not fit."""
    comment = read_comment(source)
    found: list[Usage] = []
    problems: list[Problem] = []
    path = f"templates/{FOLDER}{component}.html"
    for example in comment.examples if comment else ():
        usage = read_example(example, path, environment)
        if isinstance(usage, Problem):
            problems.append(usage)
            continue
        given = dict.fromkeys(usage.arguments)
        wrong = _name_mistake(usage.name, given, {component: signature})
        if wrong:
            place = Problem(path=path, line=example.line, column=example.column, message=wrong[0])
            problems.append(replace(place, hint=wrong[1]))
        else:
            found.append(usage)
    return found, problems


def signature_of(environment: Environment, source: str, component: str) -> Signature:
    """Return the signature of a component's template. Raises TemplateSyntaxError."""
    name = f"{FOLDER}{component}.html"
    comment = read_comment(source)
    meanings = comment.arguments if comment else {}
    for macro in environment.parse(source, name).find_all(nodes.Macro):
        if macro.name == macro_name(component):
            arguments = tuple(argument.name for argument in macro.args)
            return Signature(
                arguments,
                arguments[: len(arguments) - len(macro.defaults)],
                lists=frozenset(_lists(macro, meanings)),
                samples=dict(_samples(macro, meanings)),
                encloses=any(it.name == "caller" for it in macro.find_all(nodes.Name)),
            )
    raise TemplateSyntaxError(f"it has no macro '{macro_name(component)}'", 1, name)


def is_for_templates(source: str, component: str) -> bool:
    """Say whether no text of a page can call the component of a template with that text."""
    try:
        return signature_of(Environment(autoescape=True), source, component).only_in_templates
    except TemplateSyntaxError:
        return False


def _lists(macro: nodes.Macro, meanings: Mapping[str, str]) -> Iterator[str]:
    """Yield the arguments that are said to be lists, and those that the macro goes through."""
    yield from (name for name, meaning in meanings.items() if A_LIST.match(meaning))
    made_anew = {it.name for it in macro.find_all(nodes.Name) if it.ctx == "store"}
    names = {argument.name for argument in macro.args} - made_anew
    for loop in macro.find_all(nodes.For):
        if isinstance(loop.iter, nodes.Name) and loop.iter.name in names:
            yield loop.iter.name


def _samples(macro: nodes.Macro, meanings: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yield the arguments that are said to be numbers, and those whose default is one."""
    yield from ((name, 3) for name, meaning in meanings.items() if A_NUMBER.match(meaning))
    optional = macro.args[len(macro.args) - len(macro.defaults) :]
    for argument, default in zip(optional, macro.defaults, strict=True):
        if isinstance(default, nodes.Const) and isinstance(default.value, int):
            yield argument.name, default.value


def check_call(
    name: str, arguments: Mapping[str, object], known: Mapping[str, Signature]
) -> tuple[str, str] | None:
    """Return what is wrong with a call in a page's text, as message and hint, or None."""
    signature = known.get(name, ANYTHING)
    if signature.only_in_templates:
        lacking = " and ".join(f"{it}=" for it in signature.required if it in signature.lists)
        why = f"{lacking} takes a list" if lacking else "it encloses what a template gives"
        return f"'{name}' is for templates only: {why}", NO_CALL
    return _name_mistake(name, arguments, known) or _value_mistake(name, arguments, signature)


def _name_mistake(
    name: str, arguments: Mapping[str, object], known: Mapping[str, Signature]
) -> tuple[str, str] | None:
    if name not in known:
        return f"there is no component '{name}'", did_you_mean(name, known)
    signature = known[name]
    if signature is ANYTHING:
        return None
    for argument in arguments:
        if argument not in signature.arguments:
            hint = did_you_mean(argument, signature.arguments) or "it takes no arguments"
            return f"'{name}' takes no argument '{argument}'", hint
    missing = [argument for argument in signature.required if argument not in arguments]
    if missing:
        needed = " and ".join(f"{it}=" for it in missing)
        blank = " ".join(f'{it}="..."' for it in missing)
        example = f"for example {signature.example}" if signature.example else ""
        return f"'{name}' needs {needed}", example or f"{{{{ {name} {blank} }}}}"
    return None


def _value_mistake(
    name: str, arguments: Mapping[str, object], signature: Signature
) -> tuple[str, str] | None:
    """Return what is wrong with a text in quotes where something else is meant, or None."""
    for argument, value in arguments.items():
        sample = signature.samples.get(argument)
        if not isinstance(value, str):
            continue
        if argument in signature.lists:
            message = f"'{name}': {argument}= takes a list, which only a template can give"
            return message, f"leave {argument}= out"
        if isinstance(sample, bool):
            meant = value.lower() if value.lower() in ("true", "false") else str(not sample).lower()
            hint = f"write {argument}={meant}, without quotes"
            return f"'{name}': {argument}= is true or false, not '{value}'", hint
        if sample is not None:
            meant = value.strip() if value.strip().isdecimal() else str(sample)
            hint = f"write {argument}={meant}, without quotes"
            return f"'{name}': {argument}= is a number, not the text '{value}'", hint
    return None
