"""Words that a careful practice does not use, and the sources that may be cited."""

from __future__ import annotations

from collections.abc import Mapping

# what it does wrong: regular expression of whole words
BANNED: Mapping[str, str] = {
    "promises a result": r"cur(?:e|es|ed|ing)|heal(?:s|ed|ing)?|guarantee\w*|prov(?:es|ed|en)"
    r"|permanent\w*|miracle\w*|painless|risk-free|eliminat\w+|restor(?:e|es|ed|ing)|revers(?:es|ed)"
    r"|clinically|scientifically",
    "claims to be above others": r"best|experts?|expertise|finest|superior|highest|leading|premier"
    r"|world-class|award\w*|top-rated|unique\w*|renowned|trusted|number one|unmatched|#1"
    r"|(?:physician|doctor)'?s'? choice",
    "claims what happens in the body": r"toxins?|flush\w*|detox\w*|wastes?|cleans(?:e|es|ing)"
    r"|boost\w*|improv(?:e|es|ed|ing) (?:circulation|blood flow|immunity|sleep)|realign\w*"
    r"|rebalanc\w*|energy flow",
    "is praise by clients": r"testimonials?|stars?|five-star|ratings?"
    r"|(?:clients?|people) (?:say|love) (?:us|our)|happy clients",
    "promises that a plan pays": r"(?:plan|insurer|insurance|company|companies)s? "
    r"(?:will|always|fully|must) (?:pay|cover)s?|fully covered|no out-of-pocket",
    "suggests that workers' compensation is taken": r"workers?'?s? comp\w*|compensation|on the job",
}

# (page, words on it, why they may stand there)
ALLOWED: tuple[tuple[str, str, str], ...] = (
    (
        "/learn/trigger-points/",
        "You may read that a trigger point is waste that collects around a nerve. We found no",
        "names a common claim and says that no source supports it",
    ),
    (
        "/learn/how-we-write/",
        "We do not print praise from clients, or star ratings.",
        "says what the site leaves out",
    ),
    (
        "/about/",
        "We name a listing or an award only if we have written proof.",
        "says when a listing is named",
    ),
    (
        "/about/",
        "Add the letter or listing that proves it",
        "asks the owner for written proof",
    ),
)

# Statements that are right only when a sentence denies them.
ONLY_DENIED: Mapping[str, str] = {
    "treating a condition": r"treats?|prevents?|fixes",
    "promising": r"promis\w+",
    "diagnosing": r"diagnos\w+",
}
DENIAL = r"\b(?:not|no|none|never|nobody|cannot)\b"
# Sentences that speak of doctors, or explain a word.
NOT_ABOUT_US = r"^Doctors diagnose\.$|^Naming the illness"
LIMITS = r"no claim|not claim|could check and cite|research .* (?:mixed|limited)|low certainty"

# Sources whose own text was read, and what their address must hold.
VERIFIED: Mapping[str, str] = {
    "gatt-fascia": "30252294",
    "laimi2018": "10.1177/0269215517732820",
    "wu2021": "10.3389/fmed.2021.697986",
    "shah2015": "PMC4508225",
    "quintner2015": "25477053",
    "fernandez2007": "16919982",
    "kwon2017": "10.5535/arm.2017.41.4.573",
    "skorupska2014": "aim.bmj.com/content/32/5/418",
    "ewma-mld": "4550634",
    "ezzo2015": "25994425",
    "huang2013": "1477-7819-11-15",
    "mueller2021": "PMC8396946",
    "msk-integrative": "mskcc.org/cancer-care/patient-education/integrative-therapies",
    "asco-pain2022": "10.1200/JCO.22.01357",
    "asco-anxiety2023": "10.1200/JCO.23.00857",
    "shin2016": "PMC10406396",
    "macmillan": "macmillan.org.uk",
    "mak2024": "10.1001/jamanetworkopen.2024.22259",
    "acp2017": "10.7326/M16-2367",
    "nccih-back": "nccih.nih.gov/health/pain/lowback",
    "furlan2015": "CD001929.pub3",
    "cochrane-neck2024": "CD004871.pub5",
    "sherman2014": "annfammed.org/content/12/2/112",
    "kong2013": "PMC3600270",
    "nccih-anxiety": "nccih.nih.gov/health/anxiety",
    "ernst2003": "keg306",
    "nhs-back-signs": "norfolkandwaveneycommunityhealth.nhs.uk/msk",
    "nysed-qa": "op.nysed.gov/professions/massage-therapy/questions-answers",
    "nysed-consumer": "op.nysed.gov/professions/massage-therapy/consumer-information",
    "nysed-7801": "nysed.gov/professions/massage-therapy/laws-rules-regulations/article-155",
    "nysed-7802": "education/the-professions/massage-therapy/7802",
    "nysed-7804": "education_law_section_7804",
    "nysed-ce": "nysed.gov/professions/massage-therapy/continuing-education",
    "csea-empire": "readkong.com",
    "dfs-nofault": "dfs.ny.gov/consumers/auto_insurance/nofault_faqs",
    "dfs-2001": "ogco2001/rg106112",
    "dfs-2003": "ogco2003/rg030403",
    "dfs-2007": "ogco2007/rg070928",
}
