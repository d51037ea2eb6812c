"""The shape of the house: which way imports run, how large things are, who may do what."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from sitegen.components import signatures
from sitegen.templates import environment

ROOT = Path(__file__).parent.parent
ENGINE = ROOT / "sitegen"
# By the name below `sitegen`: `links`, `checks.links`.
MODULES = {
    ".".join(path.relative_to(ENGINE).with_suffix("").parts): ast.parse(
        path.read_text(encoding="utf-8")
    )
    for path in sorted(ENGINE.rglob("*.py"))
}

STAGES = {"load", "validate", "resolve", "render", "write"}
MAY_IMPORT_STAGES = {"workshop", "pipeline"}
LEAVES = {"problems", "names", "days"}

MAX_MODULE, MAX_FUNCTION, MAX_PARAMETERS = 300, 40, 5


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield every module that is imported anywhere in a module, by its full name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "sitegen" if node.level else ""
            whole = ".".join(part for part in (base, node.module) if part)
            yield whole
            if whole.partition(".")[0] == "sitegen":
                yield from (f"{whole}.{alias.name}" for alias in node.names)


def inner(name: str) -> set[str]:
    """Return the modules of the engine that a module imports."""
    found = {it.removeprefix("sitegen.") for it in imports(MODULES[name])}
    return found & set(MODULES)


def outer(name: str) -> set[str]:
    """Return the top-level names that a module imports from outside the engine."""
    tops = {it.split(".")[0] for it in imports(MODULES[name])}
    return tops - {"sitegen", "__future__"} - sys.stdlib_module_names


GRAPH = {name: inner(name) for name in MODULES}


# --- imports run one way ---


def test_no_module_imports_itself_in_a_circle() -> None:
    circles: list[str] = []

    def visit(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            circles.append(" -> ".join((*way[way.index(name) :], name)))
            return
        if name not in done:
            for other in sorted(GRAPH[name]):
                visit(other, (*way, name))
            done.add(name)

    done: set[str] = set()
    for module in sorted(GRAPH):
        visit(module, ())
    assert circles == []


def test_stages_do_not_import_each_other() -> None:
    assert set(MODULES) >= STAGES
    assert {stage: GRAPH[stage] & STAGES for stage in STAGES if GRAPH[stage] & STAGES} == {}


def test_only_the_pipeline_and_the_preview_import_stages() -> None:
    allowed = STAGES | MAY_IMPORT_STAGES
    offenders = {name: used & STAGES for name, used in GRAPH.items() if used & STAGES}
    assert {name: used for name, used in offenders.items() if name not in allowed} == {}


def test_only_commands_import_the_pipeline() -> None:
    assert {name for name, used in GRAPH.items() if "pipeline" in used} <= {
        "serve",
        "checks.command",
        "publish.command",
    }


def test_leaves_import_nothing_of_the_engine() -> None:
    assert {name: GRAPH[name] for name in LEAVES if GRAPH[name]} == {}


def test_the_model_needs_no_template_and_no_picture() -> None:
    reached: set[str] = set()
    waiting = ["model"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += GRAPH[name]
    assert not reached & (STAGES | MAY_IMPORT_STAGES)
    assert {top for name in reached for top in outer(name)} <= {
        "pydantic",
        "pydantic_core",
        "babel",
        "yaml",
    }


def test_the_engine_imports_nothing_of_the_site() -> None:
    foreign = {"schema", "build", "tests", "benchmarks", "tools"}
    offenders = {
        name: used
        for name, tree in MODULES.items()
        if (used := {it.split(".")[0] for it in imports(tree)} & foreign)
    }
    assert offenders == {}


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("markdown", {"prose"}),
        ("babel", {"languages"}),
        ("yaml", {"yamltext", "yamlwords"}),
        ("PIL", {"images", "socialcard"}),
        ("icalendar", {"formats"}),
        ("rcssmin", {"renderer"}),
        ("segno", {"codes"}),
        ("brotli", {"hosts.packing"}),
        ("boto3", {"publish.s3"}),
        ("botocore", {"publish.s3"}),
        ("livereload", {"serve"}),
        ("tornado", {"serve"}),
        ("watchfiles", {"watch"}),
        ("click", set()),
    ],
)
def test_a_library_has_one_adapter(library: str, homes: set[str]) -> None:
    assert {name for name in MODULES if library in outer(name)} <= homes


def test_the_engine_imports_only_what_a_site_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=!~\[ ]", it)[0].lower() for it in project["dependencies"]}
    packages = {
        "yaml": "pyyaml",
        "pil": "pillow",
        "markupsafe": "jinja2",
        "pydantic_core": "pydantic",
    }
    used = {packages.get(top.lower(), top.lower()) for name in MODULES for top in outer(name)}
    assert used <= declared


def test_no_module_holds_code_that_nobody_imports() -> None:
    outside = {
        it.removeprefix("sitegen.")
        for name in ("build.py", "schema.py")
        for it in imports(ast.parse((ROOT / name).read_text(encoding="utf-8")))
    }
    imported = set().union(*GRAPH.values()) | outside
    unused = set(MODULES) - imported
    assert {name for name in unused if name.rpartition(".")[2] != "__init__"} == set()


# --- who may do what ---


def test_only_build_py_prints_or_exits() -> None:
    """A process that only helps (parallel) ends itself."""
    offenders = []
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func)
                in (
                    *("print", "input", "exit", "quit", "sys.exit", "os._exit", "sys.stdout.write"),
                    *("sys.stderr.write", "warnings.warn"),
                )
                and (name, ast.unparse(node.func)) != ("parallel", "os._exit")
            ):
                offenders.append(f"{name}.py:{node.lineno}")
        if {"logging", "click", "argparse"} & {it.split(".")[0] for it in imports(tree)}:
            offenders.append(f"{name}.py imports a way to talk")
    assert offenders == []


def test_the_engine_has_no_clock_of_its_own() -> None:
    """Only the age of files is measured by one, which no output shows."""
    clocks = re.compile(
        r"(?:datetime\.)?(?:datetime|date)\.(?:now|today|utcnow)"
        r"|time\.(?:time|time_ns|monotonic|perf_counter|localtime|gmtime|ctime)"
    )
    offenders = [
        f"{name}.py:{node.lineno}"
        for name, tree in MODULES.items()
        if name != "files"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and clocks.fullmatch(ast.unparse(node.func))
    ]
    assert offenders == []


def test_the_engine_keeps_no_state_between_calls() -> None:
    offenders = [
        f"{name}.py:{node.lineno}"
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global | ast.Nonlocal)
    ]
    assert offenders == []


PRACTICE = re.compile(
    r"massage|fascia|insurance|therap|nyship|no-fault|commack|long island|lymph|prenatal|oncolog"
    r"|trigger.point|hands.on",
    re.I,
)


def test_the_engine_knows_nothing_of_the_practice() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted(ENGINE.rglob("*"))
        # The vocabulary of schema.org names every trade.
        if path.is_file() and path.suffix != ".pyc" and path.name != "vocabulary.json"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if PRACTICE.search(line)
    ]
    assert offenders == []


# --- sizes ---

SIZED = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (*sorted(ENGINE.rglob("*.py")), ROOT / "build.py")
}


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_module_is_too_long() -> None:
    lengths = {name: len(text.splitlines()) for name, text in SIZED.items()}
    assert {name: length for name, length in lengths.items() if length > MAX_MODULE} == {}


def test_no_function_is_too_long() -> None:
    lengths = {
        f"{name}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, text in SIZED.items()
        for node in functions(text)
    }
    assert {name: length for name, length in lengths.items() if length > MAX_FUNCTION} == {}


def test_no_function_takes_too_many_parameters_by_position() -> None:
    counts = {
        f"{name}:{node.lineno} {node.name}": len(
            [
                it
                for it in (*node.args.posonlyargs, *node.args.args)
                if it.arg not in ("self", "cls")
            ]
        )
        for name, text in SIZED.items()
        for node in functions(text)
    }
    assert {name: count for name, count in counts.items() if count > MAX_PARAMETERS} == {}


# --- templates ---

TEMPLATES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for folder in (ROOT / "templates", ENGINE / "templates")
    for path in sorted(folder.rglob("*"))
    if path.is_file()
}


def in_templates(pattern: str) -> list[str]:
    """Return the places in templates, comments left out, where a pattern fits."""
    return [
        f"{name}: {match[0]}"
        for name, text in TEMPLATES.items()
        for match in re.finditer(pattern, re.sub(r"\{#.*?#\}", "", text, flags=re.S), re.I)
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        r"\|\s*safe\b",
        r"\bautoescape\b",
        r"\bmarkup\s*\(",
        r"""<[^<>]*\sstyle\s*=""",
        r"""<[^<>]*\son[a-z]+\s*=""",
        r"javascript:",
        r"!important",
        r"<script(?![^>]*\b(?:src|type)=)",
        r"""<(?:script|link|img|source|video|audio|track|iframe)\b[^<>]*\b(?:src|href|srcset)\s*=\s*["']\s*(?:https?:)?//""",
        r"""<(?:b|i|font|center|big|tt)>""",
    ],
)
def test_no_template_goes_around_the_rules(pattern: str) -> None:
    assert in_templates(pattern) == []


