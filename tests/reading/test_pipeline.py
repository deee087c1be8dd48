"""Where words stand: sentences as ranges of words, headings apart from the running text."""

from __future__ import annotations

from standpunkt.documents import from_text
from standpunkt.reading.pipeline import places, token_ranges
from standpunkt.reading.sentences import sentences
from standpunkt.reading.tokens import tokens

TEXT = "Fähre bleibt liegen\n\nDer Rat vertagt sich. Ein Beschluss fehlt.\n\nEin zweiter Absatz steht hier.\n"


def test_each_heading_has_a_number_of_its_own_and_the_running_text_has_none() -> None:
    document = from_text(TEXT, language="de")
    headings = {s.span.text for s in document.sections if s.kind == "title"}
    assert headings == {"Fähre bleibt liegen"}
    words = tokens(document.text)
    place = places(document, words)
    inside = [document.text[a:b] for (a, b), number in zip(words, place, strict=True) if number]
    assert " ".join(inside) == "Fähre bleibt liegen"
    assert len(set(place)) == 2


def test_ranges_cover_the_words_of_each_sentence() -> None:
    words = tokens(TEXT)
    ranges = token_ranges(words, sentences(TEXT, "de"))
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(words)
    assert all(a < b for a, b in ranges)
    assert [b for _, b in ranges[:-1]] == [a for a, _ in ranges[1:]]
