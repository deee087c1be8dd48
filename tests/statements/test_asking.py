"""What a model says of utterances: which are asked, and what becomes of its answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from given_readings import FERRY, K, answers, reading

from standpunkt.model import Reading
from standpunkt.reading.answers import ANSWERS, STATUSES, Asked, Told
from standpunkt.statements import Codebook, build
from standpunkt.statements.matching import Matcher


class Says:
    """Answers where its words stand in the stretch: (words, part of the question, answer); pledges where those of
    `pledged` do: words, what is given, status."""

    def __init__(
        self, *told: tuple[str, str, str], sure: float = 0.97, pledged: tuple[str, str, str] | None = None
    ) -> None:
        self.told, self.sure, self.pledged, self.cases = told, sure, pledged, list[Asked]()

    def __call__(self, cases: Sequence[Asked]) -> list[Told]:
        self.cases += cases
        out = []
        for c in cases:
            p = np.full((len(c.questions), len(ANSWERS)), (1 - self.sure) / 4, dtype=np.float32)
            for q, question in enumerate(c.questions):
                fits = (a for words, part, a in self.told if words in c.text[c.start : c.end] and part in question)
                p[q, ANSWERS.index(next(fits, "none"))] = self.sure
            status, given = "none", None
            if self.pledged is not None and self.pledged[0] in c.text[c.start : c.end]:
                at = c.text.index(self.pledged[1], c.start)
                status, given = self.pledged[2], (at + 1, at + 2)
            statuses = np.zeros(len(STATUSES), dtype=np.float32)
            statuses[STATUSES.index("considered" if status == "none" else "none")] = 1 - self.sure
            statuses[STATUSES.index(status)] = self.sure
            out.append(Told(p, statuses, given))
        return out


def told(last: str = "Über eine Maut wird seit Wochen gestritten.") -> Reading:
    text = (
        "Kein Mensch werde dafür in die Tasche greifen, sagte Minister Nils Holm. Der Bürgermeister Jan Orre schwieg. "
        "„Wir haben die Schranken schon bestellt“, meinte Ministerin Ane Berg. Am Abend regnete es. " + last
    )
    return reading(
        text,
        "de",
        [
            ("Kein Mensch werde dafür in die Tasche greifen", "Minister Nils Holm", "sagte", "indirect"),
            ("„Wir haben die Schranken schon bestellt“", "Ministerin Ane Berg", "meinte", "direct"),
        ],
    )


def test_a_question_is_answered_that_none_of_its_words_names() -> None:
    model = Says(("Tasche greifen", "Maut", "no"), ("Schranken", "Maut", "yes"))
    assert build(told(), FERRY, K).positions == ()
    found = build(told(), FERRY, K, None, model)
    assert answers(found) == {("Nils Holm", "toll"): "no", ("Ane Berg", "toll"): "yes"}
    assert [found.document.text[e.start : e.end] for e in found.positions[0].evidence] == [
        "Kein Mensch werde dafür in die Tasche greifen"
    ]


def test_none_gives_none_nor_does_what_nobody_says_or_what_is_unsure() -> None:
    assert build(told(), FERRY, K, None, Says()).positions == ()
    assert build(told(), FERRY, K, None, Says(("regnete", "Maut", "yes"))).positions == ()
    assert build(told(), FERRY, K, None, Says(("Schranken", "Maut", "yes"), sure=0.45)).positions == ()


def test_what_is_told_without_any_word_that_takes_a_side_is_asked_about() -> None:
    base = told("Ane Berg trägt die Schranken mit. Über eine Maut wird seit Wochen gestritten.")
    model = Says(("trägt die Schranken", "Maut", "yes"))
    assert answers(build(base, FERRY, K, None, model)) == {("Ane Berg", "toll"): "yes"}


def test_what_the_words_answer_needs_more_than_a_guess_to_be_turned() -> None:
    text = "Eine Maut lehne er ab, sagte Minister Nils Holm. Am Abend regnete es."
    base = reading(text, "de", [("Eine Maut lehne er ab", "Minister Nils Holm", "sagte", "indirect")])
    for sure, answer in ((0.6, "no"), (0.9, "no"), (0.999, "yes")):
        found = build(base, FERRY, K, None, Says(("Maut", "Maut", "yes"), sure=sure))
        assert answers(found) == {("Nils Holm", "toll"): answer}
    assert build(base, FERRY, K, None, Says(sure=0.97)).positions == ()  # surely of something else


@pytest.mark.parametrize(("last", "sure", "answered"), [
    ("Über eine Maut wird seit Wochen gestritten.", 0.7, True),
    ("Danach gab es Suppe.", 0.7, False),
    ("Danach gab es Suppe.", 0.98, True),
])  # fmt: skip
def test_the_model_alone_answers_what_the_text_names_or_surely_speaks_of(
    last: str, sure: float, answered: bool
) -> None:
    model = Says(("Tasche greifen", "Maut", "no"), ("Schranken", "Maut", "yes"), sure=sure)
    assert bool(build(told(last), FERRY, K, None, model).positions) == answered


@pytest.mark.parametrize("answer", ["yes", "no", "open"])
def test_every_utterance_is_asked_once_with_the_sentence_before_it(answer: str) -> None:
    model = Says(("Schranken", "Maut", answer))
    found = build(told(), FERRY, K, None, model)
    assert answers(found) == {("Ane Berg", "toll"): answer}
    stretches = [c.text[c.start : c.end] for c in model.cases]
    assert len(stretches) == len(set(stretches))
    (case,) = (c for c in model.cases if "Schranken" in c.text[c.start : c.end])
    assert case.text.startswith("Der Bürgermeister")
    assert case.questions == tuple(q.words("de") for q in FERRY.questions)


GIVES = ("Der Minister habe zwölf Zelte im Kofferraum", "Zelte")


def given(status: str, sure: float = 0.99, text: str = GIVES[0]) -> Reading:
    text = f"{text}, sagte Minister Nils Holm. Am Abend regnete es."
    base = reading(text, "de", [(text.split(", sagte")[0], "Minister Nils Holm", "sagte", "indirect")])
    return build(base, FERRY, K, None, Says(pledged=("Minister", GIVES[1], status), sure=sure))


@pytest.mark.parametrize("status", ["offered", "ruled_out", "delivered"])
def test_what_the_model_says_is_pledged_is_one_where_the_words_find_none(status: str) -> None:
    assert build(given("none"), FERRY, K).pledges == ()
    (pledge,) = given(status).pledges
    assert (pledge.what, pledge.status) == ("Zelte", status)
    assert pledge.quantity is not None
    assert pledge.quantity.low == 12
    assert [e.text for e in pledge.evidence] == [GIVES[0]]


def test_a_guess_adds_no_pledge_and_a_question_is_none() -> None:
    assert given("offered", sure=0.5).pledges == ()
    assert given("offered", text="Habe der Minister zwölf Zelte im Kofferraum?").pledges == ()


def test_the_model_names_what_is_given_unless_a_question_asks_for_it() -> None:
    text = "Die Stadt werde dafür zwei Millionen Euro an die Schule am Hafen zahlen, sagte Minister Nils Holm."
    said = "Die Stadt werde dafür zwei Millionen Euro an die Schule am Hafen zahlen"
    base = reading(text, "de", [(said, "Minister Nils Holm", "sagte", "indirect")])
    toll = Codebook.from_questions([{"id": "toll", "text": "Soll eine Maut eingeführt werden?"}])

    def what(book: Codebook, word: str) -> list[str]:
        found = build(base, book, K, None, Says(pledged=("Stadt", word, "offered")))
        return [p.what for p in found.pledges]

    (by_words,) = [p.what for p in build(base, toll, K).pledges]
    assert what(toll, "Hafen") == ["Hafen"] != [by_words]
    assert what(toll, "zahlen") == [by_words]  # no noun
    assert what(toll, "Millionen") == [by_words]  # within the amount
    assert what(FERRY, "Hafen") == [p.what for p in build(base, FERRY, K).pledges]


def test_what_stands_in_no_word_of_the_utterance_is_not_given() -> None:
    text = "Er tue das Seine!, sagte Minister Nils Holm."
    base = reading(text, "de", [("Er tue das Seine!", "Minister Nils Holm", "sagte", "indirect")])
    assert build(base, FERRY, K, None, Says(pledged=("Seine", "e!", "offered"))).pledges == ()


def test_a_codebook_without_questions_asks_nothing() -> None:
    assert build(told(), Codebook.from_questions([]), K, None, Says()).positions == ()


@pytest.mark.parametrize(
    ("language", "question", "asks"),
    [
        ("de", "Soll die Klinik den Umbau zahlen?", True),
        ("de", "Soll die Klinik geschlossen werden?", False),
        ("en", "Should the hospital be closed?", False),
        ("en", "Should the hospital pay for the bridge?", True),
        ("en", "Should the regional hospital pay for it?", True),
    ],
)
def test_what_is_done_to_somebody_asks_that_one_to_do_nothing(language: str, question: str, asks: bool) -> None:
    book = Codebook.from_questions([{"id": "q", "text": question, "text_en": question}])
    (meaning,) = Matcher(book, "", language, K).every
    assert (meaning.agent is not None) == asks


@pytest.mark.parametrize(
    ("said", "words", "given", "answer"),
    [
        ("Ohne Maut ist die Brücke in zehn Jahren ein Museum", "Museum", "no", "yes"),
        ("Ohne Not werde niemand dem zustimmen", "Not", "no", "no"),
        ("Er werde klagen, sollte jemand Geld nehmen", "klagen", "conditional", "no"),
        ("Er werde zahlen, sollte jemand Geld nehmen", "zahlen", "conditional", "conditional"),
    ],
)
def test_what_is_lacked_is_wanted_and_a_threat_is_a_no(said: str, words: str, given: str, answer: str) -> None:
    text = f"Über eine Maut wird gestritten. Die Maut ist alt. {said}, sagte Minister Nils Holm. Am Abend regnete es."
    read = reading(text, "de", [(said, "Minister Nils Holm", "sagte", "indirect")])
    found = answers(build(read, FERRY, K, None, Says((words, "Maut", given))))
    assert found == {("Nils Holm", "toll"): answer}


def test_what_something_is_paid_from_is_not_what_is_given() -> None:
    text = "Norwegen werde fünf Millionen Euro aus dem Strukturfonds für die Fähre zahlen, sagte Minister Nils Holm."
    content = "Norwegen werde fünf Millionen Euro aus dem Strukturfonds für die Fähre zahlen"
    base = reading(text, "de", [(content, "Minister Nils Holm", "sagte", "indirect")])
    for word in ("Strukturfonds", "Fähre"):
        model = Says(pledged=("Millionen", word, "committed"))
        assert [p.what for p in build(base, FERRY, K, None, model).pledges] == ["Fähre"]


def test_a_model_that_takes_words_for_no_answer_turns_none() -> None:
    text = "Minister Nils Holm lehnt eine Maut ab."
    base = reading(text, "de", [("eine Maut", "Minister Nils Holm", "lehnt ++ ab", "reported")])
    for sure, answer in ((0.999, "yes"), (0.3, "no")):  # nearly certain of a yes; mostly of none, and then of a yes

        def model(cases: Sequence[Asked], sure: float = sure) -> list[Told]:
            p = np.array([[1 - sure, sure - 0.002, 0.0005, 0.001, 0.0005]], dtype=np.float32)
            rows = [np.repeat(p, len(c.questions), axis=0) for c in cases]
            return [Told(r, np.eye(len(STATUSES), dtype=np.float32)[0], None) for r in rows]

        assert answers(build(base, FERRY, K, None, model)).get(("Nils Holm", "toll")) == answer


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Ohne Beschluss des Parlaments fährt kein Boot für eine Maut", "conditional"),
        ("Kassiert werden soll nur mit Zustimmung der Reeder", "conditional"),
        ("Kassiert werden soll nicht", "no"),
        ("Ohne eine Maut kommt keiner aus", "no"),  # what lacks is what is asked about: left to the model
    ],
)
def test_a_no_unless_something_is_met_is_bound(said: str, answer: str) -> None:
    text = f"Um eine Maut wird gestritten. {said}, sagte Minister Nils Holm. Alle reden von der Maut."
    base = reading(text, "de", [(said, "Minister Nils Holm", "sagte", "indirect")])
    found = build(base, FERRY, K, None, Says((said[:12], "Maut", "no")))
    assert answers(found).get(("Nils Holm", "toll")) == answer
