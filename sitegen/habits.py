"""Markdown as owners type it, turned into the stricter Markdown that Python-Markdown reads.

Lists may follow a paragraph at once, nest by two spaces or more, run on with any indent of
two or more, and use ``1)`` or a pasted bullet. A table, fence or heading needs no blank line
around it. What has no obvious meaning (``#Heading``, a fence inside a list) is a Problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile

from sitegen import tables
from sitegen.bounds import FENCE, overlong

Mistake = tuple[int, str, str]

ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)])(?: +|$)(.*)")
BREAK = re.compile(r"(?<!\\)\\$")
WORD_BULLET = re.compile(r"^(\s*)(?:[•·▪◦‣●\uf0b7]\s+|o\t|–\s+)(?=\S)")
RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
HEADING = re.compile(r"#{1,6}(?= |$)|#{2,6}(?=[^\s#])")
ADMONITION = re.compile(r"!!! ?[\w-]+")

MAX_DEPTH = 12
NO_BLOCK = "a heading or quote cannot stand in a list"
ONE_TITLE = "the title is already the page's first heading"


def normalise(text: str) -> tuple[str, list[Mistake]]:
    """Return stricter Markdown with the same meaning, and mistakes as (line, message, hint).

    Lines are counted from 1 in ``text``.
    """
    writer = _Writer()
    lines = text.split("\n")
    too_much = overlong(lines)
    if too_much:
        return "", [too_much]
    writer.read(lines, 1)
    return "\n".join(writer.out), writer.mistakes


def _is_plain(line: str) -> bool:
    """Say whether a line can be nothing but text, as most lines of a page are."""
    return line[0].isalpha() and "|" not in line and "\t" not in line and not line.endswith("\\")


@dataclass(slots=True)
class _Writer:
    """Copies lines to ``out``, remembering the list items that are open (column of their mark)."""

    out: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    ordered: list[bool] = field(default_factory=list)
    loose: bool = False
    depth: int = 0
    in_note: bool = False
    spaced: bool = False

    def read(self, lines: list[str], first: int) -> None:
        at = 0
        while at < len(lines):
            at += self._take(lines, at, first + at)

    def _take(self, lines: list[str], at: int, number: int) -> int:
        """Handle the line (or block) at ``at``; return how many lines that were."""
        if not lines[at].strip():
            self.out.append("")
            self.spaced = bool(self.items)
            return 1
        if not self.items and _is_plain(lines[at]):
            self.in_note = False
            self.out.append(lines[at].rstrip() + ("  " if lines[at].endswith("  ") else ""))
            return 1
        fence = FENCE.match(lines[at])
        if fence:
            return self._fence(lines, at, number, fence)
        line = lines[at] = self._plain(lines, at)
        indent = len(line) - len(line.lstrip())
        if not self._after_text() and tables.lacks_rule(lines, at):
            self.mistakes.append(
                (number, "these rows have no head", "put a line |---|---| below the first row")
            )
        if line.startswith(">"):
            return self._quote(lines, at, number)
        if indent == 0 and ADMONITION.match(line):
            return self._admonition(lines, at, number)
        item = ITEM.match(line)
        if item and not RULE.match(line) and self._is_item(item, indent):
            self._item(item, indent, number)
        elif self._starts_block(lines, at):
            if tables.is_head(lines, at):
                self.mistakes += tables.mistakes(lines, at, number)
            self._block_line(line, number)
        else:
            self._text(line, indent, number)
        return 1

    def _plain(self, lines: list[str], at: int) -> str:
        """Return the line with spaces for tabs, and any pasted bullet as a hyphen."""
        line = lines[at]
        near = [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]
        is_dash = line.lstrip().startswith("–")
        if len(line) - len(line.lstrip()) >= 4 and not self.items:
            return line.expandtabs(4)
        is_list = not is_dash or any(re.match(r"\s*[–-]\s", other) for other in near)
        return (WORD_BULLET.sub(r"\1- ", line) if is_list else line).expandtabs(4)

    def _after_text(self) -> bool:
        return bool(self.out and self.out[-1].strip())

    def _gap(self) -> None:
        if self._after_text():
            self.out.append("")

    def _is_item(self, item: re.Match[str], indent: int) -> bool:
        if self.items:
            return True
        if indent >= 4:
            return False
        mark = item[2]
        if not self._after_text():
            return True
        return bool(item[3]) and (not mark[0].isdigit() or mark[:-1] == "1")

    def _item(self, item: re.Match[str], indent: int, number: int) -> None:
        if re.match(r"#{1,6} |>", item[3]) or not item[3].strip():
            message = "this entry of the list is empty" if not item[3].strip() else NO_BLOCK
            self.mistakes.append((number, message, "write plain text after the mark of the list"))
        depth = len(self.items)
        while self.items and indent < self.items[-1] + 2:
            if indent > self.items[-1] - 2 or len(self.items) == 1:
                break
            self._close()
        self.loose = self.loose or (self.spaced and len(self.items) < depth)
        is_ordered = item[2][0].isdigit()
        if not self.items:
            self._gap()
        elif indent < self.items[-1] + 2:
            was_ordered = self.ordered[-1]
            column = self.items[-1]
            self._close()
            if was_ordered != is_ordered:
                self._gap()
            indent = column
        if self.loose:
            self._gap()
        self.loose = False
        if len(self.items) >= MAX_DEPTH:
            self.mistakes.append((number, "lists are nested too deeply", "use fewer levels"))
            return
        self.items.append(indent)
        self.ordered.append(is_ordered)
        mark = f"{item[2][:-1]}." if is_ordered else "-"
        text = "\\" + item[3] if item[3].startswith("#") else item[3]
        text = BREAK.sub("  ", text)
        self.out.append(f"{'    ' * (len(self.items) - 1)}{mark} {text}")

    def _close(self) -> None:
        self.items.pop()
        self.ordered.pop()

    def _end_list(self) -> None:
        self.spaced = False
        self.items.clear()
        self.ordered.clear()

    def _text(self, line: str, indent: int, number: int) -> None:
        if re.fullmatch(r"=+", line.strip()) and self._after_text():
            self.mistakes.append((number, ONE_TITLE, "write '## ' before the line above instead"))
        text = line.strip() + ("  " if line.endswith("  ") else "")
        if text.endswith("\\") and not text.endswith("\\\\") and not self._is_code(indent):
            text = text[:-1] + "  "
        if self.items and re.match(r"#{1,6} |>", text):
            self.mistakes.append((number, NO_BLOCK, "put it after the list, without an indent"))
        if text.startswith("#") and not self._is_code(indent):
            text = "\\" + text
        if self._is_code(indent) and self.in_note and ITEM.match(line):
            self._gap()
            self.in_note = False
        self.in_note = self.in_note if indent >= 4 else bool(re.match(r"\[\^", text))
        if not self.items:
            self.out.append(" " * indent + text if self._is_code(indent) else text)
            return
        if self._after_text():
            self.out.append("    " * len(self.items) + text)
            return
        while self.items and indent < self.items[-1] + 2:
            self._close()
        self.loose = bool(self.items)
        extra = max(0, indent - self.items[-1] - 4) if self.items else indent
        extra = extra if extra >= 4 else 0
        self.out.append("    " * len(self.items) + " " * extra + text)

    def _is_code(self, indent: int) -> bool:
        return indent >= 4 and not self.items

    @staticmethod
    def _starts_block(lines: list[str], at: int) -> bool:
        line = lines[at]
        if RULE.match(line) or HEADING.match(line) or re.match(r"#[^\s#\d]", line):
            return True
        return tables.is_head(lines, at)

    def _block_line(self, line: str, number: int) -> None:
        heading = HEADING.match(line)
        if line.startswith("#") and not heading:
            self.mistakes.append(
                (number, f"'{line[:40].rstrip()}' is neither a heading nor plain text",
                 "put a space after '#' for a heading, a backslash before it for text")
            )  # fmt: skip
            line = "\\" + line
        elif heading and not line[heading.end() :].strip():
            self.mistakes.append((number, "this heading is empty", "write its words after the '#'"))
            return
        elif heading and heading[0] == "#":
            self.mistakes.append((number, ONE_TITLE, "use '## ' here"))
        if RULE.match(line) and self._after_text() and not self.items and line.strip()[0] == "-":
            self.out.append(line)
            return
        self._end_list()
        self._gap()
        self.out.append(f"{heading[0]} {line[heading.end() :].strip()}" if heading else line)

    def _fence(self, lines: list[str], at: int, number: int, fence: re.Match[str]) -> int:
        close = re.compile(rf" *{re.escape(fence[2][0])}{{{len(fence[2])},}} *$")
        end = next((i for i in range(at + 1, len(lines)) if close.match(lines[i])), None)
        is_open = end is None
        if end is None:
            self.mistakes.append(
                (number, "this code block never ends", f"close it with {fence[2]}")
            )
            end = len(lines) - 1
        elif fence[1] and self.items:
            self.mistakes.append(
                (number, "a code block cannot stand inside a list", "put it after the list")
            )
        self._end_list()
        self._gap()
        cut = len(fence[1])
        code = [line[cut:] if not line[:cut].strip() else line for line in lines[at : end + 1]]
        language = fence[3].split()[:1] if not fence[3].strip().startswith("{") else [fence[3]]
        self.out += [fence[2] + "".join(language), *code[1:]]
        # Else each reader looks for its end in all that follows.
        self.out += [fence[2], ""] if is_open else [""]
        return end + 1 - at

    def _quote(self, lines: list[str], at: int, number: int) -> int:
        if re.match(r"> *\[!\w+\]", lines[at]):
            hint = "write '!!! note', and below it the text, indented by 4 spaces"
            self.mistakes.append((number, "boxes are written in another way here", hint))
        quoted = list(takewhile(lambda line: line.startswith(">"), lines[at:]))
        self._end_list()
        self._inner([re.sub(r"^> ?", "", line) for line in quoted], number, "> ")
        return len(quoted)

    def _admonition(self, lines: list[str], at: int, number: int) -> int:
        inside = list(
            takewhile(lambda line: line.startswith("  ") or not line.strip(), lines[at + 1 :])
        )
        while inside and not inside[-1].strip():
            inside.pop()
        self._end_list()
        self._gap()
        if not re.fullmatch(r'!!! ?[\w-]+( +"[^"]*")?\s*', lines[at]):
            hint = 'write !!! note "The title"'
            self.mistakes.append((number, "the title of this box needs quotes", hint))
        self.out.append(lines[at])
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if not any(line.strip() for line in inside) and below.strip():
            hint = "indent the lines that belong to it by 4 spaces"
            self.mistakes.append((number, "this box is empty", hint))
        margin = min((len(x) - len(x.lstrip()) for x in inside if x.strip()), default=0)
        self._inner([line[margin:] for line in inside], number + 1, "    ")
        return 1 + len(inside)

    def _inner(self, lines: list[str], number: int, prefix: str) -> None:
        if self.depth >= MAX_DEPTH:
            self.mistakes.append((number, "boxes and quotes are nested too deeply", "use fewer"))
            return
        inner = _Writer(depth=self.depth + 1)
        inner.read(lines, number)
        self.mistakes += inner.mistakes
        self.out += [prefix + line if line else prefix.rstrip() for line in inner.out]
