"""The terminal view: the running text with speaker, cue and content marked, then the list of statements."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Literal

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from standpunkt.exports.marks import ROLES, Block, Role, blocks, printable
from standpunkt.model import Reading, SectionKind, Statement
from standpunkt.words import Language, count, word

__all__ = ["Colours", "render"]

Colours = Literal["standard", "256", "truecolor"]

_STYLES: dict[Role, str] = {
    "speaker": "bold cyan",
    "cue": "bold yellow",
    "content": "green",
    "addressee": "magenta",
    "frame": "underline",
}
# Without colours each part stands between signs of its own.
_SIGNS: dict[Role, tuple[str, str]] = {
    "speaker": ("[", "]"),
    "cue": ("<", ">"),
    "content": ("{", "}"),
    "addressee": ("(", ")"),
    "frame": ("|", "|"),
}
_SECTIONS: dict[SectionKind, str] = {"kicker": "dim", "title": "bold", "dateline": "dim", "subheading": "bold"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def render(reading: Reading, language: Language, *, width: int = 100, colours: Colours | None = None) -> str:
    """The view as a string of lines at most `width` columns wide.

    With `colours` it holds the escape sequences of such a terminal; without, signs stand around each part:
    `[speaker]`, `<cue>`, `{content}`, `(addressee)`, `|frame|`. Raised numbers say which statements a part belongs
    to. Control characters of the text never reach the terminal.
    """
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colours is not None,
        color_system=colours,
        no_color=colours is None,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    console.print(_view(reading, language, plain=colours is None))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _view(reading: Reading, language: Language, plain: bool) -> RenderableType:
    parts: list[RenderableType] = [
        Text("\n\n").join(_block(block, plain) for block in blocks(reading)),
        Text(),
        _legend(language, plain),
        Text(_head(reading, language), style="bold"),
    ]
    if reading.statements:
        parts.append(_statements(reading.statements, language))
    return Group(*parts)


def _head(reading: Reading, language: Language) -> str:
    if not reading.statements:
        return word("reading.statements_none", language)
    head = count("reading.statements", len(reading.statements), language)
    if not reading.document.published:
        return head
    published = printable(reading.document.published.replace("T", " "))
    return f"{head} · {word('reading.published', language)} {published}"


def _legend(language: Language, plain: bool) -> Text:
    legend = Text()
    for role in ROLES:
        before, after = _SIGNS[role] if plain else ("", "")
        legend.append(before + word(f"reading.{role}", language) + after, style=_STYLES[role])
        legend.append("  ")
    return legend


def _block(block: Block, plain: bool) -> Text:
    """A part of the layout with its marks. Where the set of statements that a role marks changes, the old set is
    closed with its raised numbers and the new one opened, so signs are always balanced within a block."""
    out = Text(style=_SECTIONS.get(block.kind, ""))
    before: dict[Role, tuple[int, ...]] = dict.fromkeys(ROLES, ())
    for segment in block.segments:
        now: dict[Role, tuple[int, ...]] = {
            role: tuple(mark.number for mark in segment.marks if mark.role == role) for role in ROLES
        }
        _change(out, before, now, plain)
        styles = [_STYLES[role] for role in reversed(ROLES) if now[role]]
        out.append(printable(segment.text), style=" ".join(_compatible(styles)))
        before = now
    _change(out, before, dict.fromkeys(ROLES, ()), plain)
    return out


def _compatible(styles: Iterable[str]) -> list[str]:
    """Styles one over the other: of several colours the last one wins."""
    words = [w for style in styles for w in style.split()]
    colours = [w for w in words if w not in ("bold", "underline", "dim")]
    return [w for w in dict.fromkeys(words) if w not in colours] + colours[-1:]


def _change(out: Text, before: dict[Role, tuple[int, ...]], now: dict[Role, tuple[int, ...]], plain: bool) -> None:
    changed = [role for role in ROLES if before[role] != now[role]]
    for role in changed:
        if before[role]:
            if plain:
                out.append(_SIGNS[role][1])
            out.append(_raised(before[role]), style="dim")
    if plain:
        for role in reversed(changed):
            if now[role]:
                out.append(_SIGNS[role][0])


def _raised(numbers: tuple[int, ...]) -> str:
    return "·".join(str(number).translate(_RAISED) for number in numbers)


def _statements(statements: tuple[Statement, ...], language: Language) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for number, statement in enumerate(statements, 1):
        who = Text()
        if statement.speaker:
            who.append(_line(statement.speaker.span.text), style=_STYLES["speaker"])
        else:
            who.append(word("reading.no_speaker", language), style="dim")
        if statement.cue:
            who.append("  ")
            who.append(_line(" … ".join(span.text for span in statement.cue)), style=_STYLES["cue"])
        if statement.addressee:
            who.append("  → ")
            who.append(_line(statement.addressee.span.text), style=_STYLES["addressee"])
        facts = [word(f"kind.{statement.kind}", language), word(f"medium.{statement.medium}", language)]
        if statement.voice != "named":
            facts.append(word(f"voice.{statement.voice}", language))
        facts.append(word("reading.percent", language, n=round(100 * statement.confidence)))
        who.append("  " + " · ".join(facts), style="dim")
        table.add_row(Text(str(number), style="bold"), who)
        content = _line(" … ".join(span.text for span in statement.content))
        table.add_row("", Padding(Text(content, style=_STYLES["content"]), (0, 0, 0, 2)))
    return table


def _line(text: str) -> str:
    return " ".join(printable(text).split())
