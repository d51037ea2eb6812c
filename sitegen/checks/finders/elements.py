"""What HTML has: elements, their attributes, and what may stand in what (Living Standard)."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = _words("h1 h2 h3 h4 h5 h6")
METADATA = _words("base link meta noscript script style template title")
# Text-level elements; those of them that take what is around them are TRANSPARENT.
PHRASING = _words(
    """
    a abbr area audio b bdi bdo br button canvas cite code data datalist del dfn em embed i iframe
    img input ins kbd label link map mark math meta meter noscript object output picture progress q
    ruby s samp script select selectedcontent slot small span strong sub sup svg template textarea
    time u var video wbr
    """
)
BLOCKS = HEADINGS | _words(
    """
    address article aside blockquote details dialog div dl fieldset figure footer form header hgroup
    hr main menu nav ol p pre search section table ul
    """
)
PARTS = _words(
    """
    body caption col colgroup dd dt figcaption head html legend li optgroup option rp rt source
    summary tbody td tfoot th thead tr track
    """
)
ELEMENTS = PHRASING | BLOCKS | METADATA | PARTS
TRANSPARENT = _words("a audio canvas del ins map noscript object slot video")
# These hold text-level elements alone.
TEXT_ONLY = HEADINGS | _words(
    """
    abbr b bdi bdo button cite code data dfn em i kbd label mark meter output p pre progress q rp
    rt ruby s samp small span strong sub sup time u var
    """
)
# Where an element may stand directly.
PARENTS = {
    **{"li": _words("ul ol menu"), "dt": _words("dl div"), "dd": _words("dl div")},
    **{"tr": _words("table thead tbody tfoot"), "td": _words("tr"), "th": _words("tr")},
    **dict.fromkeys(("thead", "tbody", "tfoot", "colgroup", "caption"), _words("table")),
    **{"col": _words("colgroup"), "legend": _words("fieldset optgroup")},
    **{"figcaption": _words("figure"), "summary": _words("details")},
    **{"option": _words("select datalist optgroup div"), "optgroup": _words("select div")},
    **{"source": _words("picture video audio"), "track": _words("video audio")},
    **{"rt": _words("ruby"), "rp": _words("ruby")},
    **{"body": _words("html"), "head": _words("html"), "title": _words("head html svg")},
    **{"base": _words("head html"), "html": frozenset(("",))},
}
SCRIPTS = _words("script template")
# What may stand directly in an element; no words either.
CHILDREN = {
    **dict.fromkeys(("ul", "ol", "menu"), SCRIPTS | {"li"}),
    "dl": SCRIPTS | _words("dt dd div"),
    "table": SCRIPTS | _words("caption colgroup thead tbody tfoot tr"),
    **dict.fromkeys(("thead", "tbody", "tfoot"), SCRIPTS | {"tr"}),
    "tr": SCRIPTS | _words("td th"),
    "colgroup": _words("col template"),
    "picture": SCRIPTS | _words("source img"),
    "head": METADATA,
}
# What may not stand in an element at any depth.
NEVER_IN = {
    **dict.fromkeys(("header", "footer"), _words("header footer main")),
    "address": HEADINGS | _words("address article aside footer header hgroup nav section"),
    **dict.fromkeys(("article", "aside", "nav"), _words("main")),
    "caption": _words("table"),
    **dict.fromkeys(
        ("dt", "th"), HEADINGS | _words("article aside footer header hgroup nav section")
    ),
    **{"form": _words("form"), "label": _words("label"), "dfn": _words("dfn")},
    **{"meter": _words("meter"), "progress": _words("progress")},
}

GLOBAL = _words(
    """
    accesskey autocapitalize autocorrect autofocus class contenteditable dir draggable enterkeyhint
    exportparts headingoffset headingreset hidden id inert inputmode is itemid itemprop itemref
    itemscope itemtype lang nonce part popover role slot spellcheck style tabindex title translate
    writingsuggestions xmlns
    """
)
_FETCHED = "crossorigin fetchpriority referrerpolicy"
_SIZED = "height width"
_SUBMITS = "form formaction formenctype formmethod formnovalidate formtarget name"
_MEDIA = "autoplay controls controlslist crossorigin disablepictureinpicture disableremoteplayback"
_MEDIA += " loop loading muted preload src"
ATTRIBUTES = {
    "a": _words("download href hreflang ping referrerpolicy rel target type"),
    "area": _words("alt coords download href ping referrerpolicy rel shape target"),
    "audio": _words(_MEDIA),
    "base": _words("href target"),
    "blockquote": _words("cite"),
    "button": _words(
        f"command commandfor disabled popovertarget popovertargetaction type value {_SUBMITS}"
    ),
    "canvas": _words(_SIZED),
    "col": _words("span"),
    "colgroup": _words("span"),
    "data": _words("value"),
    "del": _words("cite datetime"),
    "details": _words("name open"),
    "dialog": _words("closedby open"),
    "embed": _words(f"src type {_SIZED}"),
    "fieldset": _words("disabled form name"),
    # The names of vocabularies that <meta property> takes its words from (RDFa, ogp.me).
    **dict.fromkeys(("head", "html"), _words("prefix")),
    "form": _words("accept-charset action autocomplete enctype method name novalidate rel target"),
    "iframe": _words(
        f"allow allowfullscreen loading name referrerpolicy sandbox src srcdoc {_SIZED}"
    ),
    "img": _words(f"alt decoding ismap loading sizes src srcset usemap {_FETCHED} {_SIZED}"),
    "input": _words(
        f"""
        accept alpha alt autocomplete capture checked colorspace dirname disabled list max maxlength
        min minlength multiple pattern placeholder popovertarget popovertargetaction readonly
        required size src step type value {_SUBMITS} {_SIZED}
        """
    ),
    "ins": _words("cite datetime"),
    "label": _words("for"),
    "li": _words("value"),
    "link": _words(
        f"""
        as blocking color disabled href hreflang imagesizes imagesrcset integrity media rel sizes
        type {_FETCHED}
        """
    ),
    "map": _words("name"),
    "meta": _words("charset content http-equiv media name property"),
    "meter": _words("high low max min optimum value"),
    "object": _words(f"data form name type {_SIZED}"),
    "ol": _words("reversed start type"),
    "optgroup": _words("disabled label"),
    "option": _words("disabled label selected value"),
    "output": _words("for form name"),
    "progress": _words("max value"),
    "q": _words("cite"),
    "script": _words(f"async blocking defer integrity nomodule src type {_FETCHED}"),
    "select": _words("autocomplete disabled form multiple name required size"),
    "slot": _words("name"),
    "source": _words(f"media sizes src srcset type {_SIZED}"),
    "style": _words("blocking media"),
    "td": _words("colspan headers rowspan"),
    "template": _words(
        """
        shadowrootclonable shadowrootcustomelementregistry shadowrootdelegatesfocus shadowrootmode
        shadowrootserializable
        """
    ),
    "textarea": _words(
        """
        autocomplete cols dirname disabled form maxlength minlength name placeholder readonly
        required rows wrap
        """
    ),
    "th": _words("abbr colspan headers rowspan scope"),
    "time": _words("datetime"),
    "track": _words("default kind label src srclang"),
    "video": _words(f"playsinline poster {_MEDIA} {_SIZED}"),
}

# What HTML once had, and what to use in its place.
OBSOLETE = {
    **dict.fromkeys(
        _words("basefont big center font tt nobr marquee blink spacer multicol"), "CSS"
    ),
    **dict.fromkeys(_words("acronym"), "<abbr>"),
    **dict.fromkeys(_words("strike"), "<s> or <del>"),
    **dict.fromkeys(_words("dir"), "<ul>"),
    **dict.fromkeys(
        _words("applet bgsound noembed param plaintext xmp listing"), "an element of today"
    ),
    **dict.fromkeys(_words("frame frameset noframes"), "<iframe>, or one page"),
    **dict.fromkeys(_words("isindex keygen menuitem"), "a form control"),
    **dict.fromkeys(_words("image"), "<img>"),
    **dict.fromkeys(_words("rb rtc"), "<ruby>"),
}
_TABLE = "align bgcolor char charoff valign height width nowrap axis"
OBSOLETE_ATTRIBUTES = {
    "a": _words("charset coords datafld datasrc methods name rev shape urn"),
    "body": _words("alink background bgcolor link marginheight marginwidth text vlink"),
    "br": _words("clear"),
    "caption": _words("align"),
    "col": _words(_TABLE),
    "colgroup": _words(_TABLE),
    **dict.fromkeys(("div", "p", "legend", *sorted(HEADINGS)), _words("align")),
    **dict.fromkeys(("dl", "menu", "ul"), _words("compact type")),
    "ol": _words("compact"),
    "form": _words("accept"),
    "head": _words("profile"),
    "hr": _words("align color noshade size width"),
    "html": _words("manifest version"),
    "iframe": _words(
        "align allowtransparency frameborder longdesc marginheight marginwidth scrolling"
    ),
    "img": _words("align border hspace longdesc lowsrc name vspace"),
    "li": _words("type"),
    "link": _words("charset methods rev target urn"),
    "meta": _words("scheme"),
    "object": _words(
        "align archive border classid code codebase codetype declare hspace standby vspace"
    ),
    "option": _words("name"),
    "pre": _words("width"),
    "script": _words("charset event for language"),
    "style": _words("type"),
    "table": _words(f"border cellpadding cellspacing frame rules summary {_TABLE}"),
    **dict.fromkeys(("tbody", "thead", "tfoot", "tr"), _words(_TABLE)),
    "td": _words(f"abbr scope {_TABLE}"),
    "th": _words(_TABLE),
}
