"""Pledges: who offers, considers or refuses how much of what, on which condition. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from standpunkt.knowledge import Knowledge
from standpunkt.model import Actor, Pledge, PledgeStatus, Quantity, Reading
from standpunkt.span import Span
from standpunkt.statements.matching import Matcher
from standpunkt.statements.stance import Said, Token, judge
from standpunkt.statements.terms import Word, contents
from standpunkt.statements.utterances import Utterance

__all__ = ["pledges"]

_GIVING = {
    "de": re.compile(
        r"\b(?:\w*zahl(?:en|e|t|te)|\w*über(?:nehm|nimm|nomm|nähm)\w*|beteilig\w*|\w*(?:zu)?steuer(?:n|e|t)\b|"
        r"beitrag\w*|beitragen|"
        r"\w*stell(?:en|e|t|te)\b|\w*schick\w*|entsend\w*|\w*schieß\w*|vor\w*streck\w*|\w*bring(?:en|e|t)\b|"
        r"\w*leg(?:en|e|t)\b|"
        r"\w*stock(?:en|e|t)\b|leist\w*|liefer\w*|gewähr\w*|garantier\w*|errich\w*|bau(?:en|e|t)\b|\w*setz(?:en|e|t)\b|"
        r"\w*nehm(?:en|e)\b|\w*lass(?:en|e)\b|erneuer\w*|spend\w*|geb(?:en|e)\b|ausstatt\w*|auszustatten|"
        r"finanzier\w*|bürg\w*|"
        r"verzicht\w*|senk(?:en|e|t)\b|kürz(?:en|e|t)\b|reduzier\w*|bestell(?:en|e)\b|kauf(?:en|e|t)\b|"
        r"unterstütz\w*|räum\w*|\w*geplant|vorgesehen|"
        r"beschaff\w*|erhöh\w*|miet\w*|verleg\w*)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:pay|pays|paying|meet|meets|bear|bears|chip in|stump up|shoulder|match|leave|put|puts|contribut\w*|"
        r"provid\w*|send\w*|deploy\w*|suppl\w*|lend\w*|loan\w*|fund\w*|"
        r"financ\w*|"
        r"cover\w*|giv(?:e|es|ing)|grant\w*|guarantee\w*|build\w*|rebuild\w*|waiv\w*|cut|cuts|reduc\w*|reduction|"
        r"admit\w*|"
        r"take|takes|accept\w*|host\w*|deliver\w*|buy\w*|spend\w*|invest\w*|add|adds|set up|compensat\w*|share\w*|"
        r"open\w*|"
        r"release\w*|donat\w*|keep|hire\w*|train\w*|support\w*|transfer\w*|raise\w*)\b",
        re.IGNORECASE,
    ),
}
_GIFT = {
    "de": re.compile(
        r"(?:beteiligung|beitrag|zuschuss|bürgschaft|kredit|darlehen|hilfe|soforthilfe|vertrag|spende|garantie|zahlung|"
        r"soldaten|truppen|kompanie|bataillon|kontingent|lieferung(?:en)?|mission(?:en)?|aufnahme|anteil|"
        r"förderung)(?:s|es|en|n)?$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^(?:contribution|share|grant|loan|credit|aid|guarantee|troops|soldiers|contingent|battalion|company|payment|"
        r"subsidy|compensation|cut|reduction|missions?|deliveries|flow|data|inspectors|help|funding|force)$",
        re.IGNORECASE,
    ),
}
_DONE = {
    "de": re.compile(
        r"\b(?:hat|habe|haben|hätten?)\b.{0,80}\b(?:geliefert|überwiesen|gezahlt|bezahlt|entsandt|übergeben)\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:has|have|had) (?:already )?(?:delivered|paid|handed over|transferred|shipped)\b",
        re.IGNORECASE,
    ),
}
_TOGETHER = re.compile(r"\b(?:gemeinsam|zusammen|jointly|together|joint)\b", re.IGNORECASE)
_RUMOUR = re.compile(
    r"\b(?:kursier|gerücht|munkel|vernehmen|rumou?r|understood|said to|believed|weighing)", re.IGNORECASE
)
_MONEY = ("money", "percent")
_IDLE = ("time", "duration")
_EMPTY = frozenset(re.findall(r"\w+",
    "anteil anteils beitrag beitrags beiträge summe betrag kosten zahl höhe millionen milliarden million euro "
    "zeit teil prozent mittel geld "
    "the share contribution sum amount costs money part that this them million millions total quarter half third "
    "percent cent"
))  # fmt: skip
_NOUN_BEFORE = re.compile(
    r"(?P<noun>[^\W\d_][\w-]{2,})\s+(?:von|of|mit|with|über|um|in Höhe von|worth)\s+(?:rund |etwa |up to |bis zu |"
    r"between |"
    r"zwischen )?$"
)
_NOUN_AFTER = re.compile(
    r"^\s*(?:of|mehr|für|for|into|towards?)\s+(?:its |their |the |own |seine[nrms]? |ihre[nrms]? |die |den |"
    r"das |dem |der |"
    r"eigene[nrms]? ){0,3}(?P<noun>[^\W\d_][\w-]{2,})"
)
_IT_IS = re.compile(
    r"^\W*(?:es (?:geht|gehe|handelt sich|handele sich) um|dabei geht es um|it (?:is|was) about|that (?:is|was|"
    r"means)) ",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"^\s(?P<verb>[a-zäöüß]{5,}en)\b")
_PLAIN_GIVING = frozenset(
    (
        "zahlen",
        "geben",
        "übernehmen",
        "aufbringen",
        "bereitstellen",
        "bereitzustellen",
        "beisteuern",
        "leisten",
        "werden",
    )
)
_TO_DO = re.compile(r"^\s*(?:to|zu)\s+(?P<verb>[a-zäöüß]{4,})")


@dataclass(frozen=True, slots=True)
class _Found:
    pledge: Pledge
    utterance: Utterance


def pledges(
    reading: Reading,
    sentences: Sequence[tuple[int, int]],
    said: Sequence[Utterance],
    knowledge: Knowledge,
    matcher: Matcher | None = None,
) -> tuple[Pledge, ...]:
    """What actors undertake, offer, consider or rule out to give or do, in the order of the text, each once.

    Where a question of `matcher` asks what actors give themselves, an amount of money is for what it asks about.
    """
    work = _Pledging(reading, knowledge, _asked(matcher))
    found: list[_Found] = []
    for u in said:
        for pledge in work.of(u):
            found.append(_Found(work.with_amount_after(pledge, u, sentences), u))
    return _merged(found)


def _asked(matcher: Matcher | None) -> str | None:
    """The noun of the only question about the actors' own doing."""
    if matcher is None or matcher.language != "de":
        return None
    own = [m for m in matcher.meanings if m.own]
    words = [w.form for m in own for w in m.words if w.form.lower() not in _EMPTY and w.noun]
    return words[0] if len(own) == 1 and words else None


