"""Components: which there are, and which arguments they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from jinja2 import Environment, TemplateSyntaxError, nodes

from sitegen.comments import Usage, read_comment, read_example
from sitegen.names import did_you_mean
from sitegen.problems import Problem

FOLDER = "components/"


@dataclass(frozen=True, slots=True)
class Signature:
    """The macro of one component: all arguments, and those that must be given."""

    arguments: tuple[str, ...]
    required: tuple[str, ...]


ANYTHING = Signature(("*",), ())


def macro_name(component: str) -> str:
    """Return the macro of a component: ``price-table`` is ``price_table``."""
    return component.replace("-", "_")


def signatures(environment: Environment) -> tuple[Mapping[str, Signature], list[Problem]]:
    """Return the signature of every component below ``templates/components``.

    A component whose template cannot be read is a Problem, and any call of it passes. So is an
    example in a comment that does not fit.
    """
    found: dict[str, Signature] = {}
    problems: list[Problem] = []
    for name in environment.list_templates():
        if name.startswith(FOLDER) and name.endswith(".html"):
            component = name.removeprefix(FOLDER).removesuffix(".html")
            try:
                source = source_of(environment, component)
                found[component] = _signature(environment, source, component)
                problems += usages(environment, component, source, found[component])[1]
            except TemplateSyntaxError as error:
                line, message = error.lineno, f"this template cannot be read: {error.message}"
                problems.append(Problem(path=f"templates/{name}", line=line, message=message))
                found[component] = ANYTHING
    return found, problems


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
        wrong = check_call(usage.name, given, {component: signature})
        if wrong:
            place = Problem(path=path, line=example.line, column=example.column, message=wrong[0])
            problems.append(replace(place, hint=wrong[1]))
        else:
            found.append(usage)
    return found, problems


def _signature(environment: Environment, source: str, component: str) -> Signature:
    name = f"{FOLDER}{component}.html"
    for macro in environment.parse(source, name).find_all(nodes.Macro):
        if macro.name == macro_name(component):
            arguments = tuple(argument.name for argument in macro.args)
            return Signature(arguments, arguments[: len(arguments) - len(macro.defaults)])
    raise TemplateSyntaxError(f"it has no macro '{macro_name(component)}'", 1, name)


def check_call(
    name: str, arguments: Mapping[str, object], known: Mapping[str, Signature]
) -> tuple[str, str] | None:
    """Return what is wrong with a call, as message and hint, or None."""
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
        return f"'{name}' needs {missing[0]}=", f'{{{{ {name} {missing[0]}="..." }}}}'
    return None
