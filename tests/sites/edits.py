"""Edits of the site of `everything.py`, by an owner, an editor, version control or a bad disk.

Most are right, some are mistakes, and what one does another may undo. An edit whose file is not
there does nothing, so that any part of a list of edits is a list of edits.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, zip_longest
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from tests.sites.everything import DAY, FILES, HERE, LINKS, picture
from tests.sites.fresh import BUILT_ITSELF
from tests.sites.small import page


@dataclass
class Place:
    """A site's folder, and what a build of it is told; ``kept`` are folders put aside."""

    root: Path
    kept: Path
    day: str = DAY
    moment: str = ""
    drafts: bool = False
    good: Mapping[str, bytes | str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Edit:
    """A function to call with a place and arguments; written like a call."""

    do: Callable[..., None]
    arguments: tuple[object, ...]

    def __call__(self, place: Place) -> None:
        self.do(place, *self.arguments)

    def __repr__(self) -> str:
        return f"{self.do.__name__}({', '.join(map(repr, self.arguments))})"

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:
        """Let Hypothesis write it in the same way."""
        printer.text(repr(self))


# --- files of an owner ---


def is_there(place: Place, name: str) -> bool:
    return (place.root / name).is_file()


def read(place: Place, name: str) -> str:
    return (place.root / name).read_text("utf-8", "surrogateescape")


def write(place: Place, name: str, text: str) -> None:
    """Save a file; a folder of that name, or a file where a folder is needed, stays."""
    put(place, name, text.encode("utf-8", "surrogateescape"))


def paint(place: Place, name: str, color: str, width: int) -> None:
    """Save a picture; those of one width have as many bytes."""
    put(place, name, picture(color, (width, 30)))


def put(place: Place, name: str, content: bytes) -> None:
    path = place.root / name
    blocked = path.is_dir() or any(it.is_file() for it in path.parents)
    if not blocked:
        if path.is_symlink() and not path.exists():
            path.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def drop(place: Place, name: str) -> None:
    path = place.root / name
    if path.is_symlink() or path.is_file():
        path.unlink()


def make_folder(place: Place, name: str) -> None:
    """Put an empty folder in the place of a file."""
    if is_there(place, name):
        drop(place, name)
        (place.root / name).mkdir()


def exchange(place: Place, name: str, other: str) -> None:
    """Let two files change their names."""
    if is_there(place, name) and is_there(place, other) and name != other:
        one, two, aside = (place.root / it for it in (name, other, f"{name}.part"))
        one.rename(aside)
        two.rename(one)
        aside.rename(two)


def duplicate(place: Place, name: str, to: str) -> None:
    """Save a file under a second name."""
    if is_there(place, name):
        put(place, to, (place.root / name).read_bytes())


def restore(place: Place, name: str) -> None:
    """Put back what the site began with."""
    content = FILES[name]
    put(place, name, content if isinstance(content, bytes) else content.encode())


def swap(place: Place, name: str, one: str, other: str) -> None:
    """Replace one text by another, or that one by this."""
    if is_there(place, name):
        text = read(place, name)
        old, new = (one, other) if one in text else (other, one)
        write(place, name, text.replace(old, new, 1))


def insert(place: Place, name: str, snippet: str) -> None:
    """Put a snippet into a template."""
    if is_there(place, name):
        write(place, name, read(place, name).replace(HERE, f"{snippet}{HERE}", 1))


def fill(place: Place, name: str, key: str, value: str | None) -> None:
    """Set a line of front matter or of YAML, or take it out."""
    if not is_there(place, name):
        return
    head, rule, body = read(place, name), "", ""
    if name.endswith(".md"):
        head, rule, body = head.removeprefix("---\n").partition("---\n")
    lines = [line for line in head.splitlines(keepends=True) if not line.startswith(f"{key}:")]
    lines += [] if value is None else [f"{key}: {value}\n"]
    write(place, name, ("---\n" if rule else "") + "".join(lines) + rule + body)


def turn(place: Place, name: str) -> None:
    """Put the lines of a file in the opposite order."""
    if is_there(place, name):
        write(place, name, "".join(reversed(read(place, name).splitlines(keepends=True))))


def say(place: Place, name: str, words: str) -> None:
    """Add a paragraph to a page; ``UP`` in it leads to content/ from there."""
    if is_there(place, name):
        up = "../" * (name.count("/") - 1)
        write(place, name, f"{read(place, name)}\n{words.replace('UP/', up)}\n")


def unsay(place: Place, name: str) -> None:
    """Take the last paragraph of a page out."""
    if is_there(place, name):
        text = read(place, name).rstrip("\n")
        write(place, name, text.rpartition("\n\n")[0] + "\n" if "\n\n" in text else text)


def add(place: Place, name: str) -> None:
    """Make one of the pages of NEW_PAGES."""
    write(place, name, NEW_PAGES[name])


def rename(place: Place, name: str, to: str, redirected: bool) -> None:
    """Rename a page, a file or a folder, with or without a redirect from the old address."""
    old, new = place.root / name, place.root / to
    if not os.path.lexists(old) or os.path.lexists(new) or old in new.parents:
        return
    if any(it.is_file() for it in new.parents):
        return
    new.parent.mkdir(parents=True, exist_ok=True)
    old.rename(new)
    listed = place.root / "content/data/redirects.yaml"
    if redirected and listed.is_file() and name.endswith(".md"):
        url = "/" + re.sub(r"(?:index)?\.md$", "", name.removeprefix("content/")) + "/"
        with listed.open("a") as file:
            file.write(f"{url}: {to.removeprefix('content/')}\n")


def link(place: Place, name: str, target: str) -> None:
    """Put a link in the place of a file."""
    path = place.root / name
    if is_there(place, name):
        path.unlink()
        path.symlink_to(target)


# --- how programs save ---


def other_letter(content: bytes) -> bytes:
    """Return content of the same length whose last word is written otherwise."""
    at = max((found.start() for found in re.finditer(rb"[a-zA-Z](?![a-zA-Z])", content)), default=0)
    return content[:at] + content[at : at + 1].swapcase() + content[at + 1 :]


def otherwise(path: Path) -> bytes:
    """Return other content of the same length."""
    content = path.read_bytes()
    if path.suffix == ".png":
        colors = (picture(color) for color in ("navy", "olive"))
        return next((it for it in colors if len(it) == len(content) and it != content), content)
    return other_letter(content)


def touch(place: Place, name: str) -> None:
    """Save a file unchanged."""
    if is_there(place, name):
        put(place, name, (place.root / name).read_bytes())


def save_on_windows(place: Place, name: str) -> None:
    """Save a text with other line ends and a byte order mark."""
    if is_there(place, name) and not name.endswith(".png"):
        text = (place.root / name).read_bytes().replace(b"\r\n", b"\n")
        put(place, name, b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))


