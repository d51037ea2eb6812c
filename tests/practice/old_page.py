"""What the practice's own old page said, fact by fact, and where the site says it now.

The page set medical and therapeutic massage side by side. Some of it was said with more
certainty than research carries: such a fact is found again as what people hope for, as a
theory, or as an idea that is not settled. What only praised the practice is left out.

Words in angle brackets stand for what the data say: `<offer>` is the amount of the offer.
"""

from __future__ import annotations

from collections.abc import Mapping

COMPARISON = "/medical-vs-therapeutic/"
MEDICAL = "/services/medical-massage/"
THERAPEUTIC = "/services/therapeutic-massage/"
FASCIA = "/learn/fascia/"
TRIGGER_POINTS = "/learn/trigger-points/"

# fact: (page, regular expressions that all fit its text)
FACTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    # who and where
    "the practice's name": ("/", ("^Hands On HealthCare Massage Therapy",)),
    "it is in Commack": ("/contact/", ("Commack, NY",)),
    "it is on Long Island": ("/about/", ("Long Island",)),
    # the two kinds
    "the kinds overlap": ("/services/", (r"line between .* is thin",)),
    "therapeutic: discomfort or tension": (COMPARISON, ("tense muscles and general discomfort",)),
    "therapeutic: tight, overworked muscles": (COMPARISON, ("muscles that are tight and over",)),
    "therapeutic: relief at once": (THERAPEUTIC, ("looser, calmer, or tired right away",)),
    "therapeutic: a first step in one session": (
        COMPARISON,
        (r"hope to feel looser and to move more easily after a single visit",),
    ),
    "medical: lasting results as a goal": (COMPARISON, ("goal is relief that lasts longer",)),
    "medical: care of tissue in lasting conditions": (
        COMPARISON,
        ("lasting condition", "paraplegia", "keep their muscles and skin comfortable"),
    ),
    "medical: muscles learn to stay long": (MEDICAL, ("help muscles stay at an easier length",)),
    "medical: hope for blood flow and nerves": (
        COMPARISON,
        ("hope for .*blood flow.*nerve function", "cannot tell you that massage will do this"),
    ),
    "medical: hope for full movement, less pain": (
        MEDICAL,
        ("hope to hurt less and to move more freely",),
    ),
    "medical: further methods": (MEDICAL, ("methods beyond those of a therapeutic massage",)),
    "medical: judged by how long relief lasts": (
        COMPARISON,
        ("How results are judged By how long the relief lasts",),
    ),
    # which one
    "tension or stress: therapeutic": (
        COMPARISON,
        ("tense or stressed, therapeutic massage may suit",),
    ),
    "lasting pain, injury, condition: medical": (
        COMPARISON,
        (r"pain that lasts, an injury or a medical condition, medical massage may suit",),
    ),
    "ask your therapist": (COMPARISON, ("Ask your therapist", "free consultation")),
    # consultation
    "consultation: medical history": ("/consultation/", ("through your medical history",)),
    "consultation: hands-on check": ("/consultation/", ("check the sore area with our hands",)),
    "consultation: is medical massage in your interest": (
        "/consultation/",
        ("if medical massage is in your interest",),
    ),
    "consultation: free": ("/consultation/", ("no charge",)),
    # paying yourself
    "self-pay: not all plans pay": ("/self-pay/", ("Many insurance plans do not pay",)),
    "self-pay: without insurance": ("/self-pay/", ("Families and single people who have no ins",)),
    "self-pay: plan not accepted": ("/self-pay/", ("a plan that we do not accept",)),
    "self-pay: all prices on the site": (
        "/self-pay/",
        ("at the prices on this site", "Prices from"),
    ),
    # what is offered
    "couples massage": ("/services/couples/", ("spa massage", "rest together")),
    "manual lymph drainage": ("/services/manual-lymph-drainage/", ("MLD for short",)),
    "myofascial release": ("/services/myofascial-release/", ("MFR for short",)),
    "prenatal massage": ("/services/prenatal/", ("while you are pregnant",)),
    "oncology massage": ("/services/oncology/", ("people who have cancer",)),
    "a cancer center lists the practice": (
        "/about/",
        ("Recommended Community Provider", "Memorial Sloan Kettering"),
    ),
    # insurance
    "NYSHIP is taken": ("/insurance/nyship/", ("We accept New York State Health Insurance Pro",)),
    "No-Fault is taken": ("/insurance/no-fault/", ("auto accident", "We accept New York No-Fault")),
    "other insurers may pay back": (
        "/insurance/other-insurers/",
        ("pay back part of the cost of medical massage", "Check with your plan"),
    ),
    # research
    "what research shows": ("/learn/does-it-work/", ("129 reviews", "limited")),
    # the medical session
    "medical session: muscles, fascia, points": (
        COMPARISON,
        (r"What we work on Muscles, the tissue around them \(fascia\), and trigger points",),
    ),
    "medical session: short and long muscles": (
        COMPARISON,
        ("Muscles that are too short, and muscles that are stretched too far",),
    ),
    "medical session: calms or rouses": (COMPARISON, ("Calm a muscle, or rouse it",)),
    "medical session: focused, by a plan": (
        COMPARISON,
        ("Focused work .* follows a written plan",),
    ),
    "medical session: feedback is usual": (
        COMPARISON,
        ("We ask you often how the pressure feels",),
    ),
    "medical session: may be sore": (COMPARISON, ("You may feel sore for a short while",)),
    "medical session: length": (COMPARISON, ("Session length <medical>",)),
    "medical session: length is not for MFR, MLD": (
        COMPARISON,
        ("do not apply to myofascial release or manual lymph drainage",),
    ),
    "medical session: results last longer each time": (
        MEDICAL,
        ("relief that lasts longer from one visit to the next",),
    ),
    # the therapeutic session
    "therapeutic session: muscles, maybe fascia": (
        COMPARISON,
        ("Muscles. The work may also reach fascia and trigger points",),
    ),
    "therapeutic session: short muscles": (
        COMPARISON,
        ("Mostly muscles that are tight and short",),
    ),
    "therapeutic session: muscles and mind": (COMPARISON, ("Calm the muscles and the mind",)),
    "therapeutic session: whole body": (COMPARISON, ("Most often the whole body",)),
    "therapeutic session: feedback welcome": (
        COMPARISON,
        (r"Tell us anything at any time. Most people say little",),
    ),
    "therapeutic session: feels good": (COMPARISON, ("Most people find it pleasant",)),
    "therapeutic session: lengths": (COMPARISON, ("Session length <medical> <therapeutic>",)),
    "therapeutic session: results vary": (COMPARISON, ("How long it lasts varies",)),
    # fascia
    "fascia: connective tissue": (FASCIA, ("sheets of connective tissue",)),
    "fascia: one web from head to foot": (FASCIA, ("one web, without a break, from head to foot",)),
    "fascia: becomes tendons, which hold to bones": (
        FASCIA,
        ("ends of the muscles to form tendons, which attach to bone",),
    ),
    "fascia: alone it would keep the body's shape": (
        FASCIA,
        ("would keep its shape if only the fascia were left", "not measured facts"),
    ),
    "fascia: injury, posture, swelling make it stick": (
        FASCIA,
        ("After an injury, with poor posture, or with swelling, fascia sticks", "theory"),
    ),
    "fascia: to itself, a muscle, a bone, an organ": (
        FASCIA,
        ("sticks to itself, or to a muscle, a bone, or an organ",),
    ),
    "fascia: presses on other parts, far away too": (
        FASCIA,
        ("pressure on other parts, even some that are far away",),
    ),
    "fascia: myofascial release treats it": (FASCIA, ("myofascial release",)),
    # trigger points
    "points: waste at a nerve, which is not settled": (
        TRIGGER_POINTS,
        ("waste that collects around a nerve. We found no main source",),
    ),
    "points: in overused or hurt muscles": (
        TRIGGER_POINTS,
        ("muscles that were overused or hurt",),
    ),
    "points: how they feel": (
        TRIGGER_POINTS,
        ("sharp pain, a dull ache, tingling, or pins and needles",),
    ),
    "points: active ones hurt": (TRIGGER_POINTS, ("active trigger point hurts even when nobody",)),
    "points: latent ones hurt when pressed": (
        TRIGGER_POINTS,
        ("latent trigger point hurts only when it is pressed", "can become active later"),
    ),
    "points: taken for something else": (TRIGGER_POINTS, ("taken for some other problem",)),
    "points: trigger point therapy treats them": (TRIGGER_POINTS, ("trigger point therapy",)),
    # video and coupon
    "a video on the two kinds": ("/video/", ("how the 2 kinds of massage differ", "Transcript")),
    "the coupon": ("/offers/new-client/", ("<offer> off a <minutes>-minute", "For new clients")),
    "the coupon on the first page": ("/", ("<offer> off a <minutes>-minute",)),
}

