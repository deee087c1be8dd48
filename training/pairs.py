"""Pairs of a question and a stretch of text, with what the stretch answers: none, yes, no, open.

From the Wahl-O-Mat (thesis, a party's reason, its answer), sentences of report made of its theses by templates of our
own, examples written for this, the own texts that are trained on (question, sentence, gold answer), unrelated pairs.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from benchmarks.positions import GROUPS
from standpunkt.reading.decoding import ANSWERS
from standpunkt.reading.sentences import sentences
from standpunkt.statements import Codebook
from training.leaning import DATA, rows
from training.model import Network

__all__ = ["Pair", "Pairs", "asked", "encoded", "gold_pairs", "pair_logits", "pair_loss", "reported"]

NONE, YES, NO, OPEN = range(4)
_GOLD = {"yes": YES, "conditional": YES, "no": NO, "open": OPEN}
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


@dataclass(frozen=True)
class Pair:
    """A question, a stretch of text `[start, end)`, and the number of its answer in `ANSWERS`; `others` are questions
    that it does not answer."""

    question: str
    text: str
    start: int
    end: int
    answer: int
    others: tuple[str, ...] = ()


Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


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


class Pairs:
    """An endless source of batches of pairs."""

    def __init__(self, tokenizer: Tokenizer, rng: random.Random) -> None:
        self.tokenizer, self.rng = tokenizer, rng
        self.by_party: list[list[tuple[str, str, int]]] = []
        parties: dict[tuple[str, str], list[tuple[str, str, int]]] = defaultdict(list)
        answers = rows(DATA / "wahlomat" / "positions.jsonl.gz")
        often = Counter(r.get("reason") for r in answers)
        for r in answers:
            reason = (r.get("reason") or "").strip('" ')
            dull = "egründung" in reason[:60] or len(reason) < 40 or often[r.get("reason")] > 3
            parties[r["election"], r["party"]].append((r["thesis"], "" if dull else reason, _FROM_THESES[r["answer"]]))
        self.by_party = [p for p in parties.values() if len(p) > 5 and any(x[1] for x in p)]
        self.own = own_pairs()
        self.examples = list(examples())
        self.waiting: list[Pair] = []

    def _stretch(self, question: str, text: str, answer: int) -> Pair:
        """One to three sentences in a row, the first ones more often, with what stands beside them or without."""
        rng = self.rng
        if rng.random() < 0.2:
            text = f"„{text[:300]}“, sagte {rng.choice(_WHO)}."
        split = sentences(text, "de")
        first = 0 if rng.random() < 0.6 else rng.randrange(len(split))
        end = min(len(split), first + rng.choice((1, 1, 2, 3)))
        around = rng.random() < 0.5
        a, b = split[max(0, first - around)][0], split[min(len(split), end + around) - 1][1]
        start, stop = split[first][0], min(split[end - 1][1], split[first][0] + 420)
        return Pair(question, text[a : min(b, stop + 150)], start - a, stop - a, answer)

    def draw(self) -> Pair:
        """A pair at random: a seventh of the own texts, a third of the written examples, the rest of the Wahl-O-Mat."""
        rng, kind = self.rng, self.rng.random()
        if kind < 0.14:
            return rng.choice(self.own[rng.choice((NONE, YES, NO, OPEN))])
        pair = rng.choice(self.examples) if kind < 0.47 else self.of_party()
        return self.unrelated(pair) if rng.random() < 0.25 else pair

    def of_party(self) -> Pair:
        """What a party says of a thesis: its reason, or a sentence of report made of the thesis."""
        rng = self.rng
        party = rng.choice(self.by_party)
        thesis, reason, answer = rng.choice([x for x in party if x[1]])
        others = tuple(asked(x[0]) for x in rng.sample(party, min(6, len(party))) if x[0] != thesis)
        question = asked(thesis) if rng.random() < 0.8 else thesis
        if rng.random() < 0.25:
            side = rng.choice((YES, NO, OPEN))
            if text := reported(thesis, side, rng):
                return Pair(question, text, 0, len(text), side, others)
        return replace(self._stretch(question, reason, answer), others=others)

    def unrelated(self, pair: Pair) -> Pair:
        """The same stretch with a question that it does not answer."""
        return replace(pair, question=self.rng.choice(pair.others), answer=NONE) if pair.others else pair

    def batch(self, subwords: int) -> Batch:
        """Ids and masks of questions and of texts, which subwords of the texts are the stretch, answers; pairs of like
        length, at most `subwords` padded."""
        if len(self.waiting) < 20:
            drawn = [self.draw() for _ in range(400)]
            self.waiting = sorted(drawn, key=lambda p: len(p.question) + len(p.text) + self.rng.random() * 40)
        first = self.rng.randrange(max(1, len(self.waiting) - 20))
        chosen: list[Pair] = []
        longest = 0
        while first < len(self.waiting):
            longest = max(longest, (len(self.waiting[first].question) + len(self.waiting[first].text)) // 4 + 8)
            if chosen and longest * (len(chosen) + 1) > subwords:
                break
            chosen.append(self.waiting.pop(first))
        return encoded(self.tokenizer, chosen)


def encoded(tokenizer: Tokenizer, pairs: list[Pair]) -> Batch:
    """Pairs as tensors."""
    asked_ids, ids, inside = [], [], []
    for p in pairs:
        asked_ids.append([0, *tokenizer.encode(p.question, add_special_tokens=False).ids[:60], 2])
        found = tokenizer.encode(p.text, add_special_tokens=False)
        ids.append([0, *found.ids[:250], 2])
        inside.append([False, *(a < p.end and b > p.start for a, b in found.offsets[:250]), False])
    length = max(map(len, ids))
    part = torch.tensor([x + [False] * (length - len(x)) for x in inside])
    answers = torch.tensor([p.answer for p in pairs])
    return (*_padded(asked_ids), *_padded(ids), part, answers)


def _padded(ids: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    lengths = torch.tensor([len(i) for i in ids])
    out = torch.ones(len(ids), int(lengths.max()), dtype=torch.long)
    for k, i in enumerate(ids):
        out[k, : len(i)] = torch.tensor(i)
    return out, torch.arange(out.shape[1])[None] < lengths[:, None]


def gold_pairs(path: Path, around: int = 2) -> Iterator[Pair]:
    """The questions of an annotated text with each of its sentences (and `around` more on either side, to know it by),
    and what that answers."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (path.parent / gold["doc"]).read_bytes().decode("utf-8")
    split = sentences(text, gold["language"])
    for question in Codebook.from_questions(gold["codebook"]).questions:
        told = [p for p in gold.get("positions", ()) if p["question"] == question.id]
        for n, (a, b) in enumerate(split):
            here = {
                p["answer"] for p in told for s, e in p["evidence"] if min(e, b) - max(s, a) > 0.5 * min(e - s, b - a)
            }
            if len(here) > 1 or b - a < 20:
                continue
            answer = _GOLD[here.pop()] if here else NONE
            low, high = split[max(0, n - around)][0], split[min(len(split) - 1, n + around)][1]
            yield Pair(question.words(gold["language"]), text[low:high], a - low, b - low, answer)