def spoil(place: Place, name: str) -> None:
    """Add a byte that is not UTF-8."""
    if is_there(place, name):
        put(place, name, (place.root / name).read_bytes() + b"\xff\n")


def replace_quietly(place: Place, name: str) -> None:
    """Replace a file by another of the same size and date, as `cp -p` and `mv` would."""
    path = place.root / name
    if is_there(place, name):
        before = path.stat()
        new = path.with_name(f"{path.name}.part")
        new.write_bytes(otherwise(path))
        os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
        new.rename(path)


def overwrite_quietly(place: Place, name: str) -> None:
    """Overwrite a file by as many bytes and set its date back."""
    path = place.root / name
    if is_there(place, name):
        before = path.stat()
        path.write_bytes(otherwise(path))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def save_twice(place: Place, name: str) -> None:
    """Save a file twice at once, each time with as many bytes."""
    path = place.root / name
    if is_there(place, name):
        first = otherwise(path)
        path.write_bytes(path.read_bytes().swapcase())
        path.write_bytes(first)


# --- versions of the whole site ---


def sources(root: Path) -> dict[str, bytes | str]:
    """Return what an owner wrote: contents by path, and the targets of links."""
    found: dict[str, bytes | str] = {}
    for directory, folders, names in os.walk(root):
        if Path(directory) == root:
            folders[:] = [name for name in folders if not name.startswith(BUILT_ITSELF)]
        for name in names:
            path = Path(directory, name)
            inner = path.relative_to(root).as_posix()
            found[inner] = str(path.readlink()) if path.is_symlink() else path.read_bytes()
    return found


def check_out(place: Place, version: Mapping[str, bytes | str]) -> None:
    """Change the files that differ, as version control does."""
    now = sources(place.root)
    for name in now:
        if name not in version:
            (place.root / name).unlink()
    for folder in sorted(place.root.rglob("*"), reverse=True):
        built = folder.relative_to(place.root).parts[0].startswith(BUILT_ITSELF)
        is_folder = folder.is_dir() and not folder.is_symlink()
        if is_folder and not built and not any(folder.iterdir()):
            folder.rmdir()
    for name, content in version.items():
        path = place.root / name
        if now.get(name) == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if isinstance(content, str):
            path.symlink_to(content)
        else:
            path.write_bytes(content)


