"""What a page on a condition says of its limits, and the sources that may be cited."""

from __future__ import annotations

from collections.abc import Mapping

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
