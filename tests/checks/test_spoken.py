"""Names are computed as browsers compute them."""

import pytest

from sitegen.checks.document import Document, Element, read_document
from sitegen.checks.finders.spoken import is_focusable, is_hidden, name_of, visible_text


def read(html: str) -> tuple[Document, Element]:
    """Return a page, and the element of it that is marked x."""
    document = read_document(html, path="index.html", url="/")
    return document, next(it for it in document.elements if "x" in it.attributes)


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<a x href=/>See <b>the</b> prices</a>", "See the prices"),
        ("<a x href=/><img alt='Map'> of <svg><title>us</title></svg></a>", "Map of us"),
        ("<a x href=/>Call <span aria-hidden=true>now</span><i hidden>later</i></a>", "Call"),
        ("<a x href=/>555<wbr>0142</a>", "5550142"),
        ("<a x href=/><h3>Prices</h3><p>of lessons</p></a>", "Prices of lessons"),
        ("<a x href=/ aria-label='Prices'>See</a>", "Prices"),
        ("<a x href=/ title='Prices'></a>", "Prices"),
        ("<p id=a>One</p><p id=b>Two</p><nav x aria-labelledby='b a c'></nav>", "Two One"),
        ("<nav x>Menu</nav>", ""),
        ("<div x role=button>Go</div>", "Go"),
        ("<label for=n>Your <b>name</b></label><input x id=n>", "Your name"),
        ("<label>Name <input x></label>", "Name"),
        ("<input x placeholder=Name>", ""),
        ("<input x type=submit>", "Submit"),
        ("<input x type=button value=Go>", "Go"),
        ("<input x type=image alt=Search>", "Search"),
        ("<table x><caption>Prices</caption></table>", "Prices"),
        ("<fieldset x><legend>Day?</legend></fieldset>", "Day?"),
        ("<svg x><title>A pool</title></svg>", "A pool"),
        ("<button x><svg><text>1</text></svg></button>", "1"),
        ("<button x><script>go()</script></button>", ""),
    ],
)
def test_an_element_is_spoken_of_by_its_name(html: str, name: str) -> None:
    document, element = read(html)
    assert name_of(element, document) == name


def test_what_is_seen_leaves_out_texts_of_pictures() -> None:
    _, element = read(
        "<a x href=/><img alt='Map'><svg><title>Map</title></svg> Way <b>to us</b></a>"
    )
    assert visible_text(element) == "Way to us"


@pytest.mark.parametrize(
    ("html", "stops"),
    [
        ("<a x href=/>a</a>", True),
        ("<a x>a</a>", False),
        ("<a x tabindex=0>a</a>", True),
        ("<button x>a</button>", True),
        ("<button x disabled>a</button>", False),
        ("<button x tabindex=-1>a</button>", False),
        ("<input x type=hidden>", False),
        ("<input x>", True),
        ("<video x>", False),
        ("<video x controls>", True),
        ("<p x contenteditable>a</p>", True),
        ("<p x contenteditable=false>a</p>", False),
        ("<svg><a x xlink:href=/>a</a></svg>", True),
        ("<p x>a</p>", False),
        ("<div inert><a x href=/>a</a></div>", False),
        ("<div hidden><a x href=/>a</a></div>", False),
        ("<fieldset disabled><input x></fieldset>", False),
        ("<fieldset disabled><a x href=/>a</a></fieldset>", True),
        ("<fieldset disabled><legend><input x></legend></fieldset>", True),
    ],
)
def test_the_tab_key_stops_where_something_can_be_done(html: str, stops: bool) -> None:
    assert is_focusable(read(html)[1]) == stops


@pytest.mark.parametrize(
    ("html", "hidden"),
    [
        ("<div aria-hidden=true><p x>a</p></div>", True),
        ("<div hidden><p x>a</p></div>", True),
        ("<div aria-hidden=false><p x>a</p></div>", False),
    ],
)
def test_what_is_around_hides(html: str, hidden: bool) -> None:
    assert is_hidden(read(html)[1]) == hidden
