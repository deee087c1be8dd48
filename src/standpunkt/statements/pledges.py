"""Pledges: who offers, considers or refuses how much of what, on which condition. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from standpunkt.knowledge import Knowledge
from standpunkt.model import Actor, Pledge, PledgeStatus, Quantity, Reading
from standpunkt.reading.answers import STATUSES
from standpunkt.span import Span
from standpunkt.statements.asking import Answered, Undertaking
from standpunkt.statements.gifts import Gifts
from standpunkt.statements.giving import DONE, MONEY
from standpunkt.statements.matching import Matcher
from standpunkt.statements.pointers import NO, OTHERWISE
from standpunkt.statements.retold import told_once
from standpunkt.statements.stance import Said, Token, judge
from standpunkt.statements.telling import RUMOURED
from standpunkt.statements.utterance import Utterance

__all__ = ["pledges"]

_MODALS = frozenset(re.findall(r"\S+", "will wollen wolle wird werde werden würde would won't"))
_BEARS = re.compile(r"\blive with\b|\bleben könn\w*|\bmit\b.{3,60}\bleben\b", re.IGNORECASE)
_COSTS = re.compile(
    r"\b(?:would|will|could|may|might) cost\b|\bcosts? (?:about |around )?[$£€\d]|\bkoste(?:t|n|te|ten)?\b"
)
_MIGHT = frozenset(("könnte", "könnten", "could"))
_TOGETHER = re.compile(r"\b(?:gemeinsam|zusammen|jointly|together|joint)\b", re.IGNORECASE)
_PROMISED = re.compile(
    r"\b(?:zugesag|zusag|sag\w* .*\bzu\b|zusich|zugesich|sicher\w* .*\bzu\b|versp?r[aio]ch|versproch|promis|pledg|vow|"
    r"guarant|garant|verpflicht|commit)",
    re.IGNORECASE | re.DOTALL,
)
_RUMOUR = re.compile(
    r"\b(?:kursier|gerücht|munkel|vernehmen|rumou?r|understood|said to|believed|weighing)", re.IGNORECASE
)
_IT_IS = re.compile(
    r"^\W*(?:es (?:geht|gehe|handelt sich|handele sich) um|dabei geht es um|it (?:is|was) about|that (?:is|was|"
    r"means)) ",
    re.IGNORECASE,
)


# What the model says (`asking.py`): the probability from which it adds a pledge, and from which its noun is what is
# given; how many characters an amount may stand from the word that is given.
_ADDED, _RENAMED, _FAR = 0.99, 0.5, 60
_WORD = re.compile(r"[^\W_][\w'’-]*")
_OUT_OF = re.compile(r"\b(?:aus|from)\s(?:(?:dem|der|den|einem|einer|the|an?|its|seinem|ihrem)\s)?(?:\w+e[nmr]\s)?$")

_ACT = {
    "de": re.compile(r"\bzu \w{2,}(?:en|ern|eln|un)\b(?!\s+\w)|\b(?:\w{2,}zu\w{2,}(?:en|ern|eln))\b(?!\s+\w)"),
    "en": re.compile(r"^\W*(?:to \w+|\w{3,}ing)\b"),
}


def pledges(
    reading: Reading,
    sentences: Sequence[tuple[int, int]],
    said: Sequence[Utterance],
    knowledge: Knowledge,
    matcher: Matcher | None = None,
    answered: Answered | None = None,
) -> tuple[Pledge, ...]:
    """What actors undertake, offer, consider or rule out to give or do, in the order of the text, each once.

    Where a question of `matcher` asks what actors give themselves, an amount of money is for what it asks about.
    `answered`: what a model says of the utterances, if there is one.
    """
    work = _Pledging(reading, knowledge, _asked(matcher))
    undertakings = answered.undertakings if answered is not None else {}
    found: list[Pledge] = []
    for u in said:
        mine = work.of(u)
        if (undertaking := undertakings.get(u.number)) is not None:
            mine = work.with_model(u, mine, undertaking)
        for pledge in mine:
            found.append(work.with_amount_after(pledge, u, sentences))
    return told_once(found)


def _asked(matcher: Matcher | None) -> str | None:
    """The noun of the only question about the actors' own doing."""
    if matcher is None or matcher.language != "de":
        return None
    own = [m for m in matcher.meanings if m.own]
    words = [w.form for m in own for w in m.words if w.noun]
    return words[0] if len(own) == 1 and words else None


