from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.reading.attribution import (
    best_events,
    from_near,
    in_its_place,
    kind_by_marks,
    quotations,
    spans_of,
    speaks_as_object,
    statements,
    united,
)
from standpunkt.reading.decoding import EventWords
from standpunkt.reading.tokens import tokens

TEXT = "„Wir kommen“, sagte Ohm dem Rat. „Aber“, fügte sie an, „nur im Mai.“"


def _event(anchor: int, content: tuple[int, ...], keep: float = 0.9, **roles: tuple[int, ...]) -> EventWords:
    return EventWords(
        anchor, content, (), {"cue": (), "speaker": (), "addressee": (), **roles}, "direct", "speech", keep
    )


@given(st.text(alphabet="ab „“.\n", max_size=60), st.data())
def test_spans_hold_the_words_they_are_made_of(text: str, data: st.DataObject) -> None:
    found = tokens(text)
    words = data.draw(st.sets(st.integers(0, max(0, len(found) - 1)))) if found else set()
    spans = spans_of(text, found, words)
    assert all(text[s.start : s.end] == s.text for s in spans)
    inside = {i for i, (a, b) in enumerate(found) if any(s.start <= a and b <= s.end for s in spans)}
    assert inside == words


def test_a_direct_quotation_is_all_that_stands_in_its_marks() -> None:
    found = tokens(TEXT)
    words = {TEXT[a:b]: i for i, (a, b) in enumerate(found)}
    event = _event(1, (1, 2), cue=(words["sagte"],), speaker=(words["Ohm"],), addressee=(words["dem"], words["Rat"]))
    (statement,) = statements(TEXT, found, [(0.8, event)])
    assert [s.text for s in statement.content] == ["„Wir kommen“"]
    assert statement.speaker is not None
    assert statement.speaker.span.text == "Ohm"
    assert statement.addressee is not None
    assert statement.addressee.span.text == "dem Rat"
    assert statement.voice == "named"


def test_content_in_two_parts_stays_in_two_spans() -> None:
    found = tokens(TEXT)
    aber = next(i for i, (a, b) in enumerate(found) if TEXT[a:b] == "Aber")
    mai = next(i for i, (a, b) in enumerate(found) if TEXT[a:b] == "Mai")
    (statement,) = statements(TEXT, found, [(0.8, _event(aber, (aber, mai - 2, mai, mai + 1)))])
    assert [s.text for s in statement.content] == ["„Aber“", "„nur im Mai.“"]
    assert statement.speaker is None
    assert statement.voice == "hearsay"


def test_a_quotation_without_marks_stays_as_it_is() -> None:
    text = "Wir kommen, sagte Ohm."
    (statement,) = statements(text, tokens(text), [(0.8, _event(0, (0, 1)))])
    assert [s.text for s in statement.content] == ["Wir kommen"]


@pytest.mark.parametrize("quoted", ["„So ist es“", "»So ist es«", '"So ist es"', "“So ist es”"])
def test_stretches_in_marks(quoted: str) -> None:
    text = f"Und {quoted} gilt. „Und\n\nnicht“ hier."
    found = tokens(text)
    assert [text[found[a][0] : found[b - 1][1]] for a, b in quotations(text, found)] == [quoted]


def test_near_copies_are_told_once_by_the_surer() -> None:
    sure, copy, other = _event(1, (1, 2, 3, 4)), _event(2, (2, 3, 4), keep=0.6), _event(9, (9,))
    assert [e for _, e in best_events([(0.9, copy), (0.9, sure), (0.9, other)], 0.4)] == [sure, other]


def test_doubtful_events_are_left_out() -> None:
    assert best_events([(0.2, _event(1, (1,), keep=0.1))], 0.4) == []
    assert best_events([(0.9, _event(1, ()))], 0.4) == []


