"""What a site lets out without meaning to: keys, source files, notes inside pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from sitegen.checks.copies import Copies, place_in, source_path
from sitegen.checks.finders.metadata import ENDINGS, tells
from sitegen.checks.found import Found, On
from sitegen.checks.passages import scalars
from sitegen.checks.subject import Subject
from sitegen.problems import Place

# What is looked for, what its text has to hold (told apart by |), and its exact shape.
SECRETS = (
    (
        "a private key",
        "PRIVATE KEY",
        r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----\s+[A-Za-z0-9+/=:]",
    ),
    ("an AWS access key", "AKIA|ASIA", r"\b(?:AKIA|ASIA)(?!\w*EXAMPLE)[A-Z2-7]{16}\b"),
    ("a GitHub token", "ghp_|gho_|ghu_|ghs_|ghr_", r"\bgh[oprsu]_[A-Za-z0-9]{36}\b"),
    ("a GitHub token", "github_pat_", r"\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b"),
    ("a GitLab token", "glpat-", r"\bglpat-[\w-]{20}\b"),
    ("a Stripe key", "k_live_", r"\b[sr]k_live_[A-Za-z0-9]{24,}\b"),
    ("an Anthropic key", "sk-ant-", r"\bsk-ant-[a-z]+\d\d-(?=[\w-]*\d)[\w-]{20,}"),
    (
        "an OpenAI key",
        "sk-proj-|sk-svcacct-|sk-admin-",
        r"\bsk-(?:proj|svcacct|admin)-(?=[\w-]*\d)[\w-]{20,}",
    ),
    ("a Google key", "AIza", r"\bAIza[\w-]{35}(?![\w-])"),
    ("a Google secret", "GOCSPX-", r"\bGOCSPX-[\w-]{28}(?![\w-])"),
    ("a Slack token", "xox", r"\bxox[abeoprs]-\d[\w-]{20,}"),
    ("a Slack address", "hooks.slack.com", r"\bhooks\.slack\.com/services/T\w+/B\w+/\w{20,}"),
    ("a SendGrid key", "SG.", r"\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])"),
    ("a Mailchimp key", "-us", r"\b[0-9a-f]{32}-us\d{1,2}\b"),
    ("a Mailgun key", "key-", r"key-[0-9a-f]{32}\b"),
    ("an npm token", "npm_", r"\bnpm_[A-Za-z0-9]{36}\b"),
    ("a PyPI token", "pypi-", r"\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}"),
    ("a password in an address", "://", r"://[^\s/:@\"'<>]+:[^\s/:@\"'<>]{3,}@"),
)
SHAPES = tuple((name, signs.split("|"), re.compile(shape)) for name, signs, shape in SECRETS)
PASSWORD = re.compile(
    r"(?:\w*[_-])?(?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|auth[_-]?token"
    r"|access[_-]?token|private[_-]?key)",
    re.I,
)
# In a script or JSON. What holds a word for it is a name, and pk. begins keys for everybody.
GIVEN = re.compile(
    rf"(?<![\w-])[\"']?({PASSWORD.pattern})[\"']?\s*(?::|={{1,3}})\s*"
    r"([\"'`])(?![#./?&-]|pk[._]|[\w-]*(?:pass|secret|key|token))(?=[^\"'`]*\d)(?=[^\"'`]*[a-z])"
    r"([^\"'`\s<>(){}]{8,})\2",
    re.I,
)
IN_SCRIPTS = (".js", ".mjs", ".json")
# The name of a variable, or a place to fill in, instead of the word itself.
STAND_IN = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[$<{].*|\*+|[xX]+|example|changeme", re.S)
TEXTS = (
    *(".html", ".js", ".mjs", ".css", ".json", ".xml", ".txt", ".vcf", ".ics", ".svg", ".map"),
    *(".webmanifest", ".csv", ".md", ".yaml", ".yml", ".vtt", ".env", ".ini", ".conf"),
)
SOURCES = re.compile(
    r"(?:^|/)(?:\.(?:env|git|svn|hg|htpasswd|npmrc|netrc|pypirc|ssh|aws|bash_history|vscode|idea)"
    r"[^/]*(?:/|$)|(?:Makefile|Dockerfile|composer\.(?:json|lock)|package(?:-lock)?\.json|Thumbs\.db)$)"
    r"|\.(?:md|ya?ml|py|pyc|php|rb|sh|toml|ini|cfg|env|bak|old|orig|rej|sav|save|tmp|log|sql|sqlite3?"
    r"|db|psd|xcf|sketch|fig|ai|indd|pem|key|p12|pfx|kdbx|scss|sass|less|ts|tsx|jsx)$|~$",
    re.I,
)
MAP = re.compile(r"[/*]+[#@]\s*sourceMappingURL=(\S+)")


def secrets(subject: Subject) -> Iterator[Found]:
    """Yield what looks like a password or a key, in sources and in the built site."""
    seen: set[str] = set()
    hint = "take it out, and have a new one made: this one counts as stolen"
    for path, text, first_line in _texts(subject):
        for name, found, at in _shapes(text):
            seen.add(found)
            place = place_in(path, text, at, first_line)
            yield Found(at=place, message=_looks_like(name, found), hint=hint)
    known = Copies(subject)
    for path, output in subject.outputs.items():
        if path.lower().endswith(TEXTS) or "." not in posixpath.basename(path)[1:]:
            text = output.content.decode("utf-8", "replace")
            for name, found, at in _shapes(text):
                if found not in seen:
                    yield Found(
                        at=known.place(path, text, at), message=_looks_like(name, found), hint=hint
                    )
    yield from _passwords(subject)


def _shapes(text: str) -> Iterator[tuple[str, str, int]]:
    for name, signs, shape in SHAPES:
        if any(sign in text for sign in signs):
            for match in shape.finditer(text):
                yield name, match[0], match.start()


def _looks_like(name: str, found: str) -> str:
    return f"this looks like {name}: {' '.join(found[:8].split())}…"


def _texts(subject: Subject) -> Iterator[tuple[str, str, int]]:
    """Yield path, text and its first line of all that an owner writes."""
    for name, page in subject.sources.items():
        yield f"content/{name}", page.front.text, page.front.first_line
        yield f"content/{name}", page.body, page.body_line
    for tree in subject.trees.values():
        yield tree.path, tree.text, tree.first_line
    for name, text in subject.templates.items():
        yield f"templates/{name}", text, 1
    for name, file in subject.site.files.items():
        if name.lower().endswith(TEXTS):
            yield source_path(subject, name), file.read().decode("utf-8", "replace"), 1


def _passwords(subject: Subject) -> Iterator[Found]:
    hint = "keep it in an environment variable, and have a new one made"
    for path, text, first_line in _texts(subject):
        if path.endswith(IN_SCRIPTS):
            for match in GIVEN.finditer(text):
                if not STAND_IN.fullmatch(match[3]):
                    at = place_in(path, text, match.start(3), first_line)
                    yield Found(at=at, message=_stands_here(match[1]), hint=hint)
    trees = (*subject.trees.values(), *(it.front for it in subject.sources.values()))
    for tree in trees:
        for name, value in scalars(tree.value):
            key = next((it for it in reversed(name) if isinstance(it, str)), "")
            if PASSWORD.fullmatch(key) and _is_one(value):
                line, column = tree.place(name)
                place = Place(path=tree.path, line=line, column=column)
                yield Found(at=place, message=_stands_here(key), hint=hint)


def _stands_here(key: str) -> str:
    return f"'{key}' stands here for everybody who sees the site's files"


def _is_one(value: str) -> bool:
    is_word = len(value) >= 6 and not re.search(r"\s", value)
    return is_word and not STAND_IN.fullmatch(value)


def source_files(subject: Subject) -> Iterator[Found]:
    """Yield files of the built site that are no part of a site."""
    known = Copies(subject)
    for path in subject.outputs:
        if SOURCES.search(path):
            message = f"/{path} would be published: it looks like a file to work with, or a backup"
            yield Found(at=known.place(path), message=message, hint="move it out of static/")


def source_maps(subject: Subject) -> Iterator[Found]:
    """Yield source maps, and scripts and styles that name one."""
    known = Copies(subject)
    for path, output in subject.outputs.items():
        if path.endswith(".map"):
            message = f"/{path} shows how the site's code was written"
            yield Found(at=known.place(path), message=message, hint="leave source maps out")
        elif path.endswith((".js", ".mjs", ".css")):
            text = output.content.decode("utf-8", "replace")
            for match in MAP.finditer(text):
                at = known.place(path, text, match.start())
                message = f"this line names a source map: {match[1][:60]}"
                yield Found(at=at, message=message, hint="remove the line")


def places_in_pictures(subject: Subject) -> Iterator[Found]:
    """Yield pictures and films that tell where they were taken."""
    hint = "save it without its location; what a page shows as ![words](file) loses it by itself"
    for at, told in _told(subject):
        if "place" in told:
            message = "this picture tells where it was taken, to a few steps"
            yield Found(at=at, message=message, hint=hint)


def notes_in_pictures(subject: Subject) -> Iterator[Found]:
    """Yield pictures that tell when and with what they were taken, or on whose computer."""
    words = {"camera": "the camera", "time": "the time", "person": "whose camera it is"}
    words["folder"] = "a folder of the computer it was drawn on"
    for at, told in _told(subject):
        names = [name for it, name in words.items() if it in told]
        if names:
            message = f"this picture holds a note of {' and '.join(names)}"
            hint = "save it without; what a page shows as ![words](file) loses them by itself"
            yield Found(at=at, message=message, hint=hint)


def _told(subject: Subject) -> Iterator[tuple[Place | On, frozenset[str]]]:
    known = Copies(subject)
    for path, output in subject.outputs.items():
        ending = posixpath.splitext(path)[1].lower()
        # Pictures that the build has drawn or resized are new: only copies can hold notes.
        if ending in ENDINGS and known.name(path) is not None:
            yield known.place(path), tells(output.content, ending)


def security_file(subject: Subject) -> Iterator[Found]:
    """Yield what is missing from security.txt, if there is one."""
    path = ".well-known/security.txt"
    output = subject.outputs.get(path) or subject.outputs.get("security.txt")
    if output is None:
        return
    text = output.content.decode("utf-8", "replace")
    at = Copies(subject).place(output.path)
    given = {
        key.lower(): value for key, value in re.findall(r"(?m)^([\w-]+):[ \t]*(\S.*?)\s*$", text)
    }
    if output.path != path:
        yield Found(at=at, message="security.txt is in the wrong place", hint=f"make it /{path}")
    if not re.match(r"mailto:|https://|tel:", given.get("contact", "")):
        hint = "for example: Contact: mailto:you@example.com"
        yield Found(at=at, message="security.txt names nobody to write to", hint=hint)
    told = given.get("expires", "")
    day = re.match(r"\d{4}-\d\d-\d\d(?=T|$)", told)
    if day is None or day[0] < subject.today.isoformat():
        message = f"security.txt was good until {day[0]}" if day else "security.txt has no last day"
        if told and not day:
            message = f"'{told}' is no last day that machines read"
        hint = "for example: Expires: 2030-01-01T00:00:00Z"
        yield Found(at=at, message=message, hint=hint)
