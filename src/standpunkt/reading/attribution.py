"""Events in words become statements with spans: who is reported to have said what. Pure.

The kinds and media are those of the German news quotation scheme (Petersen-Frey and Biemann 2024).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from standpunkt.model import Kind, Medium, Statement, Voice, Who
from standpunkt.reading.decoding import EventWords
from standpunkt.reading.unframed import subjunctive
from standpunkt.span import Span

__all__ = [
    "best_events",
    "by_the_reporter",
    "from_near",
    "in_its_place",
    "kind_by_marks",
    "quotations",
    "spans_of",
    "speaks_as_object",
    "statements",
    "united",
]

# Quotation marks in pairs, German, French, English and typewriter's; at most 1,500 characters apart.
_INSIDE = r"(?:(?!\n\s*\n)[^{}]){{1,1500}}?"
_QUOTED = re.compile(
    "|".join(
        opening + _INSIDE.format(opening + closing) + f"[{closing}]"
        for opening, closing in (("„", "“”"), ("»", "«"), ("«", "»"), ("“", "”"), ('"', '"'))
    )
)


_COPIES = 0.4  # of the words of both, more than 0.8 by Dice
_PART = 0.9
# What is less sure than this is told once; 0.7 gains GNQA 0.1 points more
_SURE = 0.8


def best_events(
    events: Iterable[tuple[float, EventWords]],
    threshold: float,
    *,
    scheme: str = "gnqa",
    stretches: Sequence[tuple[int, int]] = (),
) -> list[tuple[float, EventWords]]:
    """The events whose confidence (mean of anchor and event) reaches `threshold`, each told once.

    Of events with one anchor, or whose words are near copies (more than 0.8 by Dice), or that share a cue while one
    holds the words of the other, the surer one stays; also where one tells the other with its cue ("she asked them to
    pay" beside "to pay"), but for `polnear` and sure events of `gnqa`, which mark speech within speech. A sure event of
    just the words in quotation marks (`stretches`, as `quotations` gives them) within a longer one stands beside it:
    GNQA calls them a direct quotation within an indirect one. The words that count are the cue for `spkatt`, which
    anchors events there, and the content otherwise.
    """
    marked = [set(range(a, b)) for a, b in stretches if a < b]
    kept: list[tuple[float, EventWords, set[int]]] = []
    sure = sorted(((0.5 * p + 0.5 * e.keep, e) for p, e in events), key=lambda x: (-x[0], x[1].anchor))
    for confidence, event in sure:
        mine = set(event.roles.get("cue", ()) if scheme == "spkatt" else event.content)
        if confidence < threshold or not mine:
            continue
        nested = scheme == "polnear" or (scheme == "gnqa" and confidence >= _SURE)
        if not any(
            e.anchor == event.anchor
            or (_same(event, mine, e, w, nested) and not (confidence >= _SURE and _in_marks(mine, w, marked)))
            for _, e, w in kept
        ):
            kept.append((confidence, event, mine))
    return sorted(((c, e) for c, e, _ in kept), key=lambda x: x[1].anchor)


def _in_marks(one: set[int], other: set[int], marked: Sequence[set[int]]) -> bool:
    """Whether the shorter of two contents is a stretch in quotation marks (but for a word at its end), and part of the
    other one, which begins before it or goes on beyond such stretches."""
    short, long = sorted((one, other), key=len)
    if len(short & long) < _PART * len(short):
        return False
    outside = len(long) - sum(len(long & m) for m in marked)
    if not outside or (outside == 1 and min(long) == min(short)):
        return False
    return any(min(m) == min(short) and len(m ^ short) <= 1 for m in marked)


def _same(one: EventWords, mine: set[int], other: EventWords, theirs: set[int], nested: bool) -> bool:
    both = len(mine & theirs)
    if both > _COPIES * (len(mine) + len(theirs)):
        return True
    if both < _PART * min(len(mine), len(theirs)):
        return False
    cue, their_cue = (set(e.roles.get("cue", ())) for e in (one, other))
    if not nested and not cue and len(mine) < len(theirs):
        return True  # a part of what the surer one tells, with no cue of its own
    return bool(cue & their_cue) or (not nested and bool(cue & theirs or their_cue & mine))


def united(
    news: Sequence[tuple[float, EventWords]], speeches: Iterable[tuple[float, EventWords]]
) -> list[tuple[float, EventWords]]:
    """The events of the news head, and those of the speech head that tell something else.

    The speech head, anchored at the cue, finds reports that the news head misses ("hat ausgeschlossen, Soldaten zu
    schicken"), and bare nouns besides. One of its events counts where it has a speaker and three words of content or
    more, its cue is in no other event and at most three tenths of its content are. Both come with calibrated
    confidences; the answer is in the order of anchors.
    """
    told = {w for _, e in news for w in (*e.content, *e.roles.get("cue", ()))}
    out = list(news)
    for confidence, event in sorted(speeches, key=lambda x: (-x[0], x[1].anchor)):
        content, cue = set(event.content), event.roles.get("cue", ())
        if len(content) < 3 or not event.roles.get("speaker") or told & set(cue):
            continue
        if len(told & content) <= 0.3 * len(content):
            out.append((confidence, event))
            told |= content | set(cue)
    return sorted(out, key=lambda x: x[1].anchor)


def from_near(event: EventWords, sentences: Sequence[tuple[int, int]]) -> EventWords:
    """The event without what stands too far from its content to be its own.

    A speaker and a cue two sentences or more behind it belong to what stands between; a cue in a sentence before it
    belongs to that one where the event's own sentence names the speaker. `sentences` are `[first, end)` in words.
    """
    speaker, cue = (event.roles.get(name, ()) for name in ("speaker", "cue"))
    if not event.content or not (speaker or cue):
        return event
    starts = [a for a, _ in sentences]
    first, last = (bisect_right(starts, end(event.content)) for end in (min, max))
    if bisect_right(starts, min((*speaker, *cue))) >= last + 2:
        return replace(event, frame=(), roles={**event.roles, "speaker": (), "cue": ()})
    if speaker and cue and bisect_right(starts, min(speaker)) >= first > bisect_right(starts, max(cue)):
        return replace(event, roles={**event.roles, "cue": ()})
    return event


def in_its_place(event: EventWords, place: Sequence[int]) -> EventWords:
    """The event without words of another place of the layout than its anchor's.

    `place` has a number for each word: its own for each heading, one for all of the running text, so that a title and
    the text under it are not one quotation.
    """
    here = place[event.anchor]

    def kept(words: Iterable[int]) -> tuple[int, ...]:
        return tuple(w for w in words if place[w] == here)

    roles = {name: kept(words) for name, words in event.roles.items()}
    return replace(event, content=kept(event.content), frame=kept(event.frame), roles=roles)


def spans_of(text: str, tokens: Sequence[tuple[int, int]], words: Iterable[int]) -> tuple[Span, ...]:
    """Runs of neighbouring words as spans."""
    out: list[list[int]] = []
    last = None
    for w in sorted(set(words)):
        start, end = tokens[w]
        if last is not None and w == last + 1:
            out[-1][1] = end
        else:
            out.append([start, end])
        last = w
    return tuple(Span.of(text, a, b) for a, b in out)


def quotations(text: str, tokens: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in quotation marks as `[first, end)` ranges of tokens, marks included; none crosses a blank line."""
    starts, ends = [a for a, _ in tokens], [b for _, b in tokens]
    return [(bisect_right(ends, m.start()), bisect_left(starts, m.end())) for m in _QUOTED.finditer(text)]


def kind_by_marks(event: EventWords, stretches: Sequence[tuple[int, int]], *, named: bool = True) -> EventWords:
    """The event with its kind put right by quotation marks.

    `named`: the scheme names kinds, and a kind stands unless the marks speak plainly against it: direct is what begins
    in quotation marks, has nine tenths of its words in them and a cue; what has less than three tenths in them is not.
    Otherwise (`polnear`) direct is what begins in them and has half its words there, free indirect what has no cue.
    """
    quoted = {w for a, b in stretches for w in range(a, b)}
    share = sum(w in quoted for w in event.content) / max(1, len(event.content))
    cue = bool(event.roles.get("cue"))
    if event.anchor in quoted and (share >= 0.9 and cue if named else share >= 0.5):
        return replace(event, kind="direct")
    if not named:
        return replace(event, kind="indirect" if cue else "free_indirect")
    if event.kind == "direct" and share < 0.3:
        return replace(event, kind="indirect" if cue else "indirect_free_indirect")
    return event


def _quoted(event: EventWords, stretches: Sequence[tuple[int, int]]) -> Iterable[int]:
    """The words of a direct quotation: the stretch in quotation marks in which it begins, and others of which it has
    half the words or more. Without such a stretch the words stay as they are."""
    content = set(event.content)
    begun = next(((a, b) for a, b in stretches if a <= event.anchor < b), None)
    if begun is None:
        return content
    others = [(a, b) for a, b in stretches if 2 * sum(w in content for w in range(a, b)) >= b - a > 0]
    return {w for a, b in (begun, *others) for w in range(a, b)}


def _main_run(spans: tuple[Span, ...], near: int) -> Span | None:
    """The run of most characters; of equals the one nearest to `near`."""
    return max(spans, key=lambda s: (s.end - s.start, -abs(s.start - near)), default=None)


_EDGE = frozenset(",;:.–—-")


def _trimmed(text: str, tokens: Sequence[tuple[int, int]], words: Iterable[int]) -> list[int]:
    """The words without commas, colons, dashes and full stops at either end."""
    out = sorted(words)
    while out and text[slice(*tokens[out[-1]])] in _EDGE:
        out.pop()
    while out and text[slice(*tokens[out[0]])] in _EDGE:
        out.pop(0)
    return out


def speaks_as_object(event: EventWords, text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """German: whether the speaker found is what somebody imagines, not who does ("Der Rat kann sich eine Brücke
    vorstellen").

    In a statement that is so of what follows "sich", where the verb before "sich" has something before it; "Kann sich
    der Rat eine Brücke vorstellen?" begins with the verb. An object in front ("Eine Brücke kann sich der Rat
    vorstellen") is taken for the subject too: nothing is attributed then. Of other cues ("darauf bereitet sich die
    Stadt vor") what follows "sich" is who does it.
    """
    first = min(event.roles.get("speaker", ()), default=0)
    if first < 3 or not any("vorstell" in text[slice(*tokens[i])] for i in event.roles.get("cue", ())):
        return False
    front, _, reflexive = (text[slice(*tokens[i])] for i in range(first - 3, first))
    return reflexive == "sich" and front[-1].isalnum()


def _stands_behind(text: str, speaker: Span, said: Iterable[Span]) -> bool:
    """Whether a sentence ends between all that is said, cue included, and the speaker."""
    end = max((x.end for x in said), default=speaker.start)
    return re.search(r"[.!?][\s\"“”«»]", text[end : speaker.start]) is not None


# What may stand alone as a speaker without a capital: pronouns, and adjectives that do a noun's work.
_ALONE = frozenset(re.findall(r"\w+",
    "er sie es ich du wir ihr man ihm ihn ihnen uns mir wer wem die der das den dem dieser diese dieses jener jene "
    "jeder jede alle beide beiden viele manche einige wenige mehrere andere anderer anderen einer eine eines einem "
    "keiner keine "
    "mich dich sich euch niemand jemand mancher welcher welche letzterer letztere erstere selbst"
))  # fmt: skip


def _can_speak(span: Span) -> bool:
    """German: a single word in small letters that is no pronoun ("reichen", "in") is nobody who speaks or is told."""
    word = span.text
    return not word.islower() or not word.isalpha() or word in _ALONE


_ARTICLE = re.compile(r"[Tt]he|[Aa]n?|[DdEe](?:er|ie|as|em|en|in|ine|inem|inen|iner)")
_NAMED_AFTER = re.compile(r"\s[A-ZÄÖÜ][\w'’-]*(?:\s[A-ZÄÖÜ][\w'’-]*)*")


def _with_noun(text: str, speaker: Span) -> Span:
    """Who speaks is whom an article alone stands before: "The" of "The Netherlands", "Das" of "Das Institut"."""
    if _ARTICLE.fullmatch(speaker.text) and (m := _NAMED_AFTER.match(text, speaker.end)):
        return Span.of(text, speaker.start, m.end())
    return speaker


_AS_WHAT = re.compile(r"((?:[A-ZÄÖÜ][\w-]*\s){1,4})als\s[^,.;:!?]*")


def _as_what(text: str, speaker: Span, content: Sequence[Span]) -> Span:
    """German: who speaks is whom the words open with, not what follows their "als" ("Estland als Mitglied | im Rat |
    kann sich … vorstellen")."""
    for c in content:
        if c.start < speaker.start < c.end and (m := _AS_WHAT.fullmatch(text, c.start, speaker.start)):
            return Span.of(text, c.start, c.start + len(m[1].rstrip()))
    return speaker


def _reports_anew(text: str, speaker: Span, content: Sequence[Span], event: EventWords) -> bool:
    """German: unframed words in the indicative, in a paragraph after the speaker's, are the report's own ("… sagte er.
    ¶ Die Niederlande lehnen das ab")."""
    if event.kind != "indirect_free_indirect" or event.roles.get("cue") or not content:
        return False
    return "\n" in text[speaker.end : content[0].start].strip(" ") and not subjunctive(
        " ".join(c.text for c in content)
    )


# English: with these words alone nothing is said ("balked at that", "wants more")
_EMPTY = frozenset(re.findall(r"\w+",
    "that this it them these those him her us you me more less much what which who all so nothing something anything "
    "everything one none not to do be"
))  # fmt: skip


def _empty(content: Sequence[Span]) -> bool:
    return all(word.lower() in _EMPTY for c in content for word in re.findall(r"\w+", c.text))


def _asks(content: Sequence[Span]) -> bool:
    return bool(content) and content[-1].text.rstrip("\"“”«»' ").endswith("?")


def statements(
    text: str, tokens: Sequence[tuple[int, int]], events: Sequence[tuple[float, EventWords]], *, german: bool = False
) -> tuple[Statement, ...]:
    """One statement an event, in the order of the text. `events` carry their confidence; `german` nouns have capitals.

    A statement without a speaker has the voice `hearsay` until its words are resolved.
    """
    out: list[Statement] = []
    stretches = quotations(text, tokens)
    for confidence, event in events:
        words = _quoted(event, stretches) if event.kind == "direct" else _trimmed(text, tokens, event.content)
        content = spans_of(text, tokens, words)
        anchor = tokens[event.anchor][0]
        speaker, addressee = (
            _main_run(spans_of(text, tokens, _trimmed(text, tokens, event.roles.get(role, ()))), anchor)
            for role in ("speaker", "addressee")
        )
        cue = spans_of(text, tokens, event.roles.get("cue", ()))
        if speaker and event.kind != "direct" and _stands_behind(text, speaker, (*content, *cue)):
            speaker = None
        if speaker:
            speaker = _with_noun(text, speaker)
        if german and speaker:
            speaker = _as_what(text, speaker, content)
        if german:
            speaker, addressee = (x if x and _can_speak(x) else None for x in (speaker, addressee))
        if german and speaker and _reports_anew(text, speaker, content, event):
            continue
        if not german and event.kind != "direct" and _empty(content):
            continue
        voice: Voice = "named" if speaker else "hearsay"
        if event.kind == "direct" and not event.roles.get("cue") and _asks(content):
            speaker, voice = None, "unnamed"  # whoever asks is not whoever stands nearby
        kind: Kind = event.kind  # type: ignore[assignment]
        medium: Medium = event.medium  # type: ignore[assignment]
        out.append(
            Statement(
                id=f"s{len(out) + 1}",
                voice=voice,
                kind=kind,
                medium=medium,
                content=content,
                confidence=round(confidence, 3),
                speaker=Who(speaker) if speaker else None,
                cue=cue,
                addressee=Who(addressee) if addressee else None,
                frame=spans_of(text, tokens, event.frame),
            )
        )
    return tuple(out)


# 19 of 23 judgements found on the project's development texts were right.
_JUDGED = 0.83


def by_the_reporter(judged: Iterable[Span], first: int) -> tuple[Statement, ...]:
    """The author's own judgements as statements without a speaker, numbered from `first`."""
    return tuple(
        Statement(f"s{n}", "reporter", "free_indirect", "writing", (span,), _JUDGED)
        for n, span in enumerate(judged, start=first)
    )
