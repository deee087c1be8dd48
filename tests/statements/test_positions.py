"""Positions: which side words take, which question they speak to, and who has none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from given_readings import FERRY, K, answers, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from standpunkt.reading.sentences import sentences
from standpunkt.statements import Codebook, build
from standpunkt.statements.passage import Passage
from standpunkt.statements.stance import judge, tokenize
from standpunkt.statements.terms import contents, likeness, stem
from standpunkt.statements.utterances import utterances


@pytest.mark.parametrize(
    ("language", "words", "side"),
    [
        ("de", "er fordert eine Maut", "yes"),
        ("de", "er lehnt die Maut ab", "no"),
        ("de", "er schließt eine Maut nicht aus", "open"),
        ("de", "eine Maut komme nicht infrage", "no"),
        ("de", "man könne sich eine Maut vorstellen", "open"),
        ("de", "er werde einer Maut nicht zustimmen", "no"),
        ("de", "eine Maut werde es nie geben", "no"),
        ("de", "ob die Maut komme, sei noch nicht entschieden", "open"),
        ("en", "she demands a toll", "yes"),
        ("en", "she rejected the demand for a toll", "no"),
        ("en", "a toll was not ruled out", "open"),
        ("en", "a toll was out of the question", "no"),
        ("en", "they would never accept a toll", "no"),
        ("en", "she would not be drawn on a toll", "open"),
    ],
)
def test_the_side_of_words(language: str, words: str, side: str) -> None:
    tokens = tokenize(words, 0, len(words))
    at = next(t.clause for t in tokens if t.low in {"maut", "toll"})
    said = judge(tokens, K.cues, language, {at})
    assert said is not None
    assert said.side == side


def test_a_report_gives_positions_and_leaves_the_silent_empty() -> None:
    text = (
        "Norwegen werde 40 Millionen Euro für die Fähre zahlen, sofern Schweden mitziehe, sagte die norwegische "
        "Ministerin Ane Berg. Eine Maut lehnte sie ab. Der schwedische Minister Nils Holm nahm an dem Treffen teil."
    )
    found = build(
        reading(
            text, "de",
            [
                ("Norwegen werde 40 Millionen Euro für die Fähre zahlen, sofern Schweden mitziehe",
                 "die norwegische Ministerin Ane Berg", "sagte", "indirect"),
                ("Eine Maut", "sie", "lehnte ++ ab", "reported"),
            ],
        ),
        FERRY, K,
    )  # fmt: skip
    assert answers(found) == {("Ane Berg", "pay"): "conditional", ("Ane Berg", "toll"): "no"}
    pay = next(p for p in found.positions if p.question == "pay")
    assert pay.on_behalf_of == "NOR"
    assert pay.conditions == (found.conditions[0].id,)
    assert pay.statements == ("s1",)
    assert pay.date == "2031-05-06"
    assert all(text[e.start : e.end] == e.text for p in found.positions for e in p.evidence)


def test_what_an_actor_makes_a_condition_it_wants() -> None:
    text = "Norway would sign only if a toll were introduced, said minister Ane Berg."
    found = build(
        reading(
            text, "en", [("Norway would sign only if a toll were introduced", "minister Ane Berg", "said", "indirect")]
        ),
        FERRY, K,
    )  # fmt: skip
    assert answers(found)[("Ane Berg", "toll")] == "yes"


def test_nobody_speaks_on_behalf_of_itself() -> None:
    text = "Verdi lehnte eine Maut ab."
    found = build(reading(text, "de", [("eine Maut", "Verdi", "lehnte ++ ab", "reported")]), FERRY, K)
    (position,) = found.positions
    assert (position.answer, position.on_behalf_of) == ("no", None)


PENSIONS = Codebook.from_questions(
    [
        {"id": "package", "text": "Soll das Rentenpaket beschlossen werden?"},
        {"id": "level", "text": "Soll das Rentenniveau bei 48 Prozent bleiben?"},
    ]
)


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("Sie werde dem Paket zustimmen", {("Ane Berg", "package"): "yes"}),
        ("Sie fordere, das Paket zurückzuziehen", {("Ane Berg", "package"): "no"}),
        ("Das Rentenniveau bleibe bei 48 Prozent", {("Ane Berg", "level"): "yes"}),
        ("Das Rentenniveau bleibe nicht bei 48 Prozent", {}),
    ],
)
def test_the_last_part_of_a_compound_means_the_whole(said: str, answered: dict[tuple[str, str], str]) -> None:
    text = f"Gestritten wird um das Rentenpaket. {said}, sagte Ane Berg."
    assert answers(build(reading(text, "de", [(said, "Ane Berg", "sagte", "indirect")]), PENSIONS, K)) == answered


def test_a_compounds_last_part_is_no_more_like_it_where_the_text_says_of_what_it_is() -> None:
    (whole,) = contents("Rentenpaket", "de", K)
    (again, *_), (other, *_), (small, *_) = (
        contents(text, "de", K) for text in ("das Paket", "das Paket für Bauern", "paket")
    )
    assert likeness(whole, again) >= 0.8 > 0.5 > max(likeness(whole, other), likeness(whole, small))


def test_english_doubled_consonants_are_the_same_word() -> None:
    (noun,), (verb,) = (contents(word, "en", K) for word in ("cap", "capped"))
    assert likeness(noun, verb) > 0.9


@pytest.mark.parametrize("form", ["zurückziehen", "zurückzuziehen"])
def test_verbs_with_zu_are_the_same(form: str) -> None:
    assert stem(form, "de") == "zuruckzieh"


@pytest.mark.parametrize(
    ("first", "expected"),
    [("begrüßt eine Maut", "yes"), ("lehnt eine Maut ab", "no"), ("kam verspätet", None)],
)
def test_what_is_told_before_what_is_said_in_one_sentence_counts_too(first: str, expected: str | None) -> None:
    text = f"Norwegen {first}, verlangt aber, dass Schweden die Boote bezahlt."
    said = ("dass Schweden die Boote bezahlt", "Norwegen", "verlangt", "indirect")
    found = build(reading(text, "de", [said]), FERRY, K)
    assert answers(found).get(("Norwegen", "toll")) == expected


def test_what_is_heard_from_somebody_is_theirs_whoever_is_named_in_passing() -> None:
    text = (
        "Schweden kam spät. Auch von Norwegen, das bisher neben Dänemark am meisten Boote schickt, war keine "
        "Bereitschaft zu hören, eine Maut ohne Schweden einzuführen."
    )
    found = build(reading(text, "de", []), FERRY, K)
    by_id = {a.id: a.name for a in found.actors}
    toll = {by_id[p.actor]: p.answer for p in found.positions if p.question == "toll"}
    assert toll == {"Norwegen": "conditional"}


def test_what_somebody_made_a_condition_is_not_what_the_next_one_speaks_of() -> None:
    book = Codebook.from_questions(
        [{"id": "limit", "text": "Soll der Grenzwert gesenkt werden?"},
         {"id": "terms", "text": "Soll es Übergangsfristen geben?"}]
    )  # fmt: skip
    text = (
        "Schweden werde einer Senkung des Grenzwerts nicht zustimmen, solange es keine Übergangsfristen gebe, sagte "
        "Minister Nils Holm. Norwegen knüpfte seine Zustimmung an mehr Geld."
    )
    said = (text[: text.index(", sagte")], "Minister Nils Holm", "sagte", "indirect")
    found = build(reading(text, "de", [said]), book, K)
    by_id = {a.id: a.name for a in found.actors}
    norway = {p.question: p.answer for p in found.positions if by_id[p.actor] == "Norwegen"}
    assert norway == {"limit": "conditional"}


@pytest.mark.parametrize("words", ["Dagegen sperrt sich Schweden", "Dagegen kam Schweden pünktlich"])
def test_whoever_stands_against_it_is_against_what_was_said_before(words: str) -> None:
    text = f"Norwegen fordert eine Maut. {words}. Am Abend regnete es."
    found = build(reading(text, "de", [("eine Maut", "Norwegen", "fordert", "reported")]), FERRY, K)
    expected = "no" if "sperrt" in words else None
    assert answers(found).get(("Schweden", "toll")) == expected


def test_what_something_is_dismissed_as_is_no_second_no() -> None:
    text = "Minister Ane Berg dismissed a toll as a gift to the banks. Everybody talks of a toll."
    said = ("a toll as a gift to the banks", "Minister Ane Berg", "dismissed", "indirect")
    assert answers(build(reading(text, "en", [said]), FERRY, K)).get(("Ane Berg", "toll")) == "no"


def test_a_former_answer_gives_way() -> None:
    text = "Noch im Mai hatte Ministerin Ane Berg eine Maut abgelehnt. Inzwischen fordert sie eine Maut."
    found = build(
        reading(
            text, "de",
            [
                ("eine Maut", "Ministerin Ane Berg", "abgelehnt", "reported"),
                ("sie eine Maut", "sie", "fordert", "reported"),
            ],
        ),
        FERRY, K,
    )  # fmt: skip
    assert answers(found).get(("Ane Berg", "toll")) == "yes"


def test_unrelated_words_answer_nothing() -> None:
    text = 'Ministerin Ane Berg lobte das Wetter. "Heute regnet es nicht", sagte sie.'
    found = build(reading(text, "de", [('"Heute regnet es nicht"', "sie", "sagte", "direct")]), FERRY, K)
    assert found.positions == ()


def test_a_dispute_over_something_is_no_support_for_it() -> None:
    text = "Im Streit um die Maut für Fähren haben sich Norwegen und Schweden am Donnerstag nicht geeinigt."
    assert build(reading(text, "de", []), FERRY, K).positions == ()


def test_a_question_that_the_text_does_not_raise_gets_no_answer() -> None:
    text = (
        "Der Streit um die Fähre geht weiter. Norwegen werde 40 Millionen Euro für die Fähre zahlen, sagte die "
        "norwegische Ministerin Ane Berg. Am Abend tagte der Ausschuss. Er fand keine Einigung. Die Runde geht im Mai "
        "in Bergen weiter."
    )
    said = [
        (
            "Norwegen werde 40 Millionen Euro für die Fähre zahlen",
            "die norwegische Ministerin Ane Berg",
            "sagte",
            "indirect",
        )
    ]
    other = Codebook.from_questions(
        [{"id": "troops", "text": "Soll das eigene Land Soldaten für den Einsatz stellen?"}]
    )
    assert build(reading(text, "de", said), other, K).positions == ()
    assert answers(build(reading(text, "de", said), FERRY, K)) == {("Ane Berg", "pay"): "yes"}


@pytest.mark.parametrize(
    ("text", "said", "gift"),
    [
        (
            "Norwegen werde zwölf Millionen Euro in eine gemeinsame Werft stecken, sofern Schweden mitziehe, sagte die "
            "norwegische Ministerin Ane Berg.",
            "Norwegen werde zwölf Millionen Euro in eine gemeinsame Werft stecken, sofern Schweden mitziehe",
            ("NOR", "Werft", 12_000_000.0, "offered"),
        ),
        (
            "Norwegen werde nichts mehr sagen, sagte die norwegische Ministerin Ane Berg.",
            "Norwegen werde nichts mehr sagen",
            None,
        ),
    ],
)
def test_what_is_given_is_named_by_its_noun(text: str, said: str, gift: tuple[str, str, float, str] | None) -> None:
    found = build(
        reading(text, "de", [(said, "die norwegische Ministerin Ane Berg", "sagte", "indirect")]), None, K
    ).pledges
    got = [(p.actors[0], p.what, p.quantity.low if p.quantity else None, p.status) for p in found]
    assert got == ([gift] if gift else [])


def test_a_similarity_helps_where_words_do_not() -> None:
    text = (
        "Wegzoll sei das Gebot der Stunde, sagte Minister Nils Holm. Am Abend schien die Sonne über dem See. "
        "Danach gab es Suppe."
    )
    base = reading(text, "de", [("Wegzoll sei das Gebot der Stunde", "Minister Nils Holm", "sagte", "indirect")])
    base = replace(base, statements=(replace(base.statements[0], cue=()),))
    book = Codebook.from_questions([{"id": "toll", "text": "Soll eine Maut eingeführt werden?"}])
    near = build(base, book, K, lambda a, b: 1.0 if "Wegzoll" in b else 0.2)
    assert build(base, book, K).positions == ()
    assert all(p.question == "toll" for p in near.positions)


def test_words_in_marks_within_indirect_speech_are_said_once() -> None:
    text = "Die Fähre zu bezahlen sei „das Ende der Insel“ und falsch, warnte Minister Nils Holm. Es regnete."
    whole = "Die Fähre zu bezahlen sei „das Ende der Insel“ und falsch"
    base = reading(text, "de", [(whole, "Minister Nils Holm", "warnte", "indirect"),
                                ("„das Ende der Insel“", "Minister Nils Holm", "warnte", "direct")])  # fmt: skip
    (said,) = (u for u in utterances(base, sentences(text, "de"), K) if u.statements)
    assert text[said.start : said.end] == whole


WORDS = [
    "Norwegen",
    "fordert",
    "Maut",
    "die",
    "nicht",
    "lehnt",
    "ab",
    ",",
    ".",
    "wenn",
    "zahlt",
    "Schweden",
    "will",
    "Fähre",
]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_any_words_are_survived_and_nothing_is_without_evidence(words: list[str]) -> None:
    text = " ".join(words)
    found = build(reading(text, "de", [(text, "", "", "indirect")]), FERRY, K)
    ids = {a.id for a in found.actors}
    for p in found.positions:
        assert p.actor in ids
        assert p.evidence
        assert 0 <= p.confidence <= 1
        assert all(text[e.start : e.end] == e.text for e in p.evidence)


def test_a_number_is_one_word_and_the_month_no_maybe() -> None:
    assert [t.low for t in tokenize("um 2,6 Prozent", 0, 14)] == ["um", "2,6", "prozent"]
    words = "Oslo would have 40 observers there in May"
    said = judge(tokenize(words, 0, len(words)), K.cues, "en", {0})
    assert said is not None
    assert said.force == "future"


def test_a_verb_and_its_particle_far_apart_are_one_cue_but_not_over_a_sentences_end() -> None:
    words = [
        "den",
        "bauern",
        "stellte",
        "er",
        "einen",
        "fonds",
        "von",
        "rund",
        "600",
        "millionen",
        "euro",
        "im",
        "jahr",
        "in",
        "aussicht",
    ]
    assert [h.cue.force for h in K.cues.find(words, "de")] == ["offer"]
    assert not any(
        h.cue.force == "offer"
        for h in K.cues.find(["er", "stellte", "das", "dar", ".", "das", "war", "in", "aussicht"], "de")
    )


def test_the_object_before_a_quoted_word_says_what_the_side_is_on() -> None:
    text = "Über die Fähre stritten sie kaum. Eine Maut nannte Minister Nils Holm „überflüssig“."
    found = answers(build(reading(text, "de", [("„überflüssig“", "Minister Nils Holm", "nannte", "direct")]), FERRY, K))
    assert found == {("Nils Holm", "toll"): "no"}


def test_what_stands_in_the_tense_of_reported_speech_is_the_last_speakers() -> None:
    text = "Norway would wait, said minister Ane Berg. It would not pay for the ferry."
    found = answers(
        build(reading(text, "en", [("Norway would wait", "minister Ane Berg", "said", "indirect")]), FERRY, K)
    )
    assert found == {("Ane Berg", "pay"): "no"}


def test_what_others_want_of_a_matter_is_not_its_speakers_side() -> None:
    text = "Eine Maut, wie sie die Liste fordert, lehnt Minister Nils Holm ab. Am Abend regnete es."
    words = "Eine Maut, wie sie die Liste fordert"
    found = build(reading(text, "de", [(words, "Minister Nils Holm", "lehnt", "reported")]), FERRY, K)
    assert answers(found).get(("Nils Holm", "toll")) != "yes"
    plain = "Eine Maut fordert Minister Nils Holm. Am Abend regnete es."
    found = build(reading(plain, "de", [("Eine Maut", "Minister Nils Holm", "fordert", "reported")]), FERRY, K)
    assert answers(found) == {("Nils Holm", "toll"): "yes"}


@pytest.mark.parametrize(
    ("said", "answer"),
    [("gegen jede Maut auf der Fähre zu klagen", "no"), ("eine Maut auf der Fähre einzuführen", "yes")],
)
def test_what_somebody_promises_to_do_against_it(said: str, answer: str) -> None:
    text = f"Die schwedische Ministerin Ane Berg kündigte an, {said}."
    speaker = "Die schwedische Ministerin Ane Berg"
    found = build(reading(text, "de", [(said, speaker, "kündigte ++ an", "indirect")]), FERRY, K)
    assert [a for (_, q), a in answers(found).items() if q == "toll"] == [answer]


@pytest.mark.parametrize(
    ("after", "holder"),
    [
        ("Schweden würde eine Maut zahlen, wenn Finnland es tut.", "SWE"),
        ("Eine Maut würde Schweden zahlen, wenn Finnland es tut.", "SWE"),
        ("Schweden habe nichts gegen eine Maut.", "NOR"),
        ("Für Schweden wäre eine Maut tabu.", "SWE"),
        ("In Stockholm mag man eine Maut nicht ausschließen.", "SWE"),
    ],
)
def test_what_somebody_else_would_do_is_told_of_them(after: str, holder: str) -> None:
    text = f"Die Brücke sei zu teuer, sagte Norwegen. {after}"
    read = reading(text, "de", [("Die Brücke sei zu teuer", "Norwegen", "sagte", "indirect")])
    split = sentences(text, "de")
    later = [u for u in utterances(read, split, K) if u.sentence == 1]
    sides = {a.id: a.represents for a in read.actors}
    assert [sides[h] for u in later for h in u.holders] == [holder]


@pytest.mark.parametrize(
    ("after", "holder"),
    [
        ("Sweden would pay a toll if Finland did.", "Sweden"),
        ("It would be too dear.", "Norway"),
        ("For Nils Holm a toll is out of the question.", "Nils Holm"),
    ],
)
def test_in_english_too(after: str, holder: str) -> None:
    text = f"The bridge was too dear, said Norway. {after}"
    said = [("The bridge was too dear", "Norway", "said", "indirect"), (after, "Norway", "", "free_indirect")]
    read = reading(text, "en", said if "would" in after else said[:1])
    names = {a.id: a.name for a in read.actors}
    later = [u for u in utterances(read, sentences(text, "en"), K) if u.sentence == 1]
    assert [names[h] for u in later for h in u.holders] == [holder]


def test_whoever_is_named_before_what_they_say_is_told_of_there() -> None:
    text = "Norwegens Minister Nils Holm hält eine Maut für überzogen. „Das zahlt niemand.“"
    read = reading(text, "de", [("„Das zahlt niemand.“", "Norwegens Minister Nils Holm", "", "direct")])
    first = [u for u in utterances(read, sentences(text, "de"), K) if u.sentence == 0]
    names = {a.id: a.name for a in read.actors}
    assert [(names[h], u.kind) for u in first for h in u.holders] == [("Nils Holm", "told")]


@pytest.mark.parametrize("words", ["eigenem Bekunden", "eigenen Angaben", "Angaben ihres Sekretariats"])
def test_what_somebody_says_by_their_own_words_is_theirs(words: str) -> None:
    text = f"Norwegen will nach {words} keine Maut einführen."
    read = reading(text, "de", [("Norwegen will ++ keine Maut einführen", words, "nach", "indirect")])
    assert [u.holders for u in utterances(read, sentences(text, "de"), K)] == [(read.actors[0].id,)]
    assert [(a.name, a.type) for a in read.actors] == [("Norwegen", "state")]


def test_a_pronoun_after_the_verb_is_the_subject_whatever_opens_the_sentence() -> None:
    text = "Norwegens Minister Nils Holm zögert. Gegen Mauten hat er nichts einzuwenden."
    read = reading(text, "de", [])
    names = {a.id: a.name for a in read.actors}
    last = [u for u in utterances(read, sentences(text, "de"), K) if u.sentence == 1]
    assert [names[h] for u in last for h in u.holders] == ["Nils Holm"]


CONTROL = Codebook.from_questions(
    [{"id": "control", "text": "Soll es eine Aufsicht geben?", "text_en": "Should there be a tram stop?"}]
)


@pytest.mark.parametrize(
    ("language", "said", "speaker", "cue", "answer"),
    [
        ("de", "Ohne Aufsicht werde es keinen Cent geben", "Minister Nils Holm", "sagte", "yes"),
        ("en", "Without a tram stop there would be no stadium", "minister Nils Holm", "said", "yes"),
        ("de", "Eine Aufsicht könne es nur geben, wenn Schweden zahle", "Minister Nils Holm", "sagte", "conditional"),
    ],
)
def test_what_nothing_goes_without_is_wanted(language: str, said: str, speaker: str, cue: str, answer: str) -> None:
    text = f"{said}, {cue} {speaker}. "
    found = build(reading(text, language, [(said, speaker, cue, "indirect")]), CONTROL, K)
    assert answers(found) == {("Nils Holm", "control"): answer}


@pytest.mark.parametrize(
    ("language", "text", "holder"),
    [
        ("de", "Das reiche nicht, sagte Ane Berg. Im Mai will die Gewerkschaft das Tor schließen.", "Gewerkschaft"),
        ("de", "Das reiche nicht, sagte Ane Berg. Der Ausschuss würde zahlen, wenn der Rat mitziehe.", "Ausschuss"),
        ("en", '"Enough," said Ane Berg. The works council, which is new, could pay if Oslo did.', "works council"),
        ("en", '"Enough," said Ane Berg. The board in Brussels could live with it.', "board"),
    ],
)  # fmt: skip
def test_a_sentence_is_its_subjects_whoever_spoke_before(language: str, text: str, holder: str) -> None:
    said = [("Das reiche nicht" if language == "de" else '"Enough,"', "Ane Berg", "said", "indirect")]
    if language == "de":
        said = [("Das reiche nicht", "Ane Berg", "sagte", "indirect")]
    found = reading(text, language, said)
    names = {a.id: a.name for a in found.actors}
    last = utterances(found, sentences(text, language), K)[-1]
    assert [names[h] for h in last.holders] == [holder]


def test_a_sole_condition_binds_what_was_said_before_it() -> None:
    offer, quoted = "Norwegen sei bereit, die Fähre zu bezahlen", "„Zur Not borgen wir das Geld“"
    bound = "Einzige Bedingung: Der Hafen müsse am Markt liegen."
    text = f"{offer}, sagte Ministerin Ane Berg. {quoted}, so Berg. {bound}"
    said = [
        (offer, "Ministerin Ane Berg", "sagte", "indirect"),
        (quoted, "Berg", "so", "direct"),
        (bound, "Berg", "", "indirect_free_indirect"),
    ]
    assert answers(build(reading(text, "de", said), FERRY, K)) == {("Ane Berg", "pay"): "conditional"}
    without = text.removesuffix(f" {bound}")
    assert answers(build(reading(without, "de", said[:2]), FERRY, K)) == {("Ane Berg", "pay"): "yes"}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Norwegen werde die Fähre bezahlen, und zwar auch dann, wenn Schweden aussteige", "yes"),
        ("Norwegen werde die Fähre bezahlen, wenn Schweden mitziehe", "conditional"),
    ],
)
def test_what_holds_even_then_is_not_bound(said: str, answer: str) -> None:
    text = f"{said}, sagte Ministerin Ane Berg."
    found = build(reading(text, "de", [(said, "Ministerin Ane Berg", "sagte", "indirect")]), FERRY, K)
    assert answers(found)["Ane Berg", "pay"] == answer


@pytest.mark.parametrize(
    ("main", "answer"),
    [("Er stelle sich gegen den Ausbau", "yes"), ("Er sei für den Ausbau", "no")],
)
def test_what_would_end_a_refusal_is_wanted(main: str, answer: str) -> None:
    said = f"{main}, es sei denn, es werde eine Aufsicht geben"
    text = f"{said}, sagte Minister Nils Holm."
    found = build(reading(text, "de", [(said, "Minister Nils Holm", "sagte", "indirect")]), CONTROL, K)
    assert answers(found) == {("Nils Holm", "control"): answer}


@pytest.mark.parametrize(
    ("told", "some"),
    [
        ("Schweden, das eine Maut bislang einführen wollte, schlägt nun andere Töne an.", False),
        ("Minister Nils Holm wies die Kritik an der Maut zurück.", False),
        ("Schweden will eine Maut einführen.", True),
    ],
)
def test_what_is_no_longer_so_and_what_was_blamed_is_no_side(told: str, some: bool) -> None:
    assert bool(answers(build(reading(told, "de", []), FERRY, K))) is some


@pytest.mark.parametrize(
    ("text", "content", "language", "subject"),
    [
        ("Norwegen kündigte an, neun Chemiker abzustellen.", "neun Chemiker abzustellen", "de", None),
        ("Norway is willing to send 150 observers.", "to send 150 observers", "en", None),
        ("Den Anwohnern versprach Norwegen Fenster.", "Den Anwohnern versprach Norwegen Fenster.", "de", "Norwegen"),
    ],
)
def test_who_is_no_subject(text: str, content: str, language: str, subject: str | None) -> None:
    cue = {"Norwegen kündigte": "kündigte", "Norway is": "willing"}.get(" ".join(text.split()[:2]), "")
    said = [(content, text.split()[0], cue, "indirect")] if cue else []
    read = reading(text, language, said)
    passage = Passage(read, sentences(text, language), K)
    start = text.index(content)
    found = passage.subject(start, start + len(content))
    assert (found.name if found else None) == subject


def test_an_attribute_takes_no_particle() -> None:
    words = contents("Einen späteren Baubeginn schloss sie aus.", "de", K)
    assert [w.form for w in words if w.form.startswith("aus")] == ["ausschloss"]


def test_both_names_that_and_joins_are_speakers() -> None:
    said = [("the toll", "Brightwater Foods and Halden Energy", "rejected", "reported")]
    read = reading("Brightwater Foods and Halden Energy rejected the toll on Monday.", "en", said)
    assert {a.name for a in read.actors} == {"Brightwater Foods", "Halden Energy"}
    assert answers(build(read, FERRY, K)) == {("Brightwater Foods", "toll"): "no", ("Halden Energy", "toll"): "no"}


@pytest.mark.parametrize(
    ("speaker", "holder"),
    [("a spokesman", "Halden Union"), ("a spokesman for Nils Holm", None)],
)
def test_a_spokesperson_without_a_name_speaks_for_the_body_that_is_told_of(speaker: str, holder: str | None) -> None:
    said = "The Halden Union is in favour of a toll"
    read = reading(f"{said}, {speaker} said.", "en", [(said, speaker.split(" for ")[0], "said", "indirect")])
    names = {a.id: a.name for a in read.actors}
    (found,) = utterances(read, sentences(read.document.text, "en"), K)
    assert ([names[h] for h in found.holders] == [holder]) is (holder is not None)


@pytest.mark.parametrize(("asked", "some"), [("the country or bloc", True), ("the country", False)])
def test_an_organisation_answers_for_itself_where_it_is_asked(asked: str, some: bool) -> None:
    book = Codebook.from_questions([{"id": "pay", "text": "Soll das eigene Land oder der Block zahlen?",
                                     "text_en": f"Should {asked} pay more into the loss fund?"}])  # fmt: skip
    said = "Brussels was ready to pay more into the loss fund"
    text = f"{said}, said EU climate envoy Ane Berg."
    found = build(reading(text, "en", [(said, "EU climate envoy Ane Berg", "said", "indirect")]), book, K)
    assert bool(found.positions) is some


@pytest.mark.parametrize(
    ("text", "cue", "some"),
    [
        ("Schweden dürfte einer Maut kaum zustimmen.", "zustimmen", False),
        ("Schweden wird einer Maut zustimmen.", "zustimmen", True),
        ("Das werde wohl teuer, sagte man, Schweden wird einer Maut zustimmen.", "zustimmen", True),
    ],
)
def test_what_the_report_expects_of_somebody_is_no_position(text: str, cue: str, some: bool) -> None:
    read = reading(text, "de", [("einer Maut", "Schweden", cue, "reported")])
    assert bool(answers(build(read, FERRY, K))) is some


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("Schweden dürfte eine Maut einführen wollen.", False),
        ("Eine Maut gilt in Schweden als unrealistisch.", False),
        ("Schweden fordert eine Maut.", True),
    ],
)
def test_the_reports_own_sentence_is_told_of_its_subject_but_no_judgement(text: str, some: bool) -> None:
    read = reading(text, "de", [(text, "", "", "free_indirect")])
    read = replace(read, statements=tuple(replace(s, voice="reporter") for s in read.statements))
    assert bool(answers(build(read, FERRY, K))) is some


@pytest.mark.parametrize(
    ("bound", "answer"),
    [("but not unless there was a tram stop", "yes"), ("unless there was a tram stop", "no")],
)
def test_not_unless_wants_it(bound: str, answer: str) -> None:
    said = f"Norway would pay {bound}"
    read = reading(f"{said}, minister Ane Berg said.", "en", [(said, "minister Ane Berg", "said", "indirect")])
    assert answers(build(read, CONTROL, K)).get(("Ane Berg", "control")) == answer