def examples() -> Iterator[Pair]:
    """What was written for this: the sentences of `texts/positions.jsonl` and `texts/pairs-*.jsonl` with questions."""
    folder = Path(__file__).parent / "texts"
    single = [json.loads(line) for line in (folder / "positions.jsonl").read_text(encoding="utf-8").splitlines()]
    asked_of = sorted({r["question"] for r in single})
    for r in single:
        at = asked_of.index(r["question"])
        others = tuple(asked_of[(at + k) % len(asked_of)] for k in (1, 2, 3))
        yield Pair(r["question"], r["text"], 0, len(r["text"]), _GOLD.get(r["answer"], NONE), others)
    for file in sorted(folder.glob("pairs-*.jsonl")):
        written = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for n, row in enumerate(written):
            others = tuple(r["question"] for k, r in enumerate(written) if 0 < abs(k - n) < 5)
            for answer, name in enumerate(ANSWERS):
                for text in row[name]:
                    yield Pair(row["question"], text, 0, len(text), answer, others)


def own_pairs() -> dict[int, list[Pair]]:
    """The pairs of the own texts that are trained on, by answer."""
    out: dict[int, list[Pair]] = defaultdict(list)
    for path in GROUPS["others"]:
        for pair in gold_pairs(path):
            out[pair.answer].append(pair)
    return out


def pair_logits(net: Network, batch: Batch) -> torch.Tensor:
    """Logits of `ANSWERS` of a batch of pairs."""
    asked_ids, asked_mask, ids, mask, part, _ = batch
    question, text = (net.run(net.embed(i), m, 0, net.sizes.lower) for i, m in ((asked_ids, asked_mask), (ids, mask)))
    return net.answers(question, asked_mask, text, part)


def pair_loss(net: Network, batch: Batch) -> torch.Tensor:
    """The mean loss of a batch of pairs."""
    return F.cross_entropy(pair_logits(net, batch), batch[-1], label_smoothing=0.05)
