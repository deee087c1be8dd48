"""The knowledge: what is in it, what the finder finds, what roles are read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.errors import InputError
from standpunkt.knowledge import load, parse_user_knowledge
from standpunkt.knowledge.build_states import states_csv
from standpunkt.knowledge.loader import _rows

K = load()


def found(text: str, language: str) -> list[tuple[str, str, str]]:
    return [(text[h.start : h.end], h.form.id, h.form.kind) for h in K.find(text, language)]


def test_states_are_what_cldr_has() -> None:
    pytest.importorskip("babel")
    built = {line.split(",")[0] for line in states_csv().splitlines()[1:]}
    assert built == {e.id for e in K.entries.values() if e.type == "state"}


def test_every_entry_names_source_and_licence() -> None:
    assert all(e.source and e.licence for e in K.entries.values())
    assert sum(e.type == "organisation" and e.kind != "party" for e in K.entries.values()) >= 150


def test_ids_are_unique() -> None:
    files = ("states.csv", "organisations.csv", "parties.csv")
    ids = [row["id"] for file in files for row in _rows(file)]
    assert len(ids) == len(set(ids))


def test_every_form_belongs_to_an_entry() -> None:
    assert {f.id for f in K._all} <= set(K.entries)
    assert {r["id"] for r in _rows("demonyms.csv")} <= set(K.entries)


def test_german_inflection() -> None:
    text = "Von den Niederlanden, Österreichs Rat und amerikanischer Seite; die Finninnen, Washingtons Linie."
    assert found(text, "de") == [
        ("Niederlanden", "NLD", "name"), ("Österreichs", "AUT", "name"), ("amerikanischer", "USA", "adjective"),
        ("Finninnen", "FIN", "people"), ("Washingtons", "USA", "capital"),
    ]  # fmt: skip


def test_longest_match_and_compounds() -> None:
    assert found("Im UN-Sicherheitsrat", "de") == [("UN-Sicherheitsrat", "UNSC", "name")]
    assert [(h.form.id, h.modifier) for h in K.find("US-Regierung", "de")] == [("USA", True)]
    assert [h.form.id for h in K.find("britisch-französischen Plänen", "de")] == ["GBR", "FRA"]
    assert found("the U.S. and Faroese boats", "en") == [("U.S.", "USA", "name"), ("Faroese", "FRO", "adjective")]
    assert found("let us go, who knows", "en") == []


@pytest.mark.parametrize(
    ("word", "language", "lemma", "gender", "number"),
    [
        ("Verteidigungsstaatssekretärin", "de", "Staatssekretär", "f", "sg"),
        ("Chefunterhändler", "de", "Unterhändler", "m", None),
        ("Fachleuten", "de", "Fachmann", None, "pl"),
        ("SPD-Chefin", "de", "Chef", "f", "sg"),
        ("spokeswoman", "en", "spokesman", "f", "sg"),
        ("Negotiators", "en", "negotiator", None, "pl"),
    ],
)
def test_roles(word: str, language: str, lemma: str, gender: str | None, number: str | None) -> None:
    role = K.role(word, language)
    assert role is not None
    assert (role.lemma, role.gender, role.number) == (lemma, gender, number)


def test_no_role_in_other_nouns() -> None:
    assert [w for w in ("Computer", "Haus", "Brücke", "Generalprobe") if K.role(w, "de")] == []


@given(st.text(max_size=200), st.sampled_from(["de", "en"]))
def test_hits_are_ordered_spans_of_the_text(text: str, language: str) -> None:
    hits = K.find(text, language)
    assert all(" ".join(text[h.start : h.end].split()) == h.form.text for h in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))


def test_user_knowledge_csv_keeps_ids() -> None:
    entries, forms = parse_user_knowledge(
        "id,name,type,aliases\nQ42x,Bund der Lotsen,organisation,BdL|Lotsenbund\n", "u"
    )
    more = K.extended(entries, forms)
    assert [h.form.id for h in more.find("Der Lotsenbund und der BdL", "de")] == ["Q42x", "Q42x"]
    assert more.name("Q42x", "de") == "Bund der Lotsen"


def test_user_knowledge_followthemoney() -> None:
    props = '{"name": ["Ada Quell"], "alias": ["A. Quell"], "country": ["fi"]}'
    line = f'{{"id": "Q7", "schema": "Person", "properties": {props}}}'
    entries, forms = parse_user_knowledge(line, "u.ftm")
    assert (entries[0].id, entries[0].wikidata, len(forms)) == ("Q7", "Q7", 2)


@pytest.mark.parametrize("bad", ["a,b\n1,2\n", "id,name\n,x\n", "id,name,type\n1,x,ship\n", '{"id": 1}'])
def test_bad_user_knowledge_says_where(bad: str) -> None:
    with pytest.raises(InputError, match=r"u\.csv: line \d"):
        parse_user_knowledge(bad, "u.csv")