def start_over(place: Place) -> None:
    """Check the site out as it was in the beginning."""
    texts = {it: text if isinstance(text, bytes) else text.encode() for it, text in FILES.items()}
    check_out(place, {**texts, **LINKS})


def undo(place: Place) -> None:
    """Check out what was built last."""
    if place.good:
        check_out(place, place.good)


# --- what a build is told ---


def on_day(place: Place, day: str) -> None:
    place.day, place.moment = day, ""


def at_moment(place: Place, moment: str) -> None:
    """Let the clock give the day, which depends on the time zone."""
    place.day, place.moment = "", moment


def drafts(place: Place, shown: bool) -> None:
    place.drafts = shown


# --- what builds have left ---


def files_below(folder: Path, left_out: str = "/") -> list[Path]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in found if left_out not in path.relative_to(folder).parts]


def nth(found: list[Path], number: int) -> Iterator[Path]:
    if found:
        yield found[number % len(found)]


def damaged(content: bytes, way: str, where: float) -> bytes:
    at = int(where * len(content))
    ways = {
        "cut": content[:at],
        "empty": b"",
        "longer": content + b"\0",
        "noise": b"A letter to a friend.\n",
        "flip": content[:at]
        + bytes(byte ^ 16 for byte in content[at : at + 1])
        + content[at + 1 :],
        "zeros": content[:at] + bytes(len(content) - at),
    }
    return ways[way]


def damage_cache(place: Place, number: int, way: str, where: float) -> None:
    """Damage a file of the cache that is no picture."""
    for path in nth(files_below(place.root / ".cache", "images"), number):
        path.write_bytes(damaged(path.read_bytes(), way, where))


def damage_picture(place: Place, number: int, way: str, where: float) -> None:
    """Damage a picture in the cache."""
    for path in nth(files_below(place.root / ".cache/images"), number):
        path.write_bytes(damaged(path.read_bytes(), way, where))


def drop_from_cache(place: Place, number: int) -> None:
    for path in nth(files_below(place.root / ".cache"), number):
        path.unlink()


def drop_cache(place: Place) -> None:
    """Remove the cache but for its pictures, which take long to make."""
    for path in (place.root / ".cache").glob("*"):
        if path.is_dir() and path.name != "images":
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()


def damage_output(place: Place, number: int, way: str) -> None:
    """Change a file of the built site by hand."""
    for path in nth(files_below(place.root / "public"), number):
        if path.name != "build.json":
            path.write_bytes(damaged(path.read_bytes(), way, 0.5))


def replace_output(place: Place, number: int) -> None:
    """Replace a file of the built site by another of the same size and date."""
    for path in nth(files_below(place.root / "public"), number):
        if path.name != "build.json":
            replace_quietly(place, path.relative_to(place.root).as_posix())


def drop_output(place: Place, number: int) -> None:
    for path in nth(files_below(place.root / "public"), number):
        if path.name != "build.json":
            path.unlink()


def add_output(place: Place, name: str) -> None:
    """Put a file of one's own into the built site."""
    path = place.root / "public" / name
    if (place.root / "public").is_dir() and not path.is_dir():
        path.parent.mkdir(exist_ok=True)
        path.write_text("Mine.")


def drop_site(place: Place) -> None:
    """Remove the built site."""
    shutil.rmtree(place.root / "public", ignore_errors=True)


def keep_aside(place: Place, name: str) -> None:
    """Copy what builds have left, as a backup does."""
    if (place.root / name).is_dir():
        shutil.rmtree(place.kept / name, ignore_errors=True)
        shutil.copytree(place.root / name, place.kept / name)


def put_back(place: Place, name: str) -> None:
    """Put back what builds had left earlier."""
    if (place.kept / name).is_dir():
        shutil.rmtree(place.root / name, ignore_errors=True)
        shutil.copytree(place.kept / name, place.root / name)


# --- which edits there are ---

ABOUT = "content/about.md"