def components() -> Mapping[str, str]:
    """Return the components by name; those of the site stand before the engine's."""
    found = {Path(name).stem: name for name in reversed(TEMPLATES) if "/components/" in name}
    return {stem: TEMPLATES[name] for stem, name in found.items()}


def test_a_component_says_on_top_what_it_shows_and_takes() -> None:
    known, problems = signatures(environment(ROOT, "en_US"))
    assert problems == []
    offenders = []
    for name, text in components().items():
        comment = re.match(r"\{#-?(.*?)-?#\}", text, re.S)
        if not comment or not comment[1].strip():
            offenders.append(f"{name}: no comment")
            continue
        missing = [
            it for it in known[name].arguments if not re.search(rf"^\s+{it}\b", comment[1], re.M)
        ]
        offenders += [f"{name}: '{argument}' is not explained" for argument in missing]
    assert offenders == []


def test_a_component_holds_one_macro_of_its_name() -> None:
    offenders = {
        name: macros
        for name, text in components().items()
        if (macros := re.findall(r"\{%-?\s*macro\s+(\w+)", text)) != [name.replace("-", "_")]
    }
    assert offenders == {}


# --- styles ---

STYLES = {
    path.relative_to(ROOT / "static/css").as_posix(): re.sub(
        r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S
    )
    for path in sorted((ROOT / "static/css").rglob("*.css"))
}
MADE_BY_MARKDOWN = {
    "admonition",
    "admonition-title",
    "cite",
    "align-left",
    "align-center",
    "align-right",
}
MAY_BE_MADE_BY_MARKDOWN = MADE_BY_MARKDOWN | {
    *("note", "tip", "warning", "danger", "important", "caution"),
    *("footnote", "footnote-ref", "footnote-backref"),
}