def test_a_cue_anchored_event_needs_a_cue_and_no_content() -> None:
    event = _event(3, (), cue=(3,))
    assert [e for _, e in best_events([(0.9, event)], 0.4, scheme="spkatt")] == [event]
    assert best_events([(0.9, _event(3, (4, 5)))], 0.4, scheme="spkatt") == []


def test_the_speech_head_adds_only_what_is_told_nowhere_else() -> None:
    news = [(0.9, _event(0, (0, 1, 2), cue=(4,), speaker=(5,)))]
    new = _event(10, (11, 12, 13), cue=(10,), speaker=(9,))
    again = _event(4, (20, 21, 22), cue=(4,), speaker=(5,))
    within = _event(30, (1, 2, 31), cue=(30,), speaker=(5,))
    bare_noun = _event(40, (), cue=(40,), speaker=(39,))
    nobody = _event(50, (51, 52, 53), cue=(50,))
    copy = _event(14, (11, 12, 13, 14), cue=(15,), speaker=(9,))
    speeches = [(0.8, e) for e in (bare_noun, nobody, within, again, new)] + [(0.7, copy)]
    assert united(news, speeches) == [*news, (0.8, new)]
    assert united([], speeches) == [(0.8, again), (0.8, new), (0.8, within)]


def test_who_speaks_two_sentences_on_said_something_else() -> None:
    sentences = [(0, 4), (4, 8), (8, 12)]
    near = _event(4, (4, 5, 6), cue=(9,), speaker=(10,))
    assert from_near(near, sentences) == near
    before = _event(9, (9, 10), cue=(1,), speaker=(0,))
    assert from_near(before, sentences) == before
    far = from_near(_event(0, (0, 1, 2), cue=(9,), speaker=(10,)), sentences)
    assert (far.content, far.roles["cue"], far.roles["speaker"]) == ((0, 1, 2), (), ())
    anothers = from_near(_event(4, (4, 5, 6), cue=(2,), speaker=(4,)), sentences)
    assert (anothers.roles["cue"], anothers.roles["speaker"]) == ((), (4,))


def test_what_is_told_with_its_cue_and_without_is_one_statement() -> None:
    outer = _event(0, (0, 1, 2, 3, 4, 5), keep=0.5, speaker=(0,))
    inner = _event(3, (3, 4, 5), cue=(1,), speaker=(0,))
    again = _event(4, (4, 5), cue=(1,), keep=0.6)
    assert best_events([(0.9, outer), (0.9, inner), (0.9, again)], 0.3) == [(pytest.approx(0.9), inner)]
    sure = replace(outer, keep=0.8)  # GNQA marks speech within speech
    assert [e for _, e in best_events([(0.9, sure), (0.9, inner)], 0.3)] == [sure, inner]
    assert [
        e
        for _, e in best_events(
            [
                (
                    0.9,
                    replace(sure, content=(2, 3, 4, 5)),
                ),
                (0.9, inner),
            ],
            0.3,
        )
    ] == [inner]
    english = best_events([(0.9, outer), (0.9, inner)], 0.3, scheme="polnear")
    assert [e for _, e in english] == [outer, inner]


def test_sure_words_in_marks_within_indirect_speech_stand_beside_it() -> None:
    whole = _event(0, tuple(range(8)), cue=(9,))
    marked = _event(3, (3, 4, 5), cue=(9,))
    events = [(0.9, whole), (0.8, marked)]
    assert [e for _, e in best_events(events, 0.4)] == [whole]
    assert [e for _, e in best_events(events, 0.4, stretches=[(2, 2), (3, 6)])] == [whole, marked]
    assert [e for _, e in best_events(events, 0.4, stretches=[(0, 8)])] == [whole]
    for words, beside in (((1, 2, 3, 4, 5), True), ((2, 3, 4, 5), True), ((3, 4, 5, 6), False)):
        near_copy = replace(whole, anchor=words[0], content=words)
        found = best_events([(0.9, near_copy), (0.8, marked)], 0.4, stretches=[(3, 6)])
        assert [e for _, e in found] == ([near_copy, marked] if beside else [near_copy])
    doubtful = replace(marked, keep=0.6)
    assert [e for _, e in best_events([(0.9, whole), (0.8, doubtful)], 0.4, stretches=[(3, 6)])] == [whole]


