"""Whom people stand for by the words beside their names: own sentences about invented people and bodies."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standpunkt.knowledge import load
from standpunkt.model import Document
from standpunkt.reading.actors import resolve
from standpunkt.reading.sentences import sentences

K = load()


def stands_for(text: str, person: str, *bodies: str, language: str = "de") -> str | None:
    """The name (or id) of what the person stands for, with the person and the bodies as a tagger gives them."""
    names = [(text.index(person), text.index(person) + len(person), "PER")]
    names += [(text.index(b), text.index(b) + len(b), "ORG") for b in bodies]
    actors, _ = resolve(Document("x", text, language), sentences(text, language), (), names, K)
    by_id = {a.id: a.name for a in actors}
    found = next(a for a in actors if a.name == person)
    return by_id.get(found.represents or "", found.represents)


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        ("Rita Volz vom Städtetag hält das für verfrüht.", "Rita Volz", "Städtetag"),
        ("Oberst Kai Brandt vom Ortsverband blieb hart.", "Kai Brandt", "Ortsverband"),
        ("Rita Volz, Vorsitzende im Ortsverband, forderte Geld.", "Rita Volz", "Ortsverband"),
        ("Der Sprecher der Elbfischer, Kai Brandt, winkte ab.", "Kai Brandt", "Elbfischer"),
        ("Spaniens Oberst Kai Brandt hatte keine Weisung.", "Kai Brandt", "ESP"),
        ("Der norwegische Gastgeber Kai Brandt lobte den Plan.", "Kai Brandt", "NOR"),
        ("EU-Vermittler Kai Brandt will warten.", "Kai Brandt", "EU"),
        ("Die Gewerkschaft zögert. Ihre Sprecherin Rita Volz winkte ab.", "Rita Volz", "Gewerkschaft"),
        (
            "Island zögert. Der Verband der Fischer auch. Sein Sprecher Kai Brandt winkte ab.",
            "Kai Brandt",
            "Verband der Fischer",
        ),
        ("Die Gewerkschaft sieht das anders. Obmann Kai Brandt sagte Nein.", "Kai Brandt", "Gewerkschaft"),
        ("Der Elternverein, vertreten durch Kai Brandt, sagt Nein.", "Kai Brandt", "Elternverein"),
        ("Rita Volz, die dem Elternverein vorsitzt, winkte ab.", "Rita Volz", "Elternverein"),
        ("Für die SPD trat Rita Volz ans Pult.", "Rita Volz", "SPD"),
        ("Haushaltspolitiker Kai Brandt (CDU) wartet ab.", "Kai Brandt", "CDU"),
        (
            "Der Netzbetreiber Ostgrid zögert. Ostgrid-Vorstand Rita Volz winkte ab.",
            "Rita Volz",
            "Netzbetreiber Ostgrid",
        ),
        ("Der Präsident des Bauernverbands Kai Brandt sagte Nein.", "Kai Brandt", "Bauernverband"),
        ("Der Präsident des Bauernverbandes, Kai Brandt, sagte Nein.", "Kai Brandt", "Bauernverband"),
        ("Bauernverbandspräsidentin Rita Volz sagte Nein.", "Rita Volz", "Bauernverband"),
        ("Die Leiterin im Landesverkehrsamt Rita Volz sagte Nein.", "Rita Volz", "Landesverkehrsamt"),
        ("Der Richter am Verwaltungsgericht Kai Brandt sagte Nein.", "Kai Brandt", "Verwaltungsgericht"),
        ("Beim Betriebsrat ist man dagegen. Dessen Chef Kai Brandt sagte Nein.", "Kai Brandt", "Betriebsrat"),
        ("Die Ärztin Rita Volz fror am Montag.", "Rita Volz", None),
        ("Rita Volz vom Nachbarhaus winkte ab.", "Rita Volz", None),
        ("Die SPD ist gespalten. Tausende marschierten unter Kai Brandt.", "Kai Brandt", None),
        ("Rita Volz, Direktorin im Ruhestand, winkte ab.", "Rita Volz", None),
        ("Rita Volz, Leiterin der Verhandlungen, winkte ab.", "Rita Volz", None),
        ("Die Leiterin der Studie, Rita Volz, winkte ab.", "Rita Volz", None),
    ],
)
def test_german_words_beside_a_name_say_for_whom_it_stands(text: str, person: str, body: str | None) -> None:
    assert stands_for(text, person) == body


@pytest.mark.parametrize(
    ("text", "person", "bodies", "body"),
    [
        ("Denmark's Kai Brandt declined.", "Kai Brandt", (), "Denmark"),
        ("Rail workers' union organiser Kai Brandt declined.", "Kai Brandt", (), "Rail workers' union"),
        ("Rita Volz, who speaks for the Harbour League, declined.", "Rita Volz", ("Harbour League",), "Harbour League"),
        ("The Harbour League is no keener. Branch secretary Rita Volz said so.", "Rita Volz", ("Harbour League",),
         "Harbour League"),
        ("Poland would go, but not without the Harbour League, its minister Kai Brandt said.", "Kai Brandt",
         ("Harbour League",), "Poland"),
    ],
)  # fmt: skip
def test_english_words_beside_a_name(text: str, person: str, bodies: tuple[str, ...], body: str) -> None:
    found = stands_for(text, person, *bodies, language="en")
    assert K.name(found, "en") == body if found in K.entries else found == body


@pytest.mark.parametrize("post", ["minister for Fisheries", "secretary of State for Defence"])
def test_what_somebody_is_responsible_for_is_nobody(post: str) -> None:
    assert stands_for(f"Lena Hart, {post}, declined.", "Lena Hart", language="en") is None


def test_whoever_opens_a_paragraph_is_not_the_body_of_the_one_before() -> None:
    text = "The Harbour League waits.\n\nGreen councillor Rita Volz said no."
    assert stands_for(text, "Rita Volz", "Harbour League", language="en") in {None, "Green"}


def test_a_body_that_a_person_brought_in_is_met_again_by_the_end_of_its_name() -> None:
    told = "Der Präsident des Bauernverbands Kai Brandt zögert. {}Der Verband will klagen."
    for more, name in (("", "Bauernverband"), ("Die Sprecherin des Wirteverbands Rita Volz auch. ", "Verband")):
        text = told.format(more)
        actors, _ = resolve(Document("x", text, "de"), sentences(text, "de"), (), [], K)
        assert next(a.name for a in actors if any(m.span.text == "Der Verband" for m in a.mentions)) == name


def test_a_town_whose_mayor_somebody_is_comes_before_the_body_that_opens_the_sentence() -> None:
    text = "Der Konzern wartet auf die Stadt Lautheim, deren Bürgermeister Kai Brandt zögert."
    assert stands_for(text, "Kai Brandt") == "Lautheim"


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ["vom", "für die", "der", "Verband", ",", "SPD", "(", ")", "ihre", "Sprecherin", "Rita Volz", "."]
        ),
        max_size=14,
    )
)
def test_any_words_beside_a_name_are_survived(words: list[str]) -> None:
    text = "Rita Volz " + " ".join(words)
    actors, _ = resolve(Document("x", text, "de"), sentences(text, "de"), (), [(0, 9, "PER")], K)
    assert all(text[m.span.start : m.span.end] == m.span.text for a in actors for m in a.mentions)
