"""Stretches of text and questions, with what the stretch answers to each: none, yes, no, conditional, open.

From the Wahl-O-Mat (thesis, a party's reason, its answer), sentences of report made of its theses by templates of our
own, sentences and short articles written for this, unrelated pairs.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from standpunkt.reading.answers import ANSWERS, STATUSES
from standpunkt.reading.sentences import sentences
from training.corpora import further_questions, short_articles
from training.leaning import DATA, rows

__all__ = ["Batch", "Case", "Cases", "articles", "asked", "comments", "examples", "foreign", "in_batches", "reported"]

NONE, YES, NO, CONDITIONAL, OPEN = range(5)
BOUND = -1  # yes, or a yes bound to something: texts that do not tell these apart
_NUMBER = {name: n for n, name in enumerate(ANSWERS)}
_FROM_THESES = {"agree": YES, "disagree": NO, "neutral": OPEN}
_SOLL = re.compile(r"(?P<who>[^,.;:!?]{2,90}?) (?P<verb>soll(?:en|te|ten)?) (?P<what>[^,.;:!?]{6,140})\.?")
_SMALL = re.compile(
    r"(?:Der|Die|Das|Den|Dem|Ein|Eine|Einen|In|Im|An|Am|Auf|Alle|Bei|Beim|Für|Zur|Zum|Es|Jede[rs]?|Keine?|Mehr|"
    r"Nach|Neue|Ab|Vor|Öffentliche|Staatliche|Auch|Aus|Bis|Unter|Über|Von|Mit|Wer|Ausländische|Deutsche)\b"
)
_WHO = re.findall(r"[^;]+", (
    "der Verband;die Gewerkschaft;die Ministerin;der Minister;der Bürgermeister;Norwegen;die Niederlande;Paris;die FDP;"
    "die Grünen;der Sprecher;die Fraktion;das Land;der Betriebsrat;die Kommission;Präsident Halvorsen;Sabine Trautwein;"
    "der Vorstand;die Opposition;Warschau;die Stadt;die Union;die Bauern;die Geschäftsführerin;Außenminister Okonjo;"
    "die Kirche;der Senat;Brüssel;die Regierung;das Bündnis"
))  # fmt: skip
_REPORTED = {
    YES: (
        "{A} fordert, dass {T}.", "{A} verlangt, dass {T}.", "{A} sprach sich dafür aus, dass {T}.",
        "Dass {T}, hält {a} für richtig.",
        "{A} besteht darauf, dass {T}.", "{A} setzt sich dafür ein, dass {T}.", "Nach dem Willen von {d} gilt: {S}.",
        "„{S}“, sagte {a}.", "{A} begrüßte, dass {T}.", "{A} stimmte zu, dass {T}.", "{A} warb dafür, dass {T}.",
        "{A} hat nichts dagegen, dass {T}.", "Für {a} ist unverzichtbar, dass {T}.", "{S}, forderte {a}.",
    ),
    NO: (
        "{A} lehnt es ab, dass {T}.", "{A} will verhindern, dass {T}.", "Dass {T}, kommt für {a} nicht in Frage.",
        "{A} sperrt sich dagegen, dass {T}.", "{A} sprach sich dagegen aus, dass {T}.", "{A} schloss aus, dass {T}.",
        "{A} hält nichts davon, dass {T}.", "Mit {d} ist nicht zu machen, dass {T}.", "{A} warnte davor, dass {T}.",
        "„Wir werden nicht zulassen, dass {T}“, sagte {a}.", "{A} weigert sich hinzunehmen, dass {T}.",
        "{A} bezeichnete es als falsch, dass {T}.", "{A} will nicht, dass {T}.",
    ),
    OPEN: (
        "{A} ließ offen, ob {T}.", "Ob {T}, will {a} erst später entscheiden.", "{A} schließt nicht aus, dass {T}.",
        "{A} kann sich vorstellen, dass {T}.", "{A} prüft, ob {T}.", "„Ob {T}, müssen wir noch beraten“, sagte {a}.",
        "{A} wollte sich nicht festlegen, ob {T}.", "{A} sagte kein Nein dazu, dass {T}.",
        "{A} zeigte sich offen dafür, dass {T}.", "{A} ist noch unentschieden, ob {T}.",
    ),
}  # fmt: skip
_UNITS = frozenset(
    re.findall(r"\w+", "Euro Millionen Dollar Cent Prozent Franken Pfund euros dollars pounds million percent")
)
_MOST = 200  # subwords of a text
_TOLD = 2  # questions that a case answers, at most
_FOREIGN, _FOREIGN_ALONE = 0.4, 0.12  # of the cases of articles, with questions to other articles: besides, alone


@dataclass(frozen=True)
class Case:
    """A text of which `[start, end)` is the stretch that may answer, and questions with the number of what it answers
    to each (in `ANSWERS`, or `BOUND`); `others` are questions that it does not answer. `pledge` is the number of the
    status of what it pledges (in `STATUSES`; -1 where that is not known), `what` where the noun for it stands."""

    text: str
    start: int
    end: int
    asked: tuple[tuple[str, int], ...]
    others: tuple[str, ...] = ()
    pledge: int = -1
    what: tuple[int, int] | None = None


@dataclass(frozen=True)
class Batch:
    """Cases as tensors: ids, mask, parts (0 beside, 1 a question, 2 the stretch), numbers of the questions at their
    subwords (-1 elsewhere), answers (cases × questions, -100 where there is none), pledges, which subwords are what is
    pledged."""

    ids: torch.Tensor
    mask: torch.Tensor
    part: torch.Tensor
    number: torch.Tensor
    answers: torch.Tensor
    pledges: torch.Tensor
    what: torch.Tensor


def _within(text: str) -> str:
    """The words as they stand inside a sentence."""
    return text[0].lower() + text[1:] if _SMALL.match(text) else text


def asked(thesis: str) -> str:
    """A thesis as a question, where its form allows: "Das Land soll zahlen." → "Soll das Land zahlen?"."""
    if m := _SOLL.fullmatch(thesis.strip()):
        return f"{m['verb'].capitalize()} {_within(m['who'])} {m['what']}?"
    return thesis


def reported(thesis: str, answer: int, rng: random.Random) -> str | None:
    """A sentence of report in which somebody takes this side on a thesis, or None where its form allows none."""
    m = _SOLL.fullmatch(thesis.strip())
    if not m:
        return None
    who = rng.choice(_WHO)
    by = re.sub(r"^(die|der|das)\b", lambda x: {"die": "der", "der": "dem", "das": "dem"}[x[0]], who)
    told = f"{_within(m['who'])} {m['what']} {m['verb']}"
    stated = f"{m['who']} {m['verb']} {m['what']}"
    pattern = rng.choice(_REPORTED[answer])
    return pattern.format(A=who[0].upper() + who[1:], a=who, d=by, T=told, S=stated)


class Cases:
    """An endless source of batches. `shares`: how often each kind is drawn; `answering`: how many of the sentences of
    articles answer something; `fresh`: the files of articles that are drawn as "fresh" besides."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        rng: random.Random,
        shares: dict[str, float],
        answering: float = 0.6,
        fresh: frozenset[str] = frozenset(),
    ) -> None:
        self.tokenizer, self.rng, self.shares, self.answering = tokenizer, rng, shares, answering
        parties: dict[tuple[str, str], list[tuple[str, str, int]]] = defaultdict(list)
        answers = rows(DATA / "wahlomat" / "positions.jsonl.gz")
        often = Counter(r.get("reason") for r in answers)
        for r in answers:
            reason = (r.get("reason") or "").strip('" ')
            dull = "egründung" in reason[:60] or len(reason) < 40 or often[r.get("reason")] > 3
            parties[r["election"], r["party"]].append((r["thesis"], "" if dull else reason, _FROM_THESES[r["answer"]]))
        self.by_party = [p for p in parties.values() if len(p) > 5 and any(x[1] for x in p)]
        self.examples = list(examples())
        self.comments = list(comments())
        self.articles = {kind: self._views(further=kind == "further") for kind in ("articles", "further")}
        if fresh:
            self.articles["fresh"] = self._views(files=fresh)
        self.language = _questions()
        self.foreign = {x: [q for q, y in self.language.items() if x == y] for x in ("de", "en")}
        self.more: list[Case] = []  # drawn as "more"
        self.waiting: list[Case] = []

    @staticmethod
    def _views(*, further: bool = False, files: frozenset[str] | None = None) -> dict[bool, list[tuple[Case, Case]]]:
        """The sentences of articles alone and with the one before, by whether they answer anything."""
        out: dict[bool, list[tuple[Case, Case]]] = {True: [], False: []}
        both = (articles(held_out=False, before=n, further=further, files=files) for n in (0, 1))
        for views in zip(*both, strict=True):
            out[any(a != NONE for _, a in views[0].asked)].append(views)
        return out

    def _stretch(self, question: str, text: str, answer: int) -> Case:
        """One to three sentences in a row, the first ones more often, with what stands before them or without."""
        rng = self.rng
        if rng.random() < 0.2:
            text = f"„{text[:300]}“, sagte {rng.choice(_WHO)}."
        split = sentences(text, "de")
        first = 0 if rng.random() < 0.6 else rng.randrange(len(split))
        end = min(len(split), first + rng.choice((1, 1, 2, 3)))
        a = split[max(0, first - (rng.random() < 0.3))][0]
        start, stop = split[first][0], min(split[end - 1][1], split[first][0] + 420)
        return Case(text[a:stop], start - a, stop - a, ((question, answer),))

    def draw(self) -> Case:
        """A case at random, with up to two questions that it answers and up to three others, in random order."""
        rng = self.rng
        kind = rng.choices(list(self.shares), list(self.shares.values()))[0]
        if kind in self.articles:
            case = rng.choice(rng.choice(self.articles[kind][rng.random() < self.answering]))
        elif kind == "comments":
            case = rng.choice(self.comments)
        elif kind == "more" and self.more:
            case = rng.choice(self.more)
        else:
            case = self.of_party() if kind == "parties" else rng.choice(self.examples)
        told = [x for x in case.asked if x[1] != NONE]
        told = rng.sample(told, min(len(told), _TOLD))
        rest = [*(x for x in case.asked if x[1] == NONE), *((q, NONE) for q in case.others)]
        questions = [*told, *rng.sample(rest, min(len(rest), rng.choice((0, 1, 1, 2, 3)) + (not told)))]
        if kind in self.articles:
            questions = self._with_foreign(questions)
        rng.shuffle(questions)
        return replace(case, asked=tuple(questions))

    def _with_foreign(self, questions: list[tuple[str, int]]) -> list[tuple[str, int]]:
        """In two of five cases with a question to another article besides, in one of eight with such alone."""
        rng = self.rng
        chance = rng.random()
        if chance > _FOREIGN + _FOREIGN_ALONE:
            return questions
        number = rng.choice((1, 1, 2)) if chance < _FOREIGN else rng.choice((1, 2, 3, 4))
        found = [(q, NONE) for q in rng.sample(self.foreign[self.language[questions[0][0]]], number)]
        return [*questions, *found] if chance < _FOREIGN else found

    def of_party(self) -> Case:
        """What a party says of a thesis: its reason, or a sentence of report made of the thesis."""
        rng = self.rng
        while True:
            party = rng.choice(self.by_party)
            thesis, reason, answer = rng.choice([x for x in party if x[1]])
            if answer != OPEN or rng.random() < 0.3:
                break
        others = tuple(asked(x[0]) for x in rng.sample(party, min(6, len(party))) if x[0] != thesis)
        question = asked(thesis) if rng.random() < 0.8 else thesis
        if rng.random() < 0.2:
            side = rng.choice((YES, NO, OPEN))
            if text := reported(thesis, side, rng):
                return Case(text, 0, len(text), ((question, side),), others)
        return replace(self._stretch(question, reason, answer), others=others)

    def batch(self, subwords: int) -> Batch:
        """Cases of like length, at most `subwords` padded."""
        if len(self.waiting) < 20:
            self.waiting = sorted((self.draw() for _ in range(600)), key=lambda c: _size(c) + self.rng.random() * 8)
        first = self.rng.randrange(max(1, len(self.waiting) - 20))
        chosen: list[Case] = []
        longest = 0
        while first < len(self.waiting):
            longest = max(longest, _size(self.waiting[first]))
            if chosen and longest * (len(chosen) + 1) > subwords:
                break
            chosen.append(self.waiting.pop(first))
        return encoded(self.tokenizer, chosen)


