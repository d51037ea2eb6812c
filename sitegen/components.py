"""Components: which there are, and which arguments they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from sitegen.names import did_you_mean

FOLDER = "components/"


@dataclass(frozen=True, slots=True)
class Signature:
    """The macro of one component: all arguments, and those that must be given."""

    arguments: tuple[str, ...]
    required: tuple[str, ...]


def macro_name(component: str) -> str:
    """Return the macro of a component: ``price-table`` is ``price_table``."""
    return component.replace("-", "_")


def signatures(environment: Environment) -> Mapping[str, Signature]:
    """Return the signature of every component below ``templates/components``.

    A component whose template does not parse has none here: rendering reports it.
    """
    found: dict[str, Signature] = {}
    for name in environment.list_templates():
        if not name.startswith(FOLDER) or not name.endswith(".html") or not environment.loader:
            continue
        component = name.removeprefix(FOLDER).removesuffix(".html")
        source, _, _ = environment.loader.get_source(environment, name)
        try:
            tree = environment.parse(source, name)
        except TemplateSyntaxError:
            continue
        for macro in tree.find_all(nodes.Macro):
            if macro.name == macro_name(component):
                arguments = tuple(argument.name for argument in macro.args)
                required = arguments[: len(arguments) - len(macro.defaults)]
                found[component] = Signature(arguments, required)
    return found


def check_call(
    name: str, arguments: Mapping[str, object], known: Mapping[str, Signature]
) -> tuple[str, str] | None:
    """Return what is wrong with a call, as message and hint, or None."""
    if name not in known:
        return f"there is no component '{name}'", did_you_mean(name, known)
    signature = known[name]
    for argument in arguments:
        if argument not in signature.arguments:
            hint = did_you_mean(argument, signature.arguments) or "it takes no arguments"
            return f"'{name}' takes no argument '{argument}'", hint
    missing = [argument for argument in signature.required if argument not in arguments]
    if missing:
        return f"'{name}' needs {missing[0]}=", f'{{{{ {name} {missing[0]}="..." }}}}'
    return None