# condition on the old page: its page, and the kind of massage that it stood under
CONDITIONS: Mapping[str, tuple[str, str]] = {
    "pain": ("/conditions/pain/", "medical"),
    "carpal tunnel": ("/conditions/carpal-tunnel/", "medical"),
    "TMJ": ("/conditions/tmj/", "medical"),
    "sciatica": ("/conditions/sciatica/", "medical"),
    "herniated disc": ("/conditions/herniated-disc/", "medical"),
    "scoliosis": ("/conditions/scoliosis/", "medical"),
    "migraine": ("/conditions/migraine/", "medical"),
    "muscle spasm": ("/conditions/muscle-spasms/", "medical"),
    "multiple sclerosis": ("/conditions/multiple-sclerosis/", "medical"),
    "whiplash": ("/conditions/whiplash/", "medical"),
    "injur": ("/conditions/injuries/", "medical"),
    "chronic muscle tightness": ("/conditions/chronic-muscle-tightness/", "medical"),
    "paraplegia": ("/conditions/paraplegia/", "medical"),
    "stress": ("/conditions/stress/", "therapeutic"),
    "discomfort": ("/conditions/discomfort/", "therapeutic"),
    "insomnia": ("/conditions/insomnia/", "therapeutic"),
    "depression": ("/conditions/depression/", "therapeutic"),
    "fatigue": ("/conditions/fatigue/", "therapeutic"),
    "high blood pressure": ("/conditions/high-blood-pressure/", "therapeutic"),
    "muscle tension": ("/conditions/muscle-tension/", "therapeutic"),
    "asthma": ("/conditions/asthma/", "therapeutic"),
}
