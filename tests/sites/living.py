"""A small site with components of every sort, for the preview's page of components."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from tests.sites.preview import PAGE, preview_site
from tests.sites.small import page

CARD = """\
{#- A card, <b>.
    title  str, required
    level  heading level; default 2
    Example: {{ card title="First & last" }}
    Example: {{ card(title=page.title, level=3) }} -#}
{% macro card(title, level=2) %}
<div class="card"><h{{ level }}>{{ title }}</h{{ level }}>
<a href="{{ url("about.md") }}">About</a></div>
{% endmacro %}
"""
CARD_CSS = """\
.card { color: var(--color-ink); }
@media (prefers-color-scheme: dark) { .card { color: var(--color-page); } }
"""
TOKENS = """\
:root { --chalk: #ffffff; --coal: #111111; --color-page: var(--chalk); --color-ink: #222222; }
:root { --space-1: 1rem; --text-big: 2rem; }
@media (prefers-color-scheme: dark) { :root { --color-page: var(--coal); } }
body { background: var(--color-page); min-height: 100vh; margin: 3rem; }
"""


def _macro(name: str, body: str, comment: str = "", arguments: str = "") -> str:
    top = f"{{#- {comment or name} -#}}\n"
    return f"{top}{{% macro {name}({arguments}) %}}\n{body}\n{{% endmacro %}}\n"


COMPONENTS = {
    "card": CARD,
    "lonely": _macro("lonely", "{{ who }}", "Lonely.\n    who  str, required", "who"),
    "machine": _macro("machine", '<script type="application/ld+json">{"a": "</b>"}</script>'),
    "silent": _macro("silent", "  <!-- hush -->"),
    "failing": _macro("failing", "{{ data('nothing') }}"),
    "around": _macro(
        "around",
        "<em>{{ caller() }}</em>",
        "Around.\n    Example: {% call around() %}the middle{% endcall %}",
    ),
    "photo": _macro("photo", '<img src="{{ image(\'photo.png\').src }}" alt="Photo">'),
    "elsewhere": _macro("elsewhere", "{% if page.kind == 'story' %}<p>A story</p>{% endif %}"),
}
SCHEMA = """\
from sitegen.contract import Contract, Page

class Story(Page):
    "A story."

CONTRACT = Contract(pages={"stories/*.md": Story, "*.md": Page})
"""


def photo() -> bytes:
    """Return a small picture."""
    held = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 120, 40)).save(held, "PNG")
    return held.getvalue()


def living_site(root: Path) -> Path:
    """Make the site."""
    return preview_site(
        root,
        {
            **{f"templates/components/{name}.html": it for name, it in COMPONENTS.items()},
            "static/css/components/card.css": CARD_CSS,
            "static/css/base.css": TOKENS,
            "static/photo.png": photo(),
            "schema.py": SCHEMA,
            "templates/story.html": PAGE,
            "content/stories/one.md": page(title="Story one"),
        },
    )