def _questions() -> dict[str, str]:
    """The questions of the articles that are trained on, and the language of each."""
    more = further_questions()
    return {
        question: article["language"]
        for key, article in short_articles(held_out=False)
        for row in (article, *more.get(key, ()))
        for question in row["questions"]
    }


def foreign(cases: Sequence[Case]) -> list[Case]:
    """Of every case that answers something, its text with the questions of another, a tenth of them further on."""
    told = [c for c in cases if any(a != NONE for _, a in c.asked)]
    far = [*told[len(told) // 10 :], *told[: len(told) // 10]]
    return [replace(c, asked=tuple((q, NONE) for q, _ in o.asked)) for c, o in zip(told, far, strict=True)]


def _size(case: Case) -> int:
    """About how many subwords a case has."""
    return (len(case.text) + sum(len(q) for q, _ in case.asked)) // 4 + 8


def encoded(tokenizer: Tokenizer, cases: Sequence[Case]) -> Batch:
    """Cases as tensors. What is too long loses words before the stretch."""
    made = []
    for c in cases:
        found = tokenizer.encode(c.text, add_special_tokens=False)
        inside = [2 if a < c.end and b > c.start else 0 for a, b in found.offsets]
        low = max(0, len(found.ids) - _MOST) if 2 not in inside[:_MOST] else 0
        ids, part = [0, *found.ids[low : low + _MOST], 2], [0, *inside[low : low + _MOST], 0]
        w = c.what or (0, 0)
        what = [0.0, *(float(a < w[1] and b > w[0]) for a, b in found.offsets[low : low + _MOST]), 0.0]
        number = [-1] * len(ids)
        for n, (question, _) in enumerate(c.asked):
            more = [*tokenizer.encode(question, add_special_tokens=False).ids[:50], 2]
            ids += more
            part += [1] * len(more)
            number += [n] * len(more)
        made.append((ids, part, number, what + [0.0] * (len(ids) - len(what))))
    length = max(len(m[0]) for m in made)

    def padded(rows: Iterable[list[int] | list[float]], filler: float) -> torch.Tensor:
        return torch.tensor([r + [filler] * (length - len(r)) for r in rows])

    mask = torch.arange(length)[None] < torch.tensor([len(m[0]) for m in made])[:, None]
    most = max(len(c.asked) for c in cases)
    answers = torch.tensor([[a for _, a in c.asked] + [-100] * (most - len(c.asked)) for c in cases])
    return Batch(
        padded((m[0] for m in made), 1), mask, padded((m[1] for m in made), 0), padded((m[2] for m in made), -1),
        answers, torch.tensor([c.pledge for c in cases]), padded((m[3] for m in made), 0.0),
    )  # fmt: skip


def in_batches(tokenizer: Tokenizer, cases: Sequence[Case], subwords: int) -> Iterator[tuple[list[int], Batch]]:
    """All cases once, in batches of like length, with their numbers."""
    order = sorted(range(len(cases)), key=lambda n: _size(cases[n]))
    chosen: list[int] = []
    for n in order:
        if chosen and _size(cases[n]) * (len(chosen) + 1) > subwords:
            yield chosen, encoded(tokenizer, [cases[k] for k in chosen])
            chosen = []
        chosen.append(n)
    if chosen:
        yield chosen, encoded(tokenizer, [cases[k] for k in chosen])


def articles(
    *, held_out: bool, before: int = 1, further: bool = False, files: frozenset[str] | None = None
) -> Iterator[Case]:
    """Every sentence of the short articles (None: of all `files`) with its questions (or with the further ones, of
    those articles that have such), and up to `before` sentences before it."""
    more = further_questions() if further else {}
    for key, article in short_articles(held_out=held_out):
        if files is not None and key[0].removeprefix("articles-") not in files:
            continue
        told = defaultdict(set)
        questions = [] if further else list(article["questions"])
        for a in () if further else article["answers"]:
            told[a["s"], a["q"]].add(_NUMBER[a["a"]])
        for row in more.get(key, ()):
            for a in row["answers"]:
                told[a["s"], len(questions) + a["q"]].add(_NUMBER[a["a"]])
            questions += row["questions"]
        if not questions:
            continue
        said = [s for p in article["paragraphs"] for s in p]
        for k, sentence in enumerate(said):
            text = " ".join(said[max(0, k - before) : k + 1])
            answers = tuple(
                (question, min(told[k, q], default=NONE))
                for q, question in enumerate(questions)
                if len(told[k, q]) <= 1
            )
            start = len(text) - len(sentence)
            given = [p for p in article["pledges"] if p["s"] == k]
            pledge = STATUSES.index(given[0]["status"]) if given else 0
            word = given[0]["what"] if given else None
            at = text.find(word, start) if word and word not in _UNITS else -1
            what = (at, at + len(word)) if word and at >= 0 else None
            yield Case(text, start, len(text), answers, (), pledge, what)


def examples() -> Iterator[Case]:
    """What was written for this: the sentences of `texts/positions.jsonl` and `texts/pairs-*.jsonl` with questions."""
    folder = Path(__file__).parent / "texts"
    single = [json.loads(line) for line in (folder / "positions.jsonl").read_text(encoding="utf-8").splitlines()]
    asked_of = sorted({r["question"] for r in single})
    for r in single:
        at = asked_of.index(r["question"])
        others = tuple(asked_of[(at + k) % len(asked_of)] for k in (1, 2, 3))
        yield Case(r["text"], 0, len(r["text"]), ((r["question"], _NUMBER.get(r["answer"], NONE)),), others)
    for file in sorted(folder.glob("pairs-*.jsonl")):
        written = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for n, row in enumerate(written):
            others = tuple(r["question"] for k, r in enumerate(written) if 0 < abs(k - n) < 5)
            for name, answer in (("none", NONE), ("yes", BOUND), ("no", NO), ("open", OPEN)):
                for text in row[name]:
                    yield Case(text, 0, len(text), ((row["question"], answer),), others)


def comments() -> Iterator[Case]:
    """What was written for and against in answer to questions (`texts/stances-de.jsonl`)."""
    file = Path(__file__).parent / "texts" / "stances-de.jsonl"
    written = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for n, row in enumerate(written):
        others = tuple(r["question"] for k, r in enumerate(written) if 0 < abs(k - n) < 5)
        for side, answer in (("for", BOUND), ("against", NO)):
            for text in row[side]:
                yield Case(text, 0, len(text), ((row["question"], answer),), others)