NEW_PAGES = {
    "content/courses/raku.md": page("Smoke.", title="Raku", offer="wheel", tags="[fire, smoke]"),
    "content/courses/clay/dig.md": page("Dig.", title="Digging", offer="glaze", order="1"),
    "content/news/sale.md": page("Cheap.", title="Sale", date="2026-06-10", until="2026-06-25"),
    "content/news/snow.md": page("Closed.", title="Snow", date="2026-01-01", nav_title="Cold"),
    "content/archive/index.md": page("Old things.", title="Archive", tags="[house]"),
    "content/imprint.md": page("[Way](visit.md#how-to-find-us)", title="Imprint", order="7"),
    # Their addresses may be taken.
    "content/wheel.md": page("Mine.", title="Wheel"),
    "content/news.md": page("Two.", title="More news"),
    "content/tags/fire.md": page("Three.", title="Fire"),
}
OLD_PAGES = [
    *(name for name in FILES if name.startswith("content/") and name.endswith(".md")),
    "content/news/winter.md",
    "shared/winter.md",
]
PARAGRAPHS = [
    "New words.",
    "New **words**, [read](UP/about.md) on.",
    "See [colors](UP/courses/glaze.md#colors).",
    "See [it](UP/courses/summer.md).",
    "See [it](UP/courses/kiln.md).",
    "See [it](UP/archive/old.md).",
    "## How to find us",
    "## Colors\n\nRed.",
    "![A photo](UP/../static/photo.png)",
    "![Our mark](UP/../static/mark.svg)",
    "Get the [leaflet](UP/../static/leaflet.txt), [me](UP/courses/wheel.png).",
    "It is so [@rhodes1959].",
    "Who says so?[^9]\n\n[^9]: I do.",
    '{{ note text="Mind the step." }}',
    '{{ offer-box offer="glaze" }}',
    'A price: {{ price-of offer="wheel" }}.',
    '{{ teaser source="news/fair.md" }}',
    '{{ teaser source="courses/wheel.md" }}',
    "{{ gallery name='fair' }}",
    "{{ opening }}",
    "{{ people }}",
    '{{ show from="2026-06-21" }}\nFrom the 21st. [Kiln](UP/courses/kiln.md)\n{{ end }}',
    '{{ show until="2026-06-15" }}\nUntil the 15th. {{ people }}\n{{ end }}',
    "Term\n:   What it means.",
    "1. one\n2. two",
    # Mistakes.
    "[Nowhere](UP/nowhere.md)",
    "[Nowhere](UP/visit.md#nowhere)",
    "[A draft](UP/courses/secret.md)",
    "![None](UP/none.png)",
    '{{ note text="No." kind="odd" }}',
    '{{ offer-box offer="nothing" }}',
    "{{ nothing }}",
    "Nobody says [@nobody].",
    "[New](UP/imprint.md)",
]
FIELDS = [
    *(("title", it) for it in ("Clay", "Earth & fire", "Zinc", "!unconfirmed Clay")),
    *(("nav_title", it) for it in ("Short", None)),
    *(("description", it) for it in ("Something else.", "More & <more>.")),
    *(("date", it) for it in ("2026-06-14", "2026-06-16", "2026-01-02", "!unconfirmed 2026-05-01")),
    *(("updated", it) for it in ("2026-06-15", None)),
    *(("from", it) for it in ("2026-06-15", "2026-06-21", "2026-07-01", None)),
    *(("until", it) for it in ("2026-06-14", "2026-06-20", "2026-07-31", None)),
    *(("draft", it) for it in ("yes", None)),
    *(("order", it) for it in ("1", "15", "30", None)),
    *(("tags", it) for it in ("[clay]", "[house, fire]", "[smoke]", "[clay, fire, house]", None)),
    *(("related", it) for it in ("[about.md]", "[courses/glaze.md, news/opening.md]", None)),
    *(("aliases", it) for it in ("[/old/]", "[/older/, /oldest/]", "[/wheel/]", None)),
    *(("image", it) for it in ("photo.png", "courses/wheel.png", None)),
    *(("offer", it) for it in ("wheel", "glaze")),
    *(("teacher", it) for it in ("ann", "bo", None)),
    # Mistakes.
    *(("date", "2026-02-30"), ("offer", "nothing"), ("titel", "Wrong"), ("related", "[no.md]")),
    *(("image", "none.png"), ("tags", "[Fire]"), ("title", "'no end")),
]
LINES = [
    *(("site.yaml", "name", it) for it in ("Clay & Fire", "Earth", "!unconfirmed Earth")),
    *(("site.yaml", "short_name", it) for it in ("Clay", "Mud", None)),
    *(("site.yaml", "url", it) for it in ("https://clay.example/", "https://clay.example/studio/")),
    *(("site.yaml", "language", it) for it in ("en-US", "de-DE", "en-GB")),
    *(("site.yaml", "timezone", it) for it in ("Pacific/Kiritimati", "America/New_York")),
    *(("site.yaml", "currency", it) for it in ("USD", "EUR")),
    *(("site.yaml", "theme_color", it) for it in ('"#1f4e5f"', '"#ffffff"')),
    *(("site.yaml", "feeds", it) for it in ("[]", "[news/index.md, courses/index.md]")),
    *(("site.yaml", "menu", it) for it in ("{main: [visit.md, news/fair.md], foot: []}", "{}")),
    *(("site.yaml", "words", it) for it in ("{closed: Shut, to: till}", "{moved: Gone}", None)),
    *(("site.yaml", "words", it) for it in ("{subjects: Themes}", "{pages_about: On {tag}}")),
    ("site.yaml", "phone", "nine"),
    *(
        ("content/data/offers.yaml", "wheel", it)
        for it in (
            "{name: Wheel, length: 90, rates: [{price: $50}]}",
            "{name: Disc, length: 60-90, rates: [{price: $40, from: 2026-06-21}, {price: $9}]}",
            "{name: Disc, length: 60-90, rates: []}",
        )
    ),
    *(
        ("content/data/offers.yaml", "glaze", it)
        for it in (
            "{name: Glaze, length: 30-45, remark: Wet pots too, rates: [{price: $20}]}",
            "{name: !unconfirmed Glaze, length: 45, rates: [{price: $25, until: 2026-06-30}]}",
            None,
        )
    ),
    ("content/data/offers.yaml", "mug", "{name: Mug, length: 30, rates: [{price: $5}]}"),
    ("content/data/people.yaml", "ann", "{name: Anna, offers: [glaze]}"),
    ("content/data/people.yaml", "bo", "{name: Bo, photo: photo.png}"),
    ("content/data/people.yaml", "bo", None),
    ("content/data/people.yaml", "cy", "{name: Cy, offers: [wheel]}"),
    ("content/data/people.yaml", "cy", "{name: Cy, offers: [mug]}"),
    ("content/data/hours.yaml", "closings", None),
    ("content/data/hours.yaml", "closings", "[{reason: Flu, from: 2026-06-14, until: 2026-06-16}]"),
    ("content/data/sources.yaml", "leach1940", '{title: Pots, url: "https://leach.example/"}'),
    ("content/data/sources.yaml", "rhodes1959", None),
    ("content/data/redirects.yaml", "/shop/", "https://other.example/"),
    ("content/data/redirects.yaml", "/yard/", "visit.md#nowhere"),
    ("content/data/redirects.yaml", "/fresh/", "news/fair.md"),
    ("content/data/redirects.yaml", "/price-list/", None),
]
SWAPS = [
    ("content/data/hours.yaml", "tuesday: 9-17", "tuesday: 10-16"),
    ("content/data/offers.yaml", "price: ", "price: !unconfirmed "),
    ("content/data/people.yaml", "name: Ann", "name: !unconfirmed Ann"),
    ("content/visit.md", "title: ", "title: !unconfirmed "),
    ("site.yaml", "phone: ", "phone: !unconfirmed "),
    ("content/data/published-urls.txt", "/wheel/", "/nowhere/"),
    ("content/data/published-urls.txt", "# Printed", "/find-us/\n# Printed"),
    ("content/visit.md", "how-to-find-us", "the-way"),
    ("content/visit.md", "## How to find us", "## The way"),
    ("content/visit.md", 'until="2026-06-20"', 'from="2026-06-16"'),
    ("content/visit.md", "{{ end }}", ""),
    (ABOUT, "#us", "#we"),
    ("schema.py", "{self.name}, {self.length}", "{self.length}: {self.name}"),
    ("schema.py", 'remark: str = Field("", repr=False)', 'remark: str = "None"'),
    ("schema.py", '"news/*.md": News', '"news/*.md": Overview'),
    ("schema.py", "teacher: PersonId | None = None", 'teacher: PersonId | None = "ann"'),
    ("schema.py", "rules=(_offers_have_rates,),", ""),
    ("schema.py", "reason: str", "reason str"),
    ("templates/course.html", '"base.html"', '"plain.html"'),
    ("templates/page.html", "limit=3", "limit=1"),
    ("templates/overview.html", '"newest" if', '"title" if'),
    ("templates/files/newest.txt", "limit=1", "limit=2"),
    ("templates/components/gallery.html", "(20, 40)", "(16, 32)"),
    ("templates/components/note.html", 'kind="plain"', 'kind="warning"'),
    ("templates/components/note.html", "macro note(text,", "macro note(words,"),
    ("templates/components/price-of.html", "|first", "|last"),
    ("templates/macros.html", "item.label", "item.label|upper"),
]
SNIPPETS = [
    "<b>new</b>",
    "{{ site.name }}",
    "{{ site.language }}{{ site.menu|length }}",
    '{% for it in pages(section="news", order="newest", limit=2) %}{{ it.title }}{% endfor %}',
    '{% for it in pages(tag="clay") %}{{ it.title }}{% endfor %}',
    "{{ pages()|length }}",
    '{{ pages(section="archive")|length }}',
    '{{ page_at("courses/kiln.md") is none }}',
    '{% set it = page_at("courses/glaze.md") %}{{ it.title if it }}{{ it.fields.order if it }}',
    '{{ data("people")|length }}',
    '{% for id in data("offers") %}{{ id }}{% endfor %}',
    '{{ entry("people", "bo").name }}',
    '{{ unconfirmed("people", "ann") }}',
    "{{ unconfirmed() }}",
    '{{ url("visit.md#how-to-find-us") }}',
    '{{ url("courses/summer.md") }}',
    '{{ url("/feed.xml") }}',
    '{{ absolute("about.md") }}',
    '{{ asset("photo.png") }}',
    '{{ asset("leaflet.txt") }}',
    '{{ image("photo.png").src }}',
    '{{ resized("courses/wheel.png", width=8) }}',
    '{{ has_file("icon.png") }}{{ has_file("courses/wheel.png") }}',
    '{% for it in menu("foot") %}{{ it.label }}{{ it.url }}{% endfor %}',
    "{% for it in breadcrumbs() %}{{ it.label }}{% endfor %}",
    "{% set it = neighbours().previous %}{{ it.title if it }}",
    "{% for it in related() %}{{ it.description }}{% endfor %}",
    "{% for it in tags() %}{{ it.name }}{{ it.count }}{% endfor %}",
    "{% for it in page_tags() %}{{ it.pages[0].title }}{% endfor %}",
    "{% for it in feeds() %}{{ it.title }}{% endfor %}",
    "{{ today()|day }}",
    '{{ styles("base") }}',
    "{{ page.source }}{{ page.section }}{{ page.fields.order }}",
    '{% include "parts/seasonal.html" ignore missing %}',
    '{% include ["parts/fair.html", "parts/always.html"] %}',
    '{% set part = "course" %}{% include "parts/" ~ part ~ ".html" %}',
    '{% from "components/teaser.html" import teaser with context %}{{ teaser("visit.md") }}',
    '{% from "components/new.html" import new %}{{ new() }}',
    # Mistakes.
    "{{ page.nothing }}",
    "{{ nothing() }}",
    "{% if %}",
    "{% endblock %}",
    '{{ fail("Not so.") }}',
    '{{ entry("people", "nobody") }}',
    '{% include "parts/none.html" %}',
]
WRITTEN = [
    ("templates/parts/seasonal.html", "<footer>Autumn {{ today().year }}</footer>\n{#+#}\n"),
    ("templates/parts/fair.html", "<p>The fair. {{ site.name }}</p>\n{#+#}\n"),
    ("templates/parts/news.html", "<p>News. {{ tools.menu_of('foot') }}</p>\n"),
    ("templates/parts/fair-words.html", "{% set greeting = 'Welcome!' %}\n"),
    ("templates/components/picture.html", "{% macro picture(src, alt) %}{{ alt }}{% endmacro %}\n"),
    (
        "templates/components/picture.html",
        "{% macro picture(src, alt, title='') %}{{ alt }}{{ title }}{% endmacro %}\n",
    ),
    ("templates/components/new.html", "{% macro new() %}<i>new</i>{#+#}{% endmacro %}\n"),
    ("templates/components/nothing.html", "{% macro nothing() %}nothing{% endmacro %}\n"),
    ("templates/plain.html", "{{ page.title }}{% block more %}{% endblock %}\n{#+#}\n"),
    ("templates/redirect.html", "<title>{{ page.title }}</title>{{ target }}\n{#+#}\n"),
    ("templates/feed.xml", "{{ page.title }} {{ page.newest|iso }}\n{#+#}\n"),
    ("templates/files/robots.txt", "{{ absolute('/sitemap.xml') }}\n{#+#}\n"),
    ("templates/files/new.txt", "{{ pages(kind='course')|length }}\n{#+#}\n"),
    ("templates/files/news/index.html", "Taken.\n"),
    ("static/css/base.css", "body { color: navy }"),
    ("static/css/components/note.css", ".note { border: 2px solid }"),
    ("static/css/components/teaser.css", ".teaser { top: 0 }"),
    ("static/css/components/picture.css", ".picture { top: 1px }"),
    ("static/mark.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='8'></svg>"),
    ("static/root/robots.txt", "User-agent: *\n"),
    ("static/root/404.html", "Nothing here.\n"),
    ("static/root/CNAME", "www.clay.example\n"),
    ("static/root/about/index.html", "Taken.\n"),
    ("shared/leaflet.txt", "Come and buy.\n"),
    ("shared/other.txt", "Another leaflet.\n"),
    ("shared/overview-part.html", "<p>Many.</p>\n"),
    ("content/courses/photo.png", "not a picture"),
    ("content/photo.png", "as in static"),
    ("content/notes.txt", "not a page"),
    ("content/news/.draft.md.swp", "ignored"),
]  # fmt: skip
PICTURES = ["static/photo.png", "static/icon.png", "content/courses/wheel.png"]
RENAMED = [
    ("content/news", "content/notes", False),
    ("content/courses", "content/lessons", False),
    ("content/archive", "content/attic", False),
    ("templates/parts", "templates/pieces", False),
    ("static/css", "static/styles", False),
    ("static/mark.svg", "static/sign.svg", False),
    ("static/photo.png", "static/courses/wheel.png", False),
    ("content/courses/wheel.png", "content/wheel.png", False),
    ("templates/files/way.txt", "templates/files/deep/way.txt", False),
    ("templates/components/people.html", "templates/components/team.html", False),
    ("content/data/people.yaml", "content/data/persons.yaml", False),
]
DAYS = [
    *("2026-01-01", "2026-01-02", "2026-05-02", "2026-06-14", "2026-06-15", "2026-06-16"),
    *("2026-06-20", "2026-06-21", "2026-07-01", "2026-08-01", "2026-08-15", "2027-02-01"),
]
MOMENTS = ["2026-06-15T12:00", "2026-06-20T02:00", "2026-06-20T20:00", "2026-06-30T15:00"]
LINKED = [
    ("static/leaflet.txt", "../shared/other.txt"),
    ("static/mark.svg", "leaflet.txt"),
    ("content/about.md", "../shared/winter.md"),
    ("templates/parts/course.html", "always.html"),
]

