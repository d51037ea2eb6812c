"""Whether an English sentence is in the passive voice: a plain look at its words."""

from __future__ import annotations

import re

# Forms of verbs that do not end in -ed.
IRREGULAR = (
    "beaten begun bent bitten bought bound broken brought built caught chosen cut drawn"
    " driven eaten fed felt flown forbidden forgiven forgotten found frozen given ground grown"
    " heard held hidden hit hung kept known laid led lent made meant met paid put read ridden"
    " run said seen sent set sewn shaken shot shown shut sold spent split spoken spread stolen"
    " struck sung sunk swept sworn swum taken taught thrown told torn understood upheld"
    " withdrawn withheld won worn woven written"
).split()
# After "is", words like these say how something is, or name it, not what is done to it.
STATES = (
    "advanced aged ashamed based bed beloved blessed bored born called certified closed"
    " concerned confused convinced crowded dated delighted detailed determined disabled"
    " divorced embarrassed engaged equipped excited exhausted experienced finished frightened"
    " hundred inclined indeed inflamed infrared injured interested involved licensed limited"
    " located married mixed motivated naked named need newlywed opposed outdated pleased"
    " prepared qualified red related relaxed relieved retired sacred scared seated settled"
    " shed skilled sled speed stressed supposed surprised swollen tired trained unchanged"
    " unlimited unmarried unrelated unsettled used varied wed weed wicked worried wretched"
).split()
BE = r"(?:am|is|are|was|were|be|been|being|isn't|aren't|wasn't|weren't|get|gets|got|gotten)"
BETWEEN = r"(?:\s+(?:not|never|also|often|only|now|then|still|just|all|both|always|being|\w+ly))*"
PARTICIPLE = rf"(?:{'|'.join(IRREGULAR)}|\w{{2,}}ed)"
PASSIVE = re.compile(rf"\b{BE}{BETWEEN}\s+({PARTICIPLE})\b(?!-)", re.I)


def is_passive(sentence: str) -> bool:
    """Say whether a sentence tells what is done to its subject, not what the subject does."""
    return any(match[1].lower() not in STATES for match in PASSIVE.finditer(sentence))
