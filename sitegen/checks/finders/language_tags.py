"""Language tags (BCP 47): which of them readers and browsers know."""

from __future__ import annotations

import re

# ISO 639-1; languages without a code of two letters have one of three.
TWO_LETTERS = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
    lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi
    pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th
    ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()
)
TAG = re.compile(
    r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.I,
)


def wrong_language(tag: str) -> tuple[str, str] | None:
    """Return message and hint if a tag names no language, or a country that has another code."""
    match = TAG.fullmatch(tag.strip())
    hint = "a tag such as en, es or en-GB"
    if match is None or (len(match[1]) == 2 and match[1].lower() not in TWO_LETTERS):
        return f"'{tag}' is no language that readers know", hint
    country = (match[2] or "").lower()
    if country == "uk":
        return f"'{tag}' names no country", f"write {match[1]}-GB"
    return None