pages = st.sampled_from([*OLD_PAGES, *NEW_PAGES])
templates = st.sampled_from(
    [
        *(name for name, text in FILES.items() if isinstance(text, str) and HERE in text),
        *(name for name, text in WRITTEN if HERE in text),
    ]
)
files = st.sampled_from([*FILES, *LINKS, *(name for name, _ in WRITTEN), *NEW_PAGES])
not_pages = st.sampled_from([name for name in FILES if not name.endswith(".md")])
numbers = st.integers(0, 200)
ways = st.sampled_from(["cut", "empty", "longer", "noise", "flip", "zeros"])
fractions = st.floats(0, 1, exclude_max=True)
left_by_builds = st.sampled_from([".cache", "public"])


@st.composite
def edit(draw: st.DrawFn, do: Callable[..., None], *arguments: st.SearchStrategy[object]) -> Edit:
    return Edit(do, tuple(draw(it) for it in arguments))


def edit_one_of(
    do: Callable[..., None], rows: Sequence[tuple[object, ...]]
) -> st.SearchStrategy[Edit]:
    return st.sampled_from([Edit(do, row) for row in rows])


OF_PAGES = (
    edit(say, pages, st.sampled_from(PARAGRAPHS)),
    edit(unsay, pages),
    pages.flatmap(lambda name: edit_one_of(fill, [(name, *row) for row in FIELDS])),
    edit_one_of(add, [(name,) for name in NEW_PAGES]),
    edit(duplicate, pages, pages),
)
OF_FILES = (
    edit_one_of(fill, LINES),
    edit_one_of(swap, SWAPS),
    edit(insert, templates, st.sampled_from(SNIPPETS)),
    edit_one_of(write, WRITTEN),
    edit(paint, st.sampled_from(PICTURES), st.sampled_from(["navy", "red"]), st.integers(39, 40)),
    edit(restore, st.sampled_from([*FILES])),
    edit(turn, st.sampled_from([name for name in FILES if name.startswith("content/data/")])),
)
# Few of these are followed by a site.
OF_RISKS = (
    edit(rename, pages, pages, st.booleans()),
    edit_one_of(rename, RENAMED),
    edit(drop, pages),
    edit(drop, not_pages),
    edit(exchange, pages, pages),
    edit(exchange, templates, templates),
    edit_one_of(link, LINKED),
    edit(make_folder, files),
    edit(spoil, files),
)
OF_PROGRAMS = (
    *(edit(it, files) for it in (touch, replace_quietly, overwrite_quietly, save_twice)),
    edit(save_on_windows, files),
    *(edit(it) for it in (start_over, undo)),
)
OF_ORDERS = (
    edit_one_of(on_day, [(day,) for day in DAYS]),
    edit_one_of(at_moment, [(moment,) for moment in MOMENTS]),
    edit(drafts, st.booleans()),
)
OF_BUILDS = (
    edit(damage_cache, numbers, ways, fractions),
    edit(damage_picture, numbers, ways, fractions),
    edit(drop_from_cache, numbers),
    edit(drop_cache),
    edit(damage_output, numbers, ways),
    edit(replace_output, numbers),
    edit(drop_output, numbers),
    edit(add_output, st.sampled_from(["mine.txt", "about/index.html", "deep/mine.txt"])),
    edit(drop_site),
    edit(keep_aside, left_by_builds),
    edit(put_back, left_by_builds),
)

