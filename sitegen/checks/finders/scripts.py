"""The scripts of a site, and what they do behind a visitor's back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.checks.copies import Copies, place_in
from sitegen.checks.document import Element
from sitegen.checks.found import Found, On
from sitegen.checks.subject import Subject
from sitegen.headers import RUNS as RUNS
from sitegen.problems import Place

STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`"
STRING_OR_COMMENT = re.compile(rf"({STRING})|//[^\n]*|/\*.*?\*/", re.S)
NOTES = r"(?:localStorage|sessionStorage|indexedDB)"
GLOBAL = r"(?:window|self|globalThis)"
OWN_NAME = r"(?<![\w.\"'`-])(?<!typeof )"
STORES = re.compile(
    r"\bdocument\s*\.\s*cookie\b|\bcookieStore\b"
    rf"|{OWN_NAME}{GLOBAL}\s*\??\.\s*{NOTES}\b"
    rf"|{OWN_NAME}{NOTES}\s*(?:\?\.|[.\[])"
    # Given another name: store = localStorage; f(localStorage); const {localStorage: a} = window
    rf"|(?:(?<=[=(,?:|&>])(?<!typeof\()|(?<=\breturn))\s*{NOTES}(?=\s*(?:[;,)}}|?&\n]|$))"
    rf"|(?<=[{{,])\s*{NOTES}(?=\s*(?::\s*\w+\s*)?[,}}][^;{{}}=]{{0,200}}=\s*{GLOBAL}\b)"
    r"|\[\s*[\"'](?:localStorage|sessionStorage|indexedDB|cookie)[\"']\s*\]"
)
QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
ASKS = re.compile(
    r"(?:\b(?:fetch|import|importScripts|sendBeacon|EventSource|WebSocket|SharedWorker|Worker)"
    r"\s*\(\s*|\.open\s*\(\s*[\"'`][A-Za-z]+[\"'`]\s*,\s*"
    r"|\.\s*(?:src|srcset)\s*=(?!=)\s*|\bimport\b[^\"'`;()]*?|\bfrom\s*)"
    r"([\"'`])((?:https?:|wss?:)?//[^\"'`\s]+)\1"
)
TRACKERS = {
    "Google Analytics": r"google-?analytics\.com|\bgtag\s*\(|\bga\s*\(\s*[\"']create"
    r"|\bGoogleAnalyticsObject\b|\b_gaq\b",
    "Google Tag Manager": r"googletagmanager\.com|\bgtm\.(?:js|start)\b",
    "Google Ads": r"\bdoubleclick\.net|googlesyndication\.com|\badsbygoogle\b",
    "the Meta pixel": r"\bfbq\s*\(|connect\.facebook\.net|facebook\.com/tr\b",
    "Hotjar": r"\bhotjar\.com|\b_hjSettings\b",
    "Microsoft Clarity": r"\bclarity\.ms\b",
    "Microsoft Advertising": r"\bbat\.bing\.com|\buetq\b",
    "LinkedIn Insight": r"\b_linkedin_partner_id\b|\bsnap\.licdn\.com",
    "the TikTok pixel": r"\banalytics\.tiktok\.com|\bTiktokAnalyticsObject\b",
    "the Pinterest tag": r"\bpintrk\s*\(|\bs\.pinimg\.com/ct\b",
    "the X pixel": r"\btwq\s*\(|static\.ads-twitter\.com",
    "the Snap pixel": r"\bsnaptr\s*\(|\bsc-static\.net\b",
    "Yandex Metrica": r"\bmc\.yandex\.(?:ru|com)|\bya_metrika\b",
    "Matomo": r"\b_paq\b|\bmatomo\.(?:js|php)\b|\bpiwik\.(?:js|php)\b",
    "Plausible": r"\bplausible\.io/|\bplausible\.js\b",
    "Fathom": r"\bcdn\.usefathom\.com",
    "Umami": r"\bumami\.is/|\bdata-website-id\b",
    "PostHog": r"\bposthog\.init\s*\(|\bposthog\.com/",
    "Mixpanel": r"\bmixpanel\.init\s*\(|\bcdn\.mxpnl\.com",
    "Segment": r"\bcdn\.segment\.com",
    "Amplitude": r"\bcdn\.amplitude\.com|\bamplitude\.init\s*\(",
    "Heap": r"\bcdn\.heapanalytics\.com|\bheap\.load\s*\(",
    "FullStory": r"\b_fs_namespace\b|\bfullstory\.com/s/",
    "LogRocket": r"\bLogRocket\.init\s*\(",
    "HubSpot": r"\bjs\.hs-(?:scripts|analytics)\.(?:com|net)\b|\b_hsq\b",
    "Cloudflare Web Analytics": r"\bcloudflareinsights\.com\b",
}
TRACKER = re.compile("|".join(f"({pattern})" for pattern in TRACKERS.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script that runs: its text with comments blanked, and where it stands.

    ``at`` is the source, or the element of a page that holds it.
    """

    text: str
    at: Place | On

    def place(self, start: int) -> Place | On:
        """Return where a piece of it stands, as exactly as is known."""
        if isinstance(self.at, On):
            return self.at
        return place_in(self.at.path, self.text, start)


