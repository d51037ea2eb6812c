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
# Codes of three letters for languages that have one of two, which alone is a tag.
SHORTER = dict(
    it.split(":")
    for it in """
    afr:af alb:sq amh:am ara:ar arm:hy aze:az baq:eu bel:be ben:bn bod:bo bos:bs bre:br bul:bg
    bur:my cat:ca ces:cs chi:zh cos:co cym:cy cze:cs dan:da deu:de dut:nl ell:el eng:en epo:eo
    est:et eus:eu fao:fo fas:fa fin:fi fra:fr fre:fr fry:fy geo:ka ger:de gla:gd gle:ga glg:gl
    gre:el guj:gu hat:ht hau:ha heb:he hin:hi hrv:hr hun:hu hye:hy ibo:ig ice:is ind:id isl:is
    ita:it jav:jv jpn:ja kan:kn kat:ka kaz:kk khm:km kor:ko kur:ku lao:lo lat:la lav:lv lit:lt
    ltz:lb mac:mk mal:ml mao:mi mar:mr may:ms mkd:mk mlt:mt mon:mn mri:mi msa:ms mya:my nep:ne
    nld:nl nno:nn nob:nb nor:no oci:oc pan:pa per:fa pol:pl por:pt pus:ps roh:rm ron:ro rum:ro
    rus:ru sin:si slk:sk slo:sk slv:sl som:so spa:es sqi:sq srp:sr swa:sw swe:sv tam:ta tel:te
    tgl:tl tha:th tib:bo tur:tr uig:ug ukr:uk urd:ur uzb:uz vie:vi wel:cy xho:xh yid:yi yor:yo
    zho:zh zul:zu
    """.split()
)
# ISO 3166-1, and what BCP 47 takes besides.
COUNTRIES = frozenset(
    """
    ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq
    br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cp cr cu cv cw cx cy cz de dg dj dk dm
    do dz ea ec ee eg eh er es et eu ez fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr
    gs gt gu gw gy hk hm hn hr ht hu ic id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn
    kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms
    mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt
    pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz ta tc td
    tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um un us uy uz va vc ve vg vi vn vu wf ws xk ye
    yt za zm zw
    """.split()
)
TAG = re.compile(
    r"([a-z]{2,3})(?:(?<=zh|ar|ms|lv|sw|uz)-[a-z]{3}|(?<=kok|sgn)-[a-z]{3})?"
    r"(?:-[a-z]{4})?(?:-([a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.I,
)


def wrong_language(tag: str) -> tuple[str, str] | None:
    """Return message and hint if a tag names no language, or a country that has another code."""
    match = TAG.fullmatch(tag.strip())
    hint = "a tag such as en, es or en-GB"
    if match is None or (len(match[1]) == 2 and match[1].lower() not in TWO_LETTERS):
        return f"'{tag}' is no language that readers know", hint
    shorter = SHORTER.get(match[1].lower())
    if shorter:
        return f"'{tag}' is no language that readers know", f"write {shorter}"
    country = (match[2] or "").lower()
    if country == "uk":
        return f"'{tag}' names no country", f"write {match[1]}-GB"
    if country.isalpha() and country not in COUNTRIES:
        hint = f"write {match[1]} alone, or with a country, as in {match[1]}-US"
        return f"'{tag}' names no country", hint
    return None
