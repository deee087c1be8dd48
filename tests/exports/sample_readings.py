"""Readings for the tests of the exports: arbitrary ones, and a small one written by hand."""

from __future__ import annotations

import hashlib
from typing import get_args

from hypothesis import strategies as st

from standpunkt.model import Document, Kind, Medium, Reading, Section, SectionKind, Statement, Voice, Who
from standpunkt.span import Span

texts = st.text(max_size=120) | st.text(alphabet="ab<>&\"'„“ \n\x1b\x00\u202e\ud800😀=;", max_size=120)


def document_of(text: str, sections: tuple[Section, ...] = ()) -> Document:
    return Document(
        id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
        language="de",
        sections=sections,
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any text with any sections in order, and statements whose spans lie anywhere."""
    text = draw(texts)

    def span() -> Span:
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        return Span.of(text, start, end)

    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    sections = tuple(
        Section(draw(st.sampled_from(get_args(SectionKind))), Span.of(text, a, b))
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    )
    statements = tuple(
        Statement(
            id=f"s{i}",
            voice=draw(st.sampled_from(get_args(Voice))),
            kind=draw(st.sampled_from(get_args(Kind))),
            medium=draw(st.sampled_from(get_args(Medium))),
            content=tuple(span() for _ in range(draw(st.integers(1, 2)))),
            confidence=draw(st.floats(0, 1)),
            speaker=Who(span()) if draw(st.booleans()) else None,
            cue=tuple(span() for _ in range(draw(st.integers(0, 2)))),
            addressee=Who(span(), "a1") if draw(st.booleans()) else None,
            frame=(span(),) if draw(st.booleans()) else (),
        )
        for i in range(1, 1 + draw(st.integers(0, 3)))
    )
    return Reading(document_of(text, sections), statements)


TEXT = 'Streit um die Fähre\n\nAm Montag sagte Reederin Ilka Brandt: "Wir legen ab." Das sei <sicher>.'


def ferry() -> Reading:
    """A title and a paragraph with one direct and one indirect statement by the same speaker."""

    def span(words: str) -> Span:
        start = TEXT.index(words)
        return Span.of(TEXT, start, start + len(words))

    sections = (
        Section("title", span("Streit um die Fähre")),
        Section("paragraph", Span.of(TEXT, TEXT.index("Am Montag"), len(TEXT))),
    )
    brandt = Who(span("Reederin Ilka Brandt"))
    return Reading(
        document_of(TEXT, sections),
        (
            Statement("s1", "named", "direct", "speech", (span('"Wir legen ab."'),), 0.93, brandt, (span("sagte"),)),
            Statement("s2", "named", "indirect", "speech", (span("Das sei <sicher>."),), 0.6, brandt),
        ),
    )