def scripts(subject: Subject) -> Iterator[Script]:
    """Yield every script of the built site, of files and inside pages."""
    known = Copies(subject)
    for path, output in subject.outputs.items():
        if path.endswith((".js", ".mjs")):
            text = output.content.decode("utf-8", "replace")
            yield Script(text=without_comments(text), at=known.place(path))
    for document in subject.documents.values():
        for element in document.every("script"):
            text = own_text(element)
            if text.strip() and RUNS.fullmatch(element.attributes.get("type", "").strip()):
                at = On(output=document.path, element=element.number)
                yield Script(text=without_comments(text), at=at)


def own_text(element: Element) -> str:
    """Return what stands in <script> or <style>."""
    return "".join(it for it in element.children if isinstance(it, str))


def without_comments(text: str) -> str:
    """Return a script with its comments blanked, so that places stay."""

    def blanked(match: re.Match[str]) -> str:
        return match[1] or re.sub(r"[^\n]", " ", match[0])

    return STRING_OR_COMMENT.sub(blanked, text)


def storing(subject: Subject) -> Iterator[Found]:
    """Yield scripts that keep something on a visitor's device."""
    for script in scripts(subject):
        # Words in quotes say something and do nothing: console.log("no localStorage.").
        quoted = [it.span() for it in QUOTED.finditer(script.text)]
        for match in STORES.finditer(script.text):
            start = match.end() - len(match[0].lstrip())
            if any(first < start < last for first, last in quoted):
                continue
            words = " ".join(match[0].rstrip("?.[ ").split())
            message = f"this script uses {words}: it keeps something on the visitor's device"
            hint = "remove it: without it the site needs no notice about cookies"
            yield Found(at=script.place(start), message=message, hint=hint)


def tracking(subject: Subject) -> Iterator[Found]:
    """Yield scripts and links that report on visitors."""
    hint = "remove it, and count visits with the host's own log"
    for script in scripts(subject):
        for match in TRACKER.finditer(script.text):
            message = f"this script is {_tracker(match)}: it follows what visitors do"
            yield Found(at=script.place(match.start()), message=message, hint=hint)
    for document in subject.documents.values():
        for element in document.elements:
            address = element.attributes.get("src", "")
            is_fetched = element.tag in ("script", "img", "iframe")
            named = TRACKER.search(address) if is_fetched else None
            at = On(output=document.path, element=element.number, value=address)
            if named:
                message = f"this is {_tracker(named)}: it follows what visitors do"
                yield Found(at=at, message=message, hint=hint)
            if "ping" in element.attributes:
                message = "ping= reports every click on this link"
                yield Found(at=at, message=message, hint="remove the attribute")


def _tracker(match: re.Match[str]) -> str:
    return list(TRACKERS)[(match.lastindex or 1) - 1]