groups = (
    *([OF_PAGES] * 3),
    *([OF_FILES] * 4),
    *([OF_PROGRAMS] * 2),
    OF_RISKS,
    OF_ORDERS,
    *([OF_BUILDS] * 2),
)
edits = st.sampled_from(groups).flatmap(st.one_of)


def in_twos(found: Sequence[Edit]) -> list[list[Edit]]:
    """Return saves of two edits each; neighbours, which are about the same thing, come apart."""
    half = (len(found) + 1) // 2
    pairs = zip_longest(found[:half], found[half:])
    return [[edit for edit in pair if edit] for pair in pairs]


def rows(do: Callable[..., None], found: Iterable[tuple[object, ...]]) -> list[Edit]:
    return [Edit(do, row) for row in found]


# Every edit at least once.
EACH: Mapping[str, Sequence[Sequence[Edit]]] = {
    "paragraphs": in_twos(rows(say, ((ABOUT, it) for it in PARAGRAPHS))),
    "fields": in_twos(
        rows(fill, ((name, *row) for name, row in zip(cycle(OLD_PAGES), FIELDS, strict=False)))
    ),
    "lines": in_twos(rows(fill, LINES)),
    "swaps": in_twos(rows(swap, SWAPS)),
    "snippets": in_twos(rows(insert, (("templates/page.html", it) for it in SNIPPETS))),
    "new files": in_twos(
        [
            *rows(add, ((it,) for it in NEW_PAGES)),
            *rows(write, WRITTEN),
            *rows(paint, ((it, "navy", 40) for it in PICTURES)),
        ]
    ),
    "files gone": in_twos(rows(drop, ((it,) for it in FILES))),
    "files elsewhere": in_twos([*rows(rename, RENAMED), *rows(link, LINKED)]),
    "times": [
        *([it] for it in rows(on_day, ((day,) for day in DAYS))),
        *([it] for it in rows(at_moment, ((moment,) for moment in MOMENTS))),
        [Edit(drafts, (True,))],
    ],
}
# An edit that changes only outputs which show a fact of this family.
SHOWING: Mapping[str, Edit] = {
    "settings": Edit(fill, ("site.yaml", "name", "Earth")),
    "pages": Edit(fill, ("content/courses/glaze.md", "title", "Clay")),
    "page_at": Edit(fill, ("content/courses/glaze.md", "title", "Clay")),
    "data": Edit(fill, ("content/data/people.yaml", "bo", "{name: Bob, offers: [wheel]}")),
    "entry": Edit(fill, ("content/data/people.yaml", "bo", "{name: Bob, offers: [wheel]}")),
    "tags": Edit(fill, (ABOUT, "tags", "[clay]")),
    "tagged": Edit(fill, ("content/courses/glaze.md", "title", "Clay")),
    "unconfirmed": Edit(swap, ("content/visit.md", "title: ", "title: !unconfirmed ")),
    "today": Edit(on_day, ("2026-06-16",)),
    "menu": Edit(fill, ("content/index.md", "nav_title", "Short")),
    "above": Edit(fill, ("content/house/index.md", "nav_title", "Short")),
    "neighbours": Edit(add, ("content/courses/raku.md",)),
    "related": Edit(fill, ("content/courses/wheel.md", "title", "Clay")),
    "feeds": Edit(fill, ("content/news/index.md", "title", "Clay")),
    "place": Edit(swap, (ABOUT, "#us", "#we")),
    "has_file": Edit(write, ("static/css/components/teaser.css", ".teaser { top: 0 }")),
    "file": Edit(write, ("static/mark.svg", "<svg width='9' height='8'></svg>")),
    "template": Edit(insert, ("templates/parts/course.html", "<b>new</b>")),
}
