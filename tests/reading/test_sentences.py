"""Sentences: where they end and where not, and that nothing is lost."""

from __future__ import annotations

import gzip
import json
import os
import random
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from standpunkt.reading.sentences import sentences

SHARED = Path(os.environ.get("STANDPUNKT_SHARED") or Path(__file__).parents[2].parent / "shared")

GERMAN = [
    "Das sog. Abkommen gilt z. B. seit Sept. 2024.|Niemand kennt es.",
    "Am 3. Mai kam Dr. Ada Weber mit 20.000 Leuten.|Sie blieb bis zum 12. Juni.",
    "Am 3. 5. 2024 begann es.|Am 3.5. 2024 endete es nicht.",
    "„Kommen Sie?“, fragte er.|„Ja.“|Sie ging.",
    "»Nein!«|Das war alles.",
    "Sie sagte: ‚Gut so.‘|Er schwieg.",
    '"Das ist gut."|Das fand auch er.',
    "“Das ist gut.”|Das fand auch er.",
    "Er ging … und kam wieder.|Das … Haus steht leer.",
    "Man weiß es nicht...|Vielleicht später.",
    "Mehr auf https://www.talbote.example/a.html?x=1.|Dort steht alles.",
    "Der neue (!) Chef kam um 20.45 Uhr.|Alle (?) waren da.",
    "Das war im Jahr 2015.|Dann kam nichts.",
    "Es kostet 3 Mio. Euro, evtl. auch 4 Mrd.|Die Stadt zahlt ca. die Hälfte.",
    "Sie sah u. a. Bonn, Köln usw.|Danach fuhr sie heim.",
    "Der 1. FC Oberau spielt in der 2. Liga.|Das Spiel endet 2:0.|Alle jubeln.",
    "A. B. Lang und C. Veith kamen, d. h. alle.|Es war der 30. Geburtstag.",
    "Ludwig XIV. kam nicht.|Er war krank.",
    "Sie sind Soldaten des stationierten 1. Bataillons und sonst nichts.",
    "Warum?|Darum!|So ist es.",
    "1. Die Bahn wird gebaut.",
]
ENGLISH = [
    '"Why?" Mr. Smith asked.|He left at 5 p.m.|The room was empty.',
    "The U.S. Senate met on Jan. 5 and ended.|It can't.|Prices rose 5.|Then No. 10 fell.",
    "“We are done.”|She left.",
    "Gen. J. R. Hill, e.g. in St. Ives, said so.|That was all.",
    "‘Really?’ she asked.|‘Yes.’|It cost £2.5m.",
    "See www.skarra.example/ferry.|It says so.",
]


def split(text: str, language: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, language)]


@pytest.mark.parametrize("marked", GERMAN)
def test_german(marked: str) -> None:
    assert split(marked.replace("|", " "), "de") == marked.split("|")


def test_a_lost_space_after_a_sentence() -> None:
    assert split("Das Ende.Der Anfang folgt.", "de") == ["Das Ende.", "Der Anfang folgt."]
    assert split("Auf talbote.Example und in Das.Der steht es.", "de")[0].startswith("Auf talbote.Example und")


@pytest.mark.parametrize("marked", ENGLISH)
def test_english(marked: str) -> None:
    assert split(marked.replace("|", " "), "en") == marked.split("|")


def test_a_blank_line_ends_a_sentence() -> None:
    assert split("Ein Titel ohne Punkt\n\nund ein Text", "de") == ["Ein Titel ohne Punkt", "und ein Text"]
    assert split("Ein Titel\r\n \r\nEin Text", "de") == ["Ein Titel", "Ein Text"]


def test_lines_of_a_wrapped_paragraph_are_one_text() -> None:
    text = (
        "Die Gemeinden am See haben gestern lange über die Kosten\n"
        "beraten, aber am Ende konnten sie sich wieder nicht\n"
        "Einigen ist das recht, denn sie wollen die Bahn nicht, die\nanderen warten ab."
    )
    assert split(text, "de") == [text]
    assert split("Bildung\nStreit um die Schule\nStand: heute", "de") == [
        "Bildung",
        "Streit um die Schule",
        "Stand: heute",
    ]


PIECES = st.sampled_from(
    [
        *'aZ1. .\n"„“”»«‚‘’()!?…-–:,ß',
        "z. B. ",
        "3. Mai",
        "Dr. ",
        "\r\n",
        "\n\n",
        "\u2029",
        "\x00",
        "e\u0301",
        "شكر",
        "😀",
        " ",
        "www.a.de ",
    ]
)


@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)), st.sampled_from(["de", "en", "fr"])
)
def test_sentences_and_gaps_rebuild_the_text(text: str, language: str) -> None:
    at = 0
    rebuilt = ""
    for start, end in sentences(text, language):
        assert at <= start < end <= len(text)
        gap = text[at:start]
        assert not gap.strip()
        assert text[start:end] == text[start:end].strip()
        rebuilt += gap + text[start:end]
        at = end
    assert not text[at:].strip()
    assert rebuilt + text[at:] == text


@given(st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map("".join))
@example("", "… Z")
def test_blank_lines_make_texts_independent(one: str, two: str) -> None:
    shift = len(one) + 2
    alone = sentences(one, "de") + [(a + shift, b + shift) for a, b in sentences(two, "de")]
    assert sentences(f"{one}\n\n{two}", "de") == alone


@pytest.mark.parametrize("unit", ["a", ".", "1. ", ".)", "z.B. ", '!"', "…", "A.", "\n", "„"])
def test_one_endless_line(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    spans = sentences(text, "de")
    assert all(a < b for a, b in spans)
    assert sum(len("".join(text[a:b].split())) for a, b in spans) == len("".join(text.split()))


def test_news_articles_split_without_shreds() -> None:
    path = SHARED / "data" / "text" / "10kgnad-test.jsonl.gz"
    if not path.exists():
        pytest.skip("the news articles are not here")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    lengths = [b - a for text in random.Random(7).sample(texts, 100) for a, b in sentences(text, "de")]
    assert sum(n < 5 for n in lengths) < len(lengths) / 200
    assert 70 < sum(lengths) / len(lengths) < 150