def defined(css: str) -> set[str]:
    """Return the classes of all selectors."""
    preludes = (it.strip() for it in re.findall(r"([^{};]+)\{", css))
    selectors = [it for it in preludes if not it.startswith("@")]
    return {name for selector in selectors for name in re.findall(r"\.([A-Za-z][\w-]*)", selector)}


def used_in(text: str) -> set[str]:
    """Return the classes that are written out in a template or page."""
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", text, flags=re.S)
    bare = re.sub(r"\{\{.*?\}\}", "\0", bare, flags=re.S)
    return {
        name
        for value in re.findall(r'\bclass="([^"]*)"', bare)
        for name in value.split()
        if "\0" not in name
    }


DEFINED = {name for css in STYLES.values() for name in defined(css)}
USED = {name for text in TEMPLATES.values() for name in used_in(text)}
IN_PAGES = {
    name
    for path in (ROOT / "content").rglob("*.md")
    for text in [path.read_text(encoding="utf-8")]
    for listed in ["".join(re.findall(r"\{:?((?: *[.#][\w-]+)+ *)\}", text))]
    for name in (*used_in(text), *re.findall(r"\.([\w-]+)", listed))
}


def test_every_class_in_a_template_is_defined() -> None:
    assert sorted(USED - DEFINED) == []