def test_who_speaks_as_something_is_not_that() -> None:
    text = "Estland als neues Mitglied im Rat kann sich eine Brücke vorstellen."
    event = _event(0, tuple(range(11)), speaker=(4, 5))
    (statement,) = statements(text, tokens(text), [(0.8, event)], german=True)
    assert statement.speaker is not None
    assert statement.speaker.span.text == "Estland"
    text = "Der Umbau als Ganzes, heißt es im Rat, kommt."
    event = _event(0, (0, 1, 2, 3, 9), cue=(5, 6), speaker=(7, 8))
    (statement,) = statements(text, tokens(text), [(0.8, event)], german=True)
    assert statement.speaker is not None
    assert statement.speaker.span.text == "im Rat"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The Netherlands is late, it said", (0,), "The Netherlands"),
        ("Das Institut der Reeder warnt , es sei spät", (0,), "Das Institut"),
        ("Das sagte Anna , es sei spät", (0,), "Das"),
        ("Die Reeder warnen , es sei spät", (0, 1), "Die Reeder"),
    ],
)
def test_an_article_takes_its_noun(text: str, words: tuple[int, ...], speaker: str) -> None:
    found = tokens(text)
    last = len(found) - 1
    event = _event(last, (last - 1, last), speaker=words, cue=(2,))
    made = statements(text, found, [(0.9, event)], german=not text.startswith("The"))
    assert made[0].speaker is not None
    assert made[0].speaker.span.text == speaker


def test_english_kinds_go_by_the_marks() -> None:
    stretches = [(0, 4)]
    inside, outside, free = _event(1, (1, 2, 3, 9), cue=(5,)), _event(6, (2, 3, 6), cue=(5,)), _event(6, (6, 7))
    kinds = [kind_by_marks(e, stretches, named=False).kind for e in (inside, outside, free)]
    assert kinds == ["direct", "indirect", "free_indirect"]


def test_a_named_kind_yields_only_to_plain_marks() -> None:
    whole = replace(_event(0, (0, 1, 2, 3), cue=(5,)), kind="indirect")
    half = replace(_event(0, (0, 1, 6, 7), cue=(5,)), kind="indirect")
    none, unframed = _event(6, (6, 7), cue=(5,)), _event(6, (6, 7))
    kinds = [kind_by_marks(e, [(0, 4)]).kind for e in (whole, half, none, unframed)]
    assert kinds == ["direct", "indirect", "indirect", "indirect_free_indirect"]


def test_a_question_that_nobody_is_said_to_ask_has_no_speaker() -> None:
    text = "„Zahlen Sie?“ Die Minister schwiegen. „Wir zahlen.“"
    found = tokens(text)
    words = {text[a:b]: i for i, (a, b) in enumerate(found)}
    who = (words["Minister"],)
    asked = _event(1, (1, 2, 3), speaker=who)
    told = _event(words["Wir"], (words["Wir"],), speaker=who)
    first, second = statements(text, found, [(0.8, asked), (0.8, told)])
    assert (first.content[0].text, first.speaker, first.voice) == ("„Zahlen Sie?“", None, "unnamed")
    assert second.speaker is not None


def test_who_opens_the_next_sentence_has_not_said_it() -> None:
    text = "Lett kann sich Ruhe vorstellen. Die Fischer fehlten."
    found = tokens(text)
    words = {text[a:b]: i for i, (a, b) in enumerate(found)}
    ruhe, cue = words["Ruhe"], (words["vorstellen"],)
    behind = replace(_event(ruhe, (ruhe,), cue=cue, speaker=(words["Die"],)), kind="indirect")
    before = replace(_event(ruhe, (ruhe,), cue=cue, speaker=(words["Lett"],)), kind="indirect")
    first, second = statements(text, found, [(0.8, behind), (0.8, before)])
    assert first.speaker is None
    assert second.speaker is not None