def _merged(found: Sequence[_Found]) -> tuple[Pledge, ...]:
    """One pledge of several tellings: the same actors and amount; a condition told later binds what was told before."""
    out: list[Pledge] = []
    for f in found:
        new = f.pledge
        same = next(
            (
                n for n, old in enumerate(out)
                if set(old.actors) == set(new.actors) and old.voice == new.voice
                and (old.status == "rumoured") == (new.status == "rumoured")
                and (_amount(old) == _amount(new) or (old.what == new.what and None in (old.quantity, new.quantity)))
                and (old.what == new.what or old.quantity is not None)
            ),
            None,
        )  # fmt: skip
        if same is None:
            out.append(new)
            continue
        old = out[same]
        status = (
            new.status
            if new.status in {"offered", "ruled_out"} and old.status == "committed" and new.conditions
            else old.status
        )
        out[same] = replace(
            old, status=status, quantity=old.quantity or new.quantity,
            conditions=tuple(dict.fromkeys((*old.conditions, *new.conditions))),
            evidence=tuple(dict.fromkeys((*old.evidence, *new.evidence))),
        )  # fmt: skip
    return tuple(out)


def _amount(p: Pledge) -> tuple[float | None, float | None, str | None] | None:
    return (p.quantity.low, p.quantity.high, p.quantity.unit) if p.quantity else None