def test_every_class_in_a_style_is_used() -> None:
    assert sorted(DEFINED - USED - IN_PAGES - MAY_BE_MADE_BY_MARKDOWN) == []


def test_every_class_in_a_page_is_defined() -> None:
    assert sorted(IN_PAGES - DEFINED) == []


@pytest.mark.parametrize("name", sorted(MADE_BY_MARKDOWN))
def test_what_markdown_makes_has_a_style(name: str) -> None:
    assert name in DEFINED


COMPONENT_STYLES = [name for name in STYLES if name.startswith("components/")]


@pytest.mark.parametrize("name", COMPONENT_STYLES)
def test_a_style_of_a_component_has_its_component(name: str) -> None:
    block = Path(name).stem
    assert block in components()
    strangers = {
        it for it in defined(STYLES[name]) if not re.fullmatch(rf"{block}(?:(?:__|--).+)?", it)
    }
    assert strangers == set()


@pytest.mark.parametrize("name", [it for it in STYLES if it != "layers.css"])
def test_every_rule_stands_in_a_layer(name: str) -> None:
    css = STYLES[name].strip()
    assert re.match(r"@layer [\w-]+ \{", css)
    depth, tops = 0, 0
    for sign in re.findall(r"[{}]", css):
        tops += sign == "{" and depth == 0
        depth += 1 if sign == "{" else -1
    assert (depth, tops) == (0, 1)


COLOR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\("
    r"|\b(?:white|black|red|green|blue|gr[ae]y|silver|navy|teal|orange|yellow|purple|pink|brown"
    r"|gold|maroon|olive|lime|aqua|cyan|magenta|fuchsia|beige|ivory|crimson|tomato|coral)\b",
    re.I,
)


@pytest.mark.parametrize("name", [it for it in STYLES if it != "tokens.css"])
def test_colors_are_named_by_their_role(name: str) -> None:
    values = re.findall(r"[\w-]+\s*:\s*([^;{}]+)[;}]", STYLES[name])
    assert [value for value in values if COLOR.search(value)] == []


def test_roles_only_use_colors_of_the_palette() -> None:
    roles = re.findall(r"(--color-[\w-]+)\s*:\s*([^;]+);", STYLES["tokens.css"])
    assert roles
    assert [
        name for name, value in roles if not re.fullmatch(r"var\(--[\w-]+\)", value.strip())
    ] == []


def test_every_token_that_is_used_is_defined() -> None:
    tokens = set(re.findall(r"(--[\w-]+)\s*:", STYLES["tokens.css"]))
    used = {it for css in STYLES.values() for it in re.findall(r"var\(\s*(--[\w-]+)", css)}
    assert sorted(used - tokens) == []


def test_every_token_that_is_defined_is_used() -> None:
    tokens = set(re.findall(r"(--[\w-]+)\s*:", STYLES["tokens.css"]))
    used = {it for css in STYLES.values() for it in re.findall(r"var\(\s*(--[\w-]+)", css)}
    assert sorted(tokens - used) == []


@pytest.mark.parametrize("name", STYLES)
def test_no_style_shouts_or_points_at_an_id(name: str) -> None:
    assert "!important" not in STYLES[name]
    preludes = [it for it in re.findall(r"([^{};]+)\{", STYLES[name]) if "@" not in it]
    assert [it.strip() for it in preludes if re.search(r"#[A-Za-z]", it)] == []


def test_layers_are_put_in_order_once() -> None:
    declared = re.findall(r"@layer ([^;{]+);", "".join(STYLES.values()))
    assert len(declared) == 1
    order = [name.strip() for name in declared[0].split(",")]
    layers = {it for css in STYLES.values() for it in re.findall(r"@layer ([\w-]+) \{", css)}
    assert layers <= set(order)