@pytest.mark.parametrize(("words", "speaks"), [("reichen", False), ("sie", True), ("Fachleute", True)])
def test_a_german_word_in_small_letters_that_is_no_pronoun_does_not_speak(words: str, speaks: bool) -> None:
    text = f"Das genügt nicht, sagten {words}."
    event = replace(_event(0, (0, 1, 2), cue=(4,), speaker=(5,)), kind="indirect")
    (statement,) = statements(text, tokens(text), [(0.8, event)], german=True)
    assert (statement.speaker is not None) is speaks
    (statement,) = statements(text, tokens(text), [(0.8, event)])
    assert statement.speaker is not None


def test_a_title_and_the_text_under_it_are_not_one_quotation() -> None:
    event = in_its_place(_event(2, (2, 3, 4, 5), cue=(1, 6), speaker=(0,)), [0, 0, 7, 7, 0, 8, 7])
    assert event.content == (2, 3)
    assert event.roles["cue"] == (6,)
    assert event.roles["speaker"] == ()


@pytest.mark.parametrize(
    ("text", "speaker", "is_object"),
    [
        ("Der Rat kann sich eine Brücke vorstellen.", "eine Brücke", True),
        ("Auch der Orts-Rat kann sich eine Brücke vorstellen.", "eine Brücke", True),
        ("Der Rat kann sich eine Brücke vorstellen.", "Der Rat", False),
        ("Es ist spät. Kann sich der Rat eine Brücke vorstellen?", "der Rat", False),
        ("Dass sich der Rat eine Brücke vorstelle, war neu.", "der Rat", False),
        ("Darauf bereiten sich die Städte vor, hieß es.", "die Städte", False),
    ],
)
def test_what_somebody_imagines_does_not_speak(text: str, speaker: str, is_object: bool) -> None:
    found = tokens(text)
    at = text.index(speaker)
    mine = tuple(i for i, (a, b) in enumerate(found) if at <= a and b <= at + len(speaker))
    cue = tuple(i for i, (a, b) in enumerate(found) if text[a:b] in ("vorstellen", "vorstelle", "bereiten", "vor"))
    assert speaks_as_object(_event(len(found) - 2, (len(found) - 2,), speaker=mine, cue=cue), text, found) is is_object


def test_in_english_a_pronoun_alone_is_nothing_said() -> None:
    text = 'The mayor balked at that. The mayor balked at ferries. "This?" the mayor asked.'
    found = tokens(text)

    def told(said: str, kind: str = "indirect") -> list[str]:
        at = text.index(said)
        words = tuple(i for i, (a, b) in enumerate(found) if at <= a and b <= at + len(said))
        event = replace(_event(words[0], words, cue=(2,), speaker=(0, 1)), kind=kind)
        return [c.text for s in statements(text, found, [(0.9, event)]) for c in s.content]

    assert told("that") == []
    assert told("ferries") == ["ferries"]
    assert told('"This?"', "direct") == ['"This?"']


def test_the_report_itself_in_a_new_paragraph_is_not_the_last_speakers() -> None:
    for verb, kept in (("lehnen", False), ("habe", True)):
        text = f"So sei es, sagte Ohm.\n\nDie Inseln {verb} das ab."
        found = tokens(text)
        first = next(i for i, (a, _) in enumerate(found) if text[a:].startswith("Die"))
        speaker = next(i for i, (a, _) in enumerate(found) if text[a:].startswith("Ohm"))
        event = replace(
            _event(first, tuple(range(first, first + 5)), speaker=(speaker,)), kind="indirect_free_indirect"
        )
        assert bool(statements(text, found, [(0.6, event)], german=True)) == kept