class _Pledging:
    def __init__(self, reading: Reading, knowledge: Knowledge, asked: str | None = None) -> None:
        self.reading, self.knowledge = reading, knowledge
        self.text = reading.document.text
        self.language = "de" if reading.document.language.startswith("de") else "en"
        self.actors: Mapping[str, Actor] = {a.id: a for a in reading.actors}
        self.named = {(m.span.start + k) for a in reading.actors for m in a.mentions for k in range(len(m.span.text))}
        self.asked = asked
        self.theme = asked or self._theme()
        self.last: tuple[int, tuple[str, ...]] | None = None

    def _theme(self) -> str | None:
        """The noun that the text speaks of most, for an amount of money that is said to go to "it"."""
        count: Counter[str] = Counter()
        first = re.search(r"\n\s*\n", self.text)
        head = min(first.end() if first else 150, 250)
        form: dict[str, str] = {}
        units = {(q.unit or "").lower() for q in self.reading.quantities}
        for w in contents(self.text, self.language, self.knowledge):
            if w.ident is None and w.start not in self.named and w.form.lower() not in units and len(w.form) > 3:
                if (self.language == "de" and not w.noun) or w.form.endswith("ing"):
                    continue
                if w.form.lower() in _EMPTY:
                    continue
                count[w.stem] += 3 if w.start < head and self.language == "de" else 1
                form.setdefault(w.stem, w.form)
        for stem in list(count):  # "Klimafonds" and "Fonds" are spoken of together
            count[stem] += sum(
                n for other, n in count.items() if other != stem and other.endswith(stem) and len(stem) > 3
            )
        best = max(count, key=lambda x: (count[x], len(x)), default=None)
        return form[best] if best is not None and count[best] >= 3 else None

    def of(self, u: Utterance) -> list[Pledge]:
        """The pledges in an utterance: one for each clause that says what is given, or one for the whole."""
        if u.former:
            return []
        giving = dict.fromkeys(t.clause for t in u.tokens if _GIVING[self.language].fullmatch(t.low))
        if len(giving) > 1 and u.voice != "hearsay":
            parts = [replace(u, tokens=tuple(t for t in u.tokens if t.clause == c)) for c in giving]
            found = [p for part in parts if (p := self.one(part)) is not None]
            if len(found) > 1:
                return found
        pledge = self.one(u)
        return [pledge] if pledge is not None else []

    def one(self, u: Utterance) -> Pledge | None:
        text = self.text[u.start : u.end]
        tokens = tuple(t for t in u.tokens if not any(c.span.start <= t.start < c.span.end for c in u.conditions))
        amount = self.doing(u)
        clauses = {t.clause for t in tokens if amount and amount.span.start <= t.start < amount.span.end}
        said = judge(tokens, self.knowledge.cues, self.language, clauses or {t.clause for t in tokens}, u.frame)
        actors = self.givers(u, said)
        if u.holders and u.voice != "hearsay":
            self.last = (u.paragraph, tuple(dict.fromkeys(self.side(h) for h in u.holders)))
        if not actors:
            return None
        status = self.status(u, said, amount, tokens, text)
        if status is None:
            return None
        what = self.what(u, amount, tokens)
        if what is None:
            return None
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

    def amount(self, u: Utterance, clause: int | None = None) -> Quantity | None:
        """The amount in an utterance's own words; of several the one in the clause of its cue, money before counts."""
        inside = [
            q for q in self.reading.quantities
            if any(t.start <= q.span.start < t.end and clause in (None, t.clause) for t in u.tokens)
            and not any(c.span.start <= q.span.start < c.span.end for c in u.conditions)
            and q.unit_kind not in _IDLE and q.span.start not in self.counted(u)
        ]  # fmt: skip
        return next((q for q in inside if q.unit_kind in _MONEY), inside[0] if inside else None)

    def counted(self, u: Utterance) -> set[int]:
        """Where the words begin that name the utterance's own actors ("Vier Länder wollen …"): no amount of theirs."""
        own = [a for x in (*u.holders, u.subject) if x is not None and (a := self.actors.get(x)) is not None]
        return {m.span.start for a in own for m in a.mentions}

    def doing(self, u: Utterance) -> Quantity | None:
        """The amount in the clause that says what is done, else any."""
        for t in u.tokens:
            if _GIVING[self.language].fullmatch(t.low) and (found := self.amount(u, t.clause)) is not None:
                return found
        return self.amount(u)

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

    def givers(self, u: Utterance, said: Said | None) -> tuple[str, ...]:
        if u.voice == "experts":
            return ()
        subject = self.actors.get(u.subject or "")
        if u.voice == "hearsay" or (u.voice == "unnamed" and subject is not None and not u.own):
            if subject is not None:
                return (self.side(subject.id),)
            return self.last[1] if self.last is not None and self.last[0] == u.paragraph else ()
        if not u.own and subject is not None:
            acts = said is not None and said.force in {"offer", "promise", "consider", "future"}
            return (self.side(subject.id),) if acts and subject.type in {"state", "organisation"} else ()
        return tuple(dict.fromkeys(self.side(h) for h in u.holders))

    def status(
        self, u: Utterance, said: Said | None, amount: Quantity | None, tokens: Sequence[Token], text: str
    ) -> PledgeStatus | None:
        """How firm it is; None where nothing is undertaken."""
        if amount is not None and _DONE[self.language].search(text):
            return "delivered"
        gives = bool(_GIVING[self.language].search(" ".join(t.low for t in tokens)))
        gift = any(_GIFT[self.language].search(t.low) for t in tokens)
        framing = " ".join(t.low for t in u.frame)
        if u.voice == "hearsay":
            return "rumoured" if amount is not None and (gives or gift or said is not None) else None
        if u.voice == "unnamed" and amount is not None and (gives or gift) and self.by_others(u):
            return None if said is not None and said.force in {"need", "demand"} else "rumoured"
        if said is None:
            return self.plain(u, amount, gives, tokens)
        force = said.force
        if said.side == "no":
            refuses = force in {"refuse", "oppose"} or said.pledge == "ruled_out"
            return "ruled_out" if refuses and gives and gift and amount is None and u.kind != "told" else None
        if force == "consider" or (force == "undecided" and amount is not None):
            if amount is None and not gift:
                return None
            return "rumoured" if _RUMOUR.search(text + framing) or self.by_others(u) else "considered"
        if force in {"promise", "offer"} and (gives or gift):
            if amount is None and not (gives and (gift or (len(u.holders) > 1 and _TOGETHER.search(text)))):
                return None
            if u.conditions or force == "offer":
                return "offered"
            return "committed"
        if force in {"future", "want"} and gives and (amount is not None or (gift and u.kind != "told")):
            if u.conditions or force == "want":
                return "offered"
            return "committed"
        return None

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
            and amount.unit_kind in _MONEY
            and u.kind in {"free_indirect", "direct"}
            and len(words) <= 9
        ):
            rest = [t.low for t in tokens if not amount.span.start <= t.start < amount.span.end]
            bare = not any(re.fullmatch(r"[a-zäöüß]{2,}(?:t|te|en)", w) for w in rest if w not in {"nicht", "mehr"})
            if bare and self.language == "de":  # "Drei Millionen Euro, nicht mehr"
                return "offered"
        if {"nicht", "kein", "keine", "not", "no", "never"} & set(words) or not gives:
            return None
        mine = {"wir", "we"} & set(words) or words[:1] == ["to"] or (u.subject is not None and self.language == "de")
        infinitive = self.language == "de" and re.search(r"\bzu \w+en\W*$|\w+zu\w+en\W*$", self.text[u.start : u.end])
        if not (mine or infinitive) or not (u.kind.startswith("indirect") or {"wir", "we"} & set(words)):
            return None
        if amount is None and not any(_GIFT[self.language].search(w) for w in words):
            return None
        return "offered" if u.conditions else "committed"

    def what(self, u: Utterance, amount: Quantity | None, tokens: Sequence[Token]) -> str | None:
        """The noun for what is given: the unit of a count, the noun beside an amount, else what the text is about."""
        if amount is not None:
            before, after = self.text[u.start : amount.span.start], self.text[amount.span.end : u.end]
            counted = amount.unit_kind not in _MONEY and amount.unit
            noun = None
            if (m := _NOUN_BEFORE.search(before)) or (m := _NOUN_AFTER.match(after)):
                noun = m["noun"] if self.language != "de" or m["noun"][0].isupper() else None
            if noun is not None and noun.lower() not in _EMPTY and noun.lower() != (amount.unit or "").lower():
                return noun
            if counted and (amount.unit_kind in {"people", "count"} or not self.theme):
                return amount.unit
            if self.language == "en" and (m := _TO_DO.match(after)):
                return m["verb"]
            given = _GIVEN.match(after)
            if given is not None and not self.asked and given["verb"] not in _PLAIN_GIVING:
                return given["verb"]
        words = contents(self.text, self.language, self.knowledge, u.start, u.end)
        kept = [w.form for w in words if self.is_object(w, u, amount, tokens) and w.form.lower() not in _EMPTY]
        gift = next((w for w in kept if _GIFT[self.language].search(w)), None)
        if gift is not None:
            return gift
        if amount is None:
            return kept[-1] if kept and self.language == "de" else kept[0] if kept else None
        return self.theme or (kept[0] if kept else None) or amount.unit

    def is_object(self, w: Word, u: Utterance, amount: Quantity | None, tokens: Sequence[Token]) -> bool:
        if w.ident is not None or w.start in self.named or (self.language == "de" and not w.noun):
            return False
        if amount is not None and amount.span.start <= w.start < amount.span.end:
            return False
        return any(t.start <= w.start < t.end for t in tokens)