def _between(span: Span, word: tuple[int, int]) -> int:
    """How many characters stand between an amount and a word; 0 where they touch or overlap."""
    return max(0, span.start - word[1], word[0] - span.end)


def _measured(amount: Quantity | None) -> bool:
    """An amount of money or of a measure; what is merely counted may be people who listen."""
    return amount is not None and amount.unit_kind not in {"people", "count", None}


class _Pledging:
    def __init__(self, reading: Reading, knowledge: Knowledge, asked: str | None = None) -> None:
        self.reading, self.knowledge = reading, knowledge
        self.text = reading.document.text
        self.language = "de" if reading.document.language.startswith("de") else "en"
        self.actors: Mapping[str, Actor] = {a.id: a for a in reading.actors}
        self.gifts = Gifts(reading, knowledge, asked)
        self.last: tuple[int, tuple[str, ...]] | None = None
        self.gave: dict[tuple[str, ...], str] = {}

    def of(self, u: Utterance) -> list[Pledge]:
        """The pledges in an utterance: one for each clause that says what is given, or one for the whole."""
        if self.aside(u):
            return []
        giving = dict.fromkeys(t.clause for t in u.tokens if self.gifts.gives([t]))
        if len(giving) > 1 and u.voice != "hearsay":
            parts = [replace(u, tokens=tuple(t for t in u.tokens if t.clause == c)) for c in giving]
            found = [p for part in parts if (p := self.one(part)) is not None]
            if len(found) > 1:
                return found
        pledge = self.one(u)
        return [pledge, *self.joined(u, pledge)] if pledge is not None else []

    def aside(self, u: Utterance) -> bool:
        """Whether it is a question, no longer so, what something costs, said "otherwise", or the reporter's own view:
        no pledge."""
        text = self.text[u.start : u.end]
        asks = text.rstrip("\"“”«»'’ ").endswith("?") or u.asks()
        past = u.former and not DONE[self.language].search(text)
        return (
            past
            or asks
            or bool(_COSTS.search(text))
            or bool(OTHERWISE.match(text))
            or (u.voice == "reporter" and u.kind != "told")
        )

    def with_model(self, u: Utterance, pledges: list[Pledge], told: Undertaking) -> list[Pledge]:
        """What the words pledge, the only pledge of an utterance with the model's noun for what is given; where they
        pledge nothing, what the model says."""
        probability = 1 - float(told.statuses[0])
        at = -1 if told.given is None else told.given
        word = next((m for m in _WORD.finditer(self.text, u.start, u.end) if m.start() <= at < m.end()), None)
        if word is None or _OUT_OF.search(self.text, u.start, word.start()):
            return pledges  # "aus dem Haushalt" is where it comes from
        if len(pledges) == 1 and probability >= _RENAMED and not self.gifts.asked:
            renamed = word.group() not in pledges[0].what and self.gifts.is_noun(word, pledges[0].quantity)
            return [replace(pledges[0], what=word.group())] if renamed else pledges
        if pledges or probability < _ADDED or self.aside(u):
            return pledges
        near = [q for q in self.gifts.amounts(u) if _between(q.span, word.span()) < _FAR]
        amount = min(near, key=lambda q: _between(q.span, word.span()), default=None)
        actors = self.givers(u, Said("yes", 0.8, "offer"))
        if self.gifts.is_noun(word, amount):
            what: str | None = word.group()
        else:
            what = self.gifts.what(u, amount, u.unbound(), self.gave.get(actors)) if amount is not None else None
        if not actors or what is None:
            return []
        status = "rumoured" if u.voice == "hearsay" else STATUSES[int(told.statuses[1:].argmax()) + 1]
        return [Pledge(
            actors, what, cast(PledgeStatus, status), u.voice if u.voice != "reporter" else "named",
            (Span.of(self.text, u.start, u.end),), round(0.9 * probability, 2), None if len(actors) > 1 else False,
            amount, tuple(c.id for c in u.conditions),
        )]  # fmt: skip

    def joined(self, u: Utterance, pledge: Pledge) -> list[Pledge]:
        """ "five million euros and 60 helpers": one pledge more for each amount that is joined to the first."""
        out: list[Pledge] = []
        last = pledge.quantity
        for q in self.gifts.amounts(u) if last is not None else ():
            if last is None or q.span.start <= last.span.end:
                continue
            between = self.text[last.span.end : q.span.start]
            if len(between) > 60 or not re.search(r"\b(?:und|and|sowie)\b", between) or re.search(r"[;:.]", between):
                break
            what = self.gifts.what(u, q, u.unbound(), None)
            if what is not None and what != pledge.what:
                out.append(replace(pledge, what=what, quantity=q))
            last = q
        return out

    def one(self, u: Utterance) -> Pledge | None:
        text = self.text[u.start : u.end]
        if _BEARS.search(text):
            return None
        tokens = u.unbound()
        amount = self.gifts.given(u)
        clauses = {t.clause for t in tokens if amount and amount.span.start <= t.start < amount.span.end}
        every = {t.clause for t in tokens}
        said = judge(tokens, self.knowledge.cues, self.language, clauses or every, u.frame)
        if said is None and clauses:  # "will pay for their vehicles, up to eight million"
            said = judge(tokens, self.knowledge.cues, self.language, every, u.frame)
        actors = self.givers(u, said)
        if u.holders and u.voice != "hearsay":
            sides = tuple(dict.fromkeys(self.side(h) for h in u.holders if self.stands(h)))
            self.last = (u.paragraph, sides) if sides else self.last
        if not actors:
            return None
        status = self.status(u, said, amount, tokens, text)
        if status is None:
            return None
        what = self.gifts.what(u, amount, tokens, self.gave.get(actors))
        if what is None:
            return None
        self.gave[actors] = what
        if amount is not None and re.search(r"\b(?:nicht mehr|mehr nicht|and no more|not a penny more)\b", text, re.I):
            amount = replace(amount, low=None)
        joint = None if len(actors) > 1 else False
        if _TOGETHER.search(text) and len(actors) > 1:
            joint = True
            if status == "offered" and not u.conditions:
                status = "committed"
        strength = said.strength if said else 0.5
        return Pledge(
            actors, what, status, u.voice if u.voice != "reporter" else "named", (Span.of(self.text, u.start, u.end),),
            round(min(0.9, 0.3 + 0.4 * strength + (0.2 if amount else 0.0)), 2), joint, amount,
            tuple(c.id for c in u.conditions),
        )  # fmt: skip

    def with_amount_after(self, pledge: Pledge, u: Utterance, sentences: Sequence[tuple[int, int]]) -> Pledge:
        """ "Es geht um 60.000 Euro" in the sentence after: the amount of what was told without one."""
        if pledge.quantity is not None or u.sentence + 1 >= len(sentences):
            return pledge
        start, end = sentences[u.sentence + 1]
        amount = next((q for q in self.reading.quantities if start <= q.span.start < end), None)
        if amount is None or not _IT_IS.match(self.text[start:end]):
            return pledge
        return replace(pledge, quantity=amount, evidence=(*pledge.evidence, Span.of(self.text, start, end)))

    def side(self, actor: str) -> str:
        """For whom an actor gives: whom it stands for, else itself."""
        found = self.actors.get(actor)
        if found is None or found.type in {"state", "organisation", "group"} or found.represents is None:
            return found.represents if found is not None and found.type == "state" and found.represents else actor
        return found.represents

    def stands(self, actor: str) -> bool:
        """Whether an actor is a side of the negotiation, or stands for one; a group of unnamed people is none."""
        found = self.actors.get(actor)
        return found is not None and (found.type != "group" or found.represents is not None)

    def givers(self, u: Utterance, said: Said | None) -> tuple[str, ...]:
        if u.voice == "experts":
            return ()
        subject = self.actors.get(u.subject or "")
        if u.voice == "hearsay" or (u.voice == "unnamed" and subject is not None and not u.own):
            if subject is not None:
                return tuple(dict.fromkeys(self.side(x) for x in (subject.id, *u.beside)))
            if u.holders and u.voice == "hearsay":
                return tuple(dict.fromkeys(self.side(h) for h in u.holders))
            return self.last[1] if self.last is not None and self.last[0] == u.paragraph else ()
        if (
            u.voice == "unnamed"
            and u.kind == "reported"
            and subject is None
            and u.holders
            and not self.stands(u.holders[0])
        ):
            return self.last[1] if self.last is not None and self.last[0] == u.paragraph else ()
        if u.own and subject is not None and subject.type in {"state", "organisation"} and len(u.holders) == 1:
            speaker = self.actors.get(u.holders[0])
            body = speaker is not None and speaker.type == "organisation" and subject.type == "state"
            if speaker is not None and (body or (speaker.type == "person" and speaker.represents is None)):
                return (self.side(subject.id),)  # "the city would pay", said by its mayor
        if not u.own and subject is not None:
            acts = said is None or said.force in {"offer", "promise", "consider", "future", "want"}
            sides = dict.fromkeys(self.side(x) for x in (subject.id, *u.beside))
            return tuple(sides) if acts and subject.type in {"state", "organisation"} else ()
        return tuple(dict.fromkeys(self.side(h) for h in u.holders))

    def status(
        self, u: Utterance, said: Said | None, amount: Quantity | None, tokens: Sequence[Token], text: str
    ) -> PledgeStatus | None:
        """How firm it is; None where nothing is undertaken."""
        if amount is not None and DONE[self.language].search(text):
            return "delivered"
        gives = self.gifts.gives(tokens)
        gift = self.gifts.names_gift(tokens)
        framing = " ".join(t.low for t in u.frame)
        if u.voice == "hearsay" or RUMOURED.search(f"{framing} {text}"):
            likely = said is not None and said.force in {"consider", "offer", "promise"}
            if amount is None and likely and (gives or gift):
                return "rumoured"
            if u.voice != "hearsay" and amount is not None and (gives or gift or likely):
                return "rumoured"
        aside = u.voice == "unnamed" and u.kind == "reported" and u.subject is None
        if u.voice == "hearsay" or (aside and u.holders and not self.stands(u.holders[0])):
            return (
                "rumoured"
                if amount is not None and (gives or gift or said is not None or u.kind == "reported")
                else None
            )
        if u.voice == "unnamed" and amount is not None and (gives or gift) and self.by_others(u):
            return None if said is not None and said.force in {"need", "demand"} else "rumoured"
        if said is None:
            return self.plain(u, amount, gives, tokens)
        force = said.force
        if said.side == "no":
            refuses = force in {"refuse", "oppose"} or said.pledge == "ruled_out"
            itself = force in {"future", "want"} and u.own  # "will kein Geld geben"
            modal = u.own and any(t.low in _MODALS for t in tokens)
            named = gives and (gift or itself) if u.kind != "told" else gives and gift and modal
            named = named or (gift and u.kind != "told" and any(t.low.startswith("eigene") for t in tokens))
            own_act = self.does(u) if u.framed else gives and u.kind != "told"
            named = named or (force == "refuse" and u.own and own_act)  # "ruled out joining", "no intention of paying"
            return "ruled_out" if refuses and amount is None and (named or (force == "refuse" and gift)) else None
        if force == "consider" or (force == "undecided" and amount is not None and (gives or gift)):
            if amount is None and not gift:
                return None
            return "rumoured" if _RUMOUR.search(text + framing) or self.by_others(u) else "considered"
        if force == "promise" and any(t.low in NO for t in tokens):
            return None  # "promised not to raise"
        promised = force == "promise" and bool(_PROMISED.search(text + " " + framing))
        if force in {"promise", "offer"} and (gives or gift or promised or _measured(amount)):
            together = len(u.holders) > 1 and _TOGETHER.search(text)
            does = u.own and self.does(u) and (promised or (gives and force == "offer"))
            thing = promised and u.kind in {"told", "reported"} and self.language == "de"  # "versprach er Fenster"
            if amount is None and not (
                does or thing or (gives and (gift or together or promised or self.offers(tokens)))
            ):
                return None
            if u.conditions or (force == "offer" and not promised):
                return "offered"
            return "committed"
        told = u.kind == "told" and not u.conditions
        if force in {"future", "want"} and gives and (
            amount is not None or (not told and (gift or self.gifts.gives_own(tokens)))
        ):  # fmt: skip
            would = self.language == "de" and any(t.low in {"würde", "würden"} for t in tokens)
            return "offered" if u.conditions or force == "want" or would else "committed"
        return None

    def does(self, u: Utterance) -> bool:
        """What is said is an act of whoever says it: an infinitive ("Akten vorzulegen", "to publish …"), a gerund."""
        return bool(_ACT[self.language].search(self.text[u.start : u.end]))

    def offers(self, tokens: Sequence[Token]) -> bool:
        """English: a verb of offering takes the gift itself for its object ("has offered the land")."""
        words = [t.low for t in tokens]
        at = next(
            (n for n, w in enumerate(words) if w in {"offered", "offers", "offering", "pledged", "promised"}), None
        )
        return at is not None and words[at + 1 : at + 2] not in ([], ["to"], ["that"], [","])

    def by_others(self, u: Utterance) -> bool:
        """Unnamed people who do not speak for whom they tell of."""
        if u.voice != "unnamed" or u.subject is None or not u.holders:
            return False
        return self.side(u.subject) != self.side(u.holders[0]) and not u.own

    def plain(self, u: Utterance, amount: Quantity | None, gives: bool, tokens: Sequence[Token]) -> PledgeStatus | None:
        """ "Kopenhagen entsende eine Kompanie", "hat erklärt, 200 Wohnungen zu errichten"."""
        words = [t.low for t in tokens]
        if (
            amount is not None
            and amount.unit_kind in MONEY
            and u.kind in {"free_indirect", "direct"}
            and len(words) <= 9
        ):
            rest = [t.low for t in tokens if not amount.span.start <= t.start < amount.span.end]
            bare = not any(re.fullmatch(r"[a-zäöüß]{2,}(?:t|te|en)", w) for w in rest if w not in {"nicht", "mehr"})
            if bare and self.language == "de":  # "Drei Millionen Euro, nicht mehr"
                return "offered"
        if {"nicht", "kein", "keine", "not", "no", "never"} & set(words) or not gives:
            return None
        if _MIGHT & set(words) and u.own and u.kind != "told" and (amount is not None or self.gifts.names_gift(tokens)):
            return "offered" if u.conditions else "considered"  # "Peking könnte eigene Mittel beisteuern"
        if u.kind == "told":  # "Wien gibt fünf Millionen Euro"
            side = self.actors.get(u.subject or "")
            acts = side is not None and (side.type in {"state", "organisation"} or side.represents is not None)
            now = acts and amount is not None and self.gifts.gives_now(tokens)
            return ("offered" if u.conditions else "committed") if now else None
        mine = {"wir", "we"} & set(words) or words[:1] == ["to"] or (u.subject is not None and self.language == "de")
        infinitive = self.language == "de" and re.search(r"\bzu \w+en\W*$|\w+zu\w+en\W*$", self.text[u.start : u.end])
        if not (mine or infinitive) or not (u.kind.startswith("indirect") or {"wir", "we"} & set(words)):
            return None
        if amount is None and not self.gifts.names_gift(tokens):
            return None
        return "offered" if u.conditions else "committed"
