"""What a dossier answers: matrix, change over time, search, actors."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from articles import CODEBOOK, TEXT, document, reading
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.dossier import Dossier
from standpunkt.dossier.changes import Held, changes, kind_of_change
from standpunkt.dossier.folding import fold, fold_with_map
from standpunkt.errors import InputError

VELTING, BRACKWEDE = "person:runa velting", "person:odo brackwede"


def later(n: int) -> str:
    return TEXT + "".join(f"Absatz {n}-{k} über ganz andere Dinge, die {n * k} Leute bewegen. " for k in range(25))


def over_time(place: str | Path) -> Dossier:
    dossier = Dossier.new(place, codebook=CODEBOOK)
    for number, (day, answer) in enumerate(
        [("2025-03-03", "yes"), ("2025-04-04", "conditional"), ("2025-05-05", "no")]
    ):
        dossier.add(reading(day, answer=answer, text=later(number)), "m1")
    return dossier


def test_the_matrix_is_asked_at_any_day(place: str) -> None:
    with over_time(place) as dossier:
        now, then = dossier.matrix(), dossier.matrix(as_of="2025-04-30")
        assert now.actors == {BRACKWEDE: "Odo Brackwede", VELTING: "Runa Velting"}
        assert now.questions == {"ferry": "Soll die Fähre weiterfahren?", "subsidy": "Soll der Bund zahlen?"}
        cell = now.cells[VELTING, "ferry"]
        assert (cell.answer, cell.date, cell.count, cell.changed) == ("no", "2025-05-05", 3, True)
        cell = then.cells[VELTING, "ferry"]
        assert (cell.answer, cell.date, cell.count, cell.changed) == ("conditional", "2025-04-04", 2, True)
        assert dossier.matrix(as_of="2025-01-01").cells == {}
        assert dossier.matrix(represented=True).cells["state:NLD", "ferry"].answer == "no"
        dossier.merge_actors(BRACKWEDE, VELTING, "Ada")
        assert dossier.matrix().cells[VELTING, "ferry"].count == 6
        with pytest.raises(InputError, match="is no day"):
            dossier.matrix(as_of="April")


def test_changes_with_both_sentences(place: str) -> None:
    with over_time(place) as dossier:
        line = dossier.timeline(actor="Velting", question="ferry")
        assert [c.kind for c in line] == ["new", "made_conditional", "reversed"]
        assert line[2].before == line[1].position
        assert line[2].position.text == "„Die Fähre muss bleiben“"
        assert [(c.kind, c.position.actor) for c in dossier.changes("2025-04-04")] == [
            ("made_conditional", VELTING),
            ("reversed", VELTING),
        ]
        dossier.reject(line[2].position.item, "Ada")
        assert [c.kind for c in dossier.changes("2025-05-05")] == []


def held(answer: str, conditions: int = 0) -> Held:
    return Held("i", "a", "q", answer, "2025-01-01", conditions, "", "d")


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (("yes", 0), ("yes", 0), "confirmed"),
        (("yes", 0), ("no", 0), "reversed"),
        (("conditional", 1), ("no", 0), "reversed"),
        (("no", 0), ("conditional", 1), "made_conditional"),
        (("conditional", 1), ("yes", 0), "strengthened"),
        (("conditional", 1), ("conditional", 2), "weakened"),
        (("conditional", 2), ("conditional", 1), "strengthened"),
        (("open", 0), ("no", 0), "strengthened"),
        (("yes", 0), ("open", 0), "weakened"),
    ],
)
def test_kinds_of_change(before: tuple[str, int], after: tuple[str, int], kind: str) -> None:
    assert kind_of_change(held(*before), held(*after)) == kind


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["yes", "no", "open"]), st.dates()), max_size=20))
def test_every_dated_position_is_one_link_of_a_chain(found: list[tuple[str, str, object]]) -> None:
    given_ = [Held(str(n), a, "q", x, str(d), 0, "", "d") for n, (a, x, d) in enumerate(found)]
    chain = changes(given_)
    assert sorted(int(c.position.item) for c in chain) == list(range(len(found)))
    for actor in "ab":
        mine = [c for c in chain if c.position.actor == actor]
        assert [c.before for c in mine] == [None, *(c.position for c in mine)][: len(mine)]


FOUND = {
    "truppe": ["truppe"],
    "präsident": ["Präsident"],
    "praesident": ["Präsident"],
    "PRASIDENT": ["Präsident"],
    "faehre": ["Fähre", "Fähre"],
    '"Hälfte der Kosten"': ["Hälfte der Kosten"],
    "ab": ["ab"],
    "truppe velting": ["Velting", "truppe"],
}


def test_search_finds_parts_of_words_and_all_spellings(place: str) -> None:
    with Dossier.new(place) as dossier:
        dossier.add(reading(), "m1")
        dossier.add_document(document("Ganz etwas anderes, ohne jedes der gesuchten Wörter."))
        for query, found in FOUND.items():
            (hit,) = dossier.search(query)
            assert [s.text for s in hit.spans] == found
            for span in hit.spans:
                assert TEXT[span.start : span.end] == span.text
            assert " ".join(TEXT.split()).find(hit.passage.strip("… ")) >= 0


def test_whole_words_come_first_and_then_the_newest(place: str) -> None:
    said = ("Das Wort Hafen.", "Die Hafenmauer bröckelt.", "Am Binnenhafen ist Ruhe.", "Ein Hafen, ein Wal.", "Nichts.")
    with Dossier.new(place) as dossier:
        for text in said:
            dossier.add_document(document(text))
        texts = {d["hash"]: dossier.document(d["hash"]).text for d in dossier.documents()}
        whole = {said[0], said[3]}

        def found(query: str, limit: int = 20) -> list[str]:
            return [texts[hit.document] for hit in dossier.search(query, limit)]

        assert set(found("hafen")[:2]) == whole
        assert found("hafen")[2:] == [said[2], said[1]]
        assert found("hafen", 3) == found("hafen")[:3]
        assert set(found("hafen", 1)) <= whole
        assert found('"innenhafen ist"') == [said[2]]
        assert found('"die hafenmau"') == [said[1]]
        assert found('"hafen ist ruhe"') == [said[2]]
        assert found("am hafen") == [said[2]]  # "am" is too short to stand inside of a word


def test_search_leads_to_statements_and_takes_any_query(place: str) -> None:
    with Dossier.new(place) as dossier:
        dossier.add(reading(), "m1")
        (hit,) = dossier.search("hälfte")
        assert {dossier.item(i)["kind"] for i in hit.items} == {"statement", "position"}
        assert dossier.search("Nebelhorn") == []
        found = {dossier.item(i)["uid"]: dossier.item(i)["text"] for i in hit.items}
        assert dossier.texts([*found, "nobody"]) == found
        for odd in ("a*", "x OR", "NEAR(", "col:umn", "%_", "100%", '"', "ä", "Hä\0lf", "\0"):
            try:
                dossier.search(odd)
            except InputError as error:
                assert "holds no word" in str(error)  # noqa: PT017


@given(st.text(st.sampled_from("aeouAEÄäöüßéx .\n\u0308\u00ade\u00c6ﬁΣς´")) | st.text())
def test_folding_is_stable_and_its_map_leads_back(text: str) -> None:
    folded, places = fold_with_map(text)
    assert len(folded) == len(places)
    assert places == sorted(places)
    assert all(0 <= p < len(text) for p in places)
    assert fold(text) == folded
    assert fold(folded) == folded
    assert fold(text) == fold(unicodedata.normalize("NFC", text))


def test_actors_are_found_by_name(place: str) -> None:
    with over_time(place) as dossier:
        assert dossier.actor("brackwede")["key"] == BRACKWEDE
        assert dossier.actor(VELTING)["represents"] == "state:NLD"
        with pytest.raises(InputError, match="several fit"):
            dossier.actor("r")
        with pytest.raises(InputError, match="there is none"):
            dossier.actor("Niemand")
        with pytest.raises(InputError):
            dossier.actor("Ve\0l")
        assert [d["published"] for d in dossier.documents()] == ["2025-03-03", "2025-04-04", "2025-05-05"]


def test_folding_the_odd_ones() -> None:
    for text in ("𝐀𝐞x", "K", "İstanbul", "ΣΑΣ", "\u1e9e", "ǅ", "①", "½"):
        assert fold(text) == fold_with_map(text)[0]
