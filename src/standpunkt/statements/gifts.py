"""What is given in an utterance: the verbs and nouns of giving, the amount, and the noun for what it is. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from standpunkt.knowledge import Knowledge
from standpunkt.model import Actor, Quantity, Reading
from standpunkt.reading.actors.lexicon import NOT_NAMES
from standpunkt.reading.conditions.lexicon import AGENT
from standpunkt.statements.giving import ACTS, FORGONE, GIFT, GIVING, IDLE, MONEY, NOW, gives
from standpunkt.statements.stance import Token
from standpunkt.statements.terms import Word, contents
from standpunkt.statements.utterance import Utterance

__all__ = ["Gifts"]

_OWN_SHARE = re.compile(
    r"\b(?:seinen|ihren|unseren|den|einen) (?P<noun>Beitrag|Zuschuss|Anteil)\b[^,;:]{0,40}"
    r"\bauf (?:rund |etwa |bis zu )?$"
)
_EMPTY = {
    language: frozenset(words.split())
    for language, words in {
        "de": "anteil anteils anteile beitrag beitrags beiträge summe betrag kosten zahl höhe millionen milliarden "
        "million euro cent zeit teil prozent mittel haus seite land rahmen aussicht verfügung betracht erwägung jahr "
        "jahre jahren monat monate monaten woche wochen tag tage hälfte drittel viertel hand tisch stufen schritten "
        "raten tasche prozentpunkte",
        "en": "the share contribution sum amount costs money part that this them it million millions total quarter "
        "half third percent cent year week month year next last time use order return side place one own free charge "
        "anyone everyone",
    }.items()
}
_NOUN_BEFORE = re.compile(
    r"(?P<noun>[^\W\d_][\w-]{2,})\s+(?:von|of|mit|with|über|um|auf|in Höhe von|worth|to)\s+(?:rund |etwa |up to |"
    r"bis zu |between |zwischen |about |some |around |höchstens |mindestens |knapp |gut )?$"
)
_VERB_AFTER = re.compile(r"(?:\s\w+){0,2}?\s(?:would|will|are|were|is|was|have|has|had|might|may|could)\b")
_FOR_WHAT = re.compile(r"\b[Ff]ür\s+(?:[a-zäöüß]+\s+){0,3}(?P<noun>[A-ZÄÖÜ][\w-]{2,})[^,;:]*$")
_MADE_OF = re.compile(
    r"(?P<noun>[^\W\d_][\w-]{3,})\s+(?:mit|aus|of|with)\s+(?:je |rund |etwa |about |some |up to |bis zu )?$"
)
_RELATIVE = frozenset(("dem", "denen", "deren", "dessen", "which", "who", "whose", "where"))
_GERMAN_AFTER = re.compile(
    r"\s*(?:mehr |von |of |jährlich |einmalig |im Jahr |pro Jahr )?(?:für|in|zum|zur|zu|als|an|am|mehr)\s+"
    r"(?:[a-zäöüß][\w-]*\s+){0,4}(?P<noun>[A-ZÄÖÜ][\w-]{2,})"
)
_GERMAN_GENITIVE = re.compile(
    r"\s*(?:de[sr]|am|an den|an der|vom|der)\s+(?:[a-zäöüß][\w-]*\s+){0,2}(?P<noun>[A-ZÄÖÜ][\w-]{2,})"
)
_ENGLISH_AFTER = re.compile(
    r"\s*(?:a year |annually |more |worth )?(?:of|for|into|in|towards?|to|on)\s+(?P<rest>.+)", re.DOTALL
)
_TO_DO = re.compile(r"\s+(?:to|zu)\s+(?P<verb>[a-zäöüß]{4,})\s*(?P<rest>.*)", re.DOTALL)
# "1,3 Millionen Euro Pacht"
_OF_MONEY = re.compile(r"^\s(?P<noun>(?!Ende|Anfang|Mitte|Uhr)[A-ZÄÖÜ][a-zäöüß][\w-]{2,})")
_GIVEN = re.compile(r"^\s(?P<verb>[a-zäöüß]{5,}en)\b")
_DETERMINERS = frozenset(re.findall(r"\S+",
    "a an the its their his her our your my any some more this that these those every each all no both "
    "extra additional further new full own joint surplus whole same another other small large big free "
    "fresh several many half"
))  # fmt: skip
_CHUNK_STOP = frozenset(re.findall(r"\S+",
    "of for to in into on at by with from as if unless provided until before after once while when "
    "whether or and but so that which who is are was were be been will would could can may might must "
    "should has have had do does did said says free over only where they he she it we i not next last "
    "this by-the per a an the its their his her our there than because since under against between via "
    "without within across near down up out off about perhaps maybe possibly around roughly nearly "
    "itself themselves himself herself ourselves"
))  # fmt: skip
_HAND = re.compile(r"\b(?:over|out|up|in|away|back|aside)\b\s*", re.IGNORECASE)
_PLAIN_GIVING = frozenset(re.findall(r"\S+",
    "zahlen geben übernehmen aufbringen bereitstellen bereitzustellen beisteuern leisten werden erhöhen "
    "aufstocken stecken stellen beteiligen zuzuschießen beizusteuern"
))  # fmt: skip
_SHARES = frozenset(re.findall(r"\S+",
    "anteil anteils beitrag beitrags share contribution zuschuss"
))  # fmt: skip


class Gifts:
    """The gifts of one reading. `asked`: the noun of the only question about the actors' own doing."""

    def __init__(self, reading: Reading, knowledge: Knowledge, asked: str | None = None) -> None:
        self.reading, self.knowledge = reading, knowledge
        self.text = reading.document.text
        self.language = "de" if reading.document.language.startswith("de") else "en"
        self.actors: Mapping[str, Actor] = {a.id: a for a in reading.actors}
        self.named = {(m.span.start + k) for a in reading.actors for m in a.mentions for k in range(len(m.span.text))}
        self.asked = asked
        self.theme = asked or self._theme()

    def _theme(self) -> str | None:
        """The noun that the text speaks of most, for an amount of money that is said to go to "it"."""
        count: Counter[str] = Counter()
        first = re.search(r"\n\s*\n", self.text)
        head = min(first.end() if first else 150, 250)
        form: dict[str, str] = {}
        units = {(q.unit or "").lower() for q in self.reading.quantities}
        body = [s.span.start for s in self.reading.document.sections if s.kind in {"lead", "paragraph"}]
        for w in contents(self.text, self.language, self.knowledge):
            if self._aside(w):
                continue
            if w.ident is None and w.start not in self.named and w.form.lower() not in units and len(w.form) > 3:
                if (self.language == "de" and not w.noun) or w.form.endswith("ing") or w.form.isupper():
                    continue
                if w.form.lower() in _EMPTY[self.language] or w.form.lower() in _DETERMINERS:
                    continue
                count[w.stem] += (
                    3 if w.start < head and self.language == "de" and w.start >= min(body, default=0) else 1
                )
                form.setdefault(w.stem, w.form)
        for stem in list(count):  # "Klimafonds" and "Fonds" are spoken of together
            count[stem] += sum(
                n for other, n in count.items() if other != stem and other.endswith(stem) and len(stem) > 3
            )
        best = max(count, key=lambda x: (count[x], len(x)), default=None)
        return form[best] if best is not None and count[best] >= 3 else None

    def gives(self, tokens: Sequence[Token]) -> bool:
        """Whether one of the tokens is a verb of giving."""
        return gives((t.low for t in tokens), self.language)

    def gives_now(self, tokens: Sequence[Token]) -> bool:
        """Whether a verb of giving stands in the present tense of the third person."""
        own = {t.low for t in tokens}
        return any(
            GIVING[self.language].fullmatch(t.low) and NOW[self.language].fullmatch(t.low)
            and (t.low != "beteiligt" or "sich" in own)
            for t in tokens
        )  # fmt: skip

    def gives_own(self, tokens: Sequence[Token]) -> bool:
        """English: whether what is given is the giver's own ("would open its airfield")."""
        words = [t.low for t in tokens]
        return self.language == "en" and any(
            GIVING["en"].fullmatch(w) and set(words[n + 1 : n + 3]) & {"its", "their", "our"}
            for n, w in enumerate(words)
        )

    def names_gift(self, tokens: Sequence[Token]) -> bool:
        """Whether one of the tokens is a noun for something that is given, or one is done without."""
        return any(GIFT[self.language].search(t.low) or FORGONE.fullmatch(t.low) for t in tokens)

    def amount(self, u: Utterance, clause: int | None = None) -> Quantity | None:
        """The amount in an utterance's own words; of several the one in the clause of its cue, money before counts."""
        inside = self.amounts(u, clause)
        return next((q for q in inside if q.unit_kind in MONEY), inside[0] if inside else None)

    def amounts(self, u: Utterance, clause: int | None = None) -> list[Quantity]:
        """The amounts in an utterance's own words that may be given."""
        return [
            q for q in self.reading.quantities
            if any(t.start <= q.span.start < t.end and clause in (None, t.clause) for t in u.tokens)
            and not any(c.span.start <= q.span.start < c.span.end for c in u.conditions)
            and q.unit_kind not in IDLE and q.span.start not in self._counted(u)
            and not AGENT[self.language].fullmatch(q.unit or "") and not self._acts(q)
        ]  # fmt: skip

    def _acts(self, q: Quantity) -> bool:
        """English: whether what is counted is itself the subject ("a dozen of their members would support it")."""
        if self.language != "en" or q.unit_kind not in {"people", "count"}:
            return False
        return bool(_VERB_AFTER.match(self.text, q.span.end))

    def _counted(self, u: Utterance) -> set[int]:
        """Where the words begin that name the utterance's own actors ("Vier Länder wollen …"): no amount of theirs."""
        own = [a for x in (*u.holders, u.subject) if x is not None and (a := self.actors.get(x)) is not None]
        return {m.span.start for a in own for m in a.mentions}

    def given(self, u: Utterance) -> Quantity | None:
        """The amount in the clause that says what is given, else any."""
        opening: dict[int, str] = {}
        for t in u.tokens:
            if t.low.isalpha():
                opening.setdefault(t.clause, t.low)
        aside = {c for c, w in opening.items() if c > u.tokens[0].clause and w in _RELATIVE}
        verbs = [t for t in u.tokens if GIVING[self.language].fullmatch(t.low) and t.clause not in aside]
        for t in verbs:
            if (found := self.amount(u, t.clause)) is not None:
                return found
        found = self.amount(u)
        where = next((t.clause for t in u.tokens if found and t.start <= found.span.start < t.end), 0)
        return None if where in aside else found

    def what(self, u: Utterance, amount: Quantity | None, tokens: Sequence[Token], before: str | None) -> str | None:
        """The noun for what is given: the unit of a count, the noun beside an amount, the object of the giving, else
        what the same actor gave `before`, or what the text is about."""
        if amount is not None and amount.unit and amount.unit_kind in {"people", "count"}:
            m = _MADE_OF.search(self.text[u.start : amount.span.start])
            made = (
                m is not None
                and m["noun"].lower() not in _EMPTY[self.language]
                and (self.language == "en" or m["noun"][0].isupper())
            )
            return m["noun"] if m is not None and made else self._whole_unit(amount)
        if amount is not None and (made := _OF_MONEY.match(self.text[amount.span.end : u.end])) and not self._names(
            amount.span.end + made.start("noun")
        ):  # fmt: skip
            return made["noun"]
        noun = self._beside(u, amount) if amount is not None else None
        if noun is None and amount is not None and amount.unit_kind == "money":
            share = _OWN_SHARE.search(self.text[u.start : amount.span.start])
            if share is not None:
                return share["noun"]
        if noun is not None and noun.lower() not in _EMPTY[self.language]:
            return noun
        share = _NOUN_BEFORE.search(self.text[u.start : amount.span.start]) if amount is not None else None
        if share is not None and self.language == "en" and share["noun"] in {"contribution", "subsidy", "grant"}:
            return share["noun"]
        if amount is not None:
            counted = amount.unit_kind not in MONEY and amount.unit
            if counted and not self.theme:
                return amount.unit
            given = _GIVEN.match(self.text[amount.span.end : u.end])
            if given is not None and not self.asked and given["verb"] not in _PLAIN_GIVING and self.language == "de":
                return given["verb"]
        if self.language == "en" and (found := self._object(u, tokens, amount)):
            return found
        if done := self._act(tokens, amount):
            return done
        words = contents(self.text, self.language, self.knowledge, u.start, u.end)
        kept = [
            w.form for w in words if self._is_object(w, amount, tokens) and w.form.lower() not in _EMPTY[self.language]
        ]
        gift = next((w for w in kept if GIFT[self.language].search(w)), None)
        if gift is not None:
            return gift
        if amount is None:
            plain = [w.form for w in words if self._is_object(w, amount, tokens) and GIFT[self.language].search(w.form)]
            if not kept and plain:
                return plain[0]  # "eigene Mittel beisteuern"
            objects = [w.form for w in words if w.form in kept and not self._aside_of_verb(w)] or kept
            return (objects[0] if objects else None) if self.language == "de" else None
        return before or self.theme or (kept[0] if kept else None) or amount.unit

    def is_noun(self, word: re.Match[str], amount: Quantity | None) -> bool:
        """Whether a word can name what is given: outside the amount, no empty word; German nouns have capitals."""
        form = word.group()
        if form.lower() in _EMPTY[self.language] | _CHUNK_STOP:
            return False
        if amount is not None and amount.span.start <= word.start() < amount.span.end:
            return False
        named = form[0].isupper() if self.language == "de" else not form.endswith("ing")
        return len(form) > 2 and form.replace("-", "").isalpha() and named

    def _act(self, tokens: Sequence[Token], amount: Quantity | None) -> str | None:
        """The noun for the giving itself, where its verb names it ("sich nicht beteiligen", "einzahlen", "lend")."""
        if amount is not None and amount.unit_kind not in MONEY:
            return None
        for t in tokens:
            for beginning, noun in ACTS[self.language].items():
                if t.low.startswith(beginning):
                    return noun
        return None

    def _whole_unit(self, amount: Quantity) -> str | None:
        """The unit as the text has it, with the noun before it: "two dozen extra onboard inspectors"."""
        words = amount.span.text.split()
        unit = (amount.unit or "").casefold()
        if self.language == "en" and len(words) > 2 and words[-1].casefold().startswith(unit[:4]):
            return noun_chunk(" ".join(words[-2:])) or amount.unit
        return amount.unit

    def _beside(self, u: Utterance, amount: Quantity) -> str | None:
        """The noun that an amount is of or for, by the words around it."""
        before, after = self.text[u.start : amount.span.start], self.text[amount.span.end : u.end]
        m = _NOUN_BEFORE.search(before)
        noun = m["noun"] if m and (m["noun"][0].isupper() or self.language == "en") else ""
        dull = noun.lower() in _SHARES | _CHUNK_STOP | {"more", "mehr"} or GIVING[self.language].fullmatch(noun)
        if noun and not dull:
            return noun
        if self.language == "de":
            for pattern in (_GERMAN_AFTER, _GERMAN_GENITIVE):
                if (n := pattern.match(after)) and not self._names(amount.span.end + n.start("noun")):
                    return n["noun"]
            n = _FOR_WHAT.search(before) if amount.unit_kind == "money" else None
            return n["noun"] if n and not self._names(u.start + n.start("noun")) else None
        if (n := _ENGLISH_AFTER.match(after)) and not n["rest"].startswith(("this", "that", "it ", "them")):
            chunk = noun_chunk(n["rest"])
            if chunk and not self._names(amount.span.end + n.start("rest")):
                return chunk
        if d := _TO_DO.match(after):
            return " ".join(x for x in (d["verb"], noun_chunk(d["rest"])) if x)
        return None

    def _names(self, at: int) -> bool:
        """Whether a person or a state is named there; a body may well be what is paid for ("in eine Werft")."""
        people = (a for a in self.actors.values() if a.type in {"person", "state"})
        return any(m.span.start <= at < m.span.end for a in people for m in a.mentions)

    def _object(self, u: Utterance, tokens: Sequence[Token], amount: Quantity | None) -> str | None:
        """English: the noun phrase after the verb of giving ("to provide a building")."""
        for n, t in enumerate(tokens):
            if not GIVING["en"].fullmatch(t.low) or (amount is not None and t.start > amount.span.start):
                continue
            if n and tokens[n - 1].low in _DETERMINERS:
                continue  # "a promise"
            if n + 1 < len(tokens) and tokens[n + 1].low == "to":
                continue  # "promised to provide": the next verb has the object
            rest = (
                _HAND.sub("", self.text[t.end : u.end].lstrip(), count=1)
                if t.low in _PARTICLED
                else self.text[t.end : u.end]
            )
            chunk = noun_chunk(_TOWARDS.sub("", rest.strip(), count=1))
            if chunk and chunk.lower() not in _EMPTY["en"] and not re.match(r"\d", chunk):
                return chunk
        return None

    def _aside_of_verb(self, w: Word) -> bool:
        """A day or a month, or a noun after a preposition: no object."""
        if (
            w.end < len(self.text)
            and re.match(r" [A-ZÄÖÜ]", self.text[w.end :])
            and w.form.endswith(("e", "er", "es", "en"))
        ):
            return True  # "Weitere Turnhallen"
        return (
            w.form.lower() in NOT_NAMES["de"]
            or _AFTER_PREPOSITION.search(self.text, max(0, w.start - 40), w.start) is not None
        )

    def _aside(self, w: Word) -> bool:
        """It opens a bracket: "Mayor Holt (Citizens)"."""
        return self.text[max(0, w.start - 1) : w.start] == "("

    def _is_object(self, w: Word, amount: Quantity | None, tokens: Sequence[Token]) -> bool:
        if w.ident is not None or w.start in self.named or (self.language == "de" and not w.noun):
            return False
        if self._aside(w) or AGENT[self.language].fullmatch(w.form):
            return False
        amounts = self.reading.quantities if amount is not None else ()
        if any(q.span.start <= w.start < q.span.end for q in amounts):
            return False  # "fünf Millionen Euro und … 60 Katastrophenhelfer": two amounts
        return any(t.start <= w.start < t.end for t in tokens)


_AFTER_PREPOSITION = re.compile(
    r"\b(?:bis|am|im|in|ab|seit|nach|vor|bei|beim|mit|zum|zur|an|über|unter|von|vom|aus|durch|wegen|trotz)\s+(?:[a-zäöüß]+\s+){0,3}$"
)
_TOWARDS = re.compile(r"^(?:for|towards?|into)\s+")
_PARTICLED = frozenset(re.findall(r"\S+",
    "hand hands handing handed chip chips put puts pay pays set sets bring brings give gives giving"
))  # fmt: skip


def noun_chunk(words: str) -> str | None:
    """English: the noun phrase that `words` open with, without articles and the like, at most its last three words."""
    out: list[str] = []
    for m in re.finditer(r"[^\W\d_][\w'’-]*|\S", words):
        w = m.group()
        low = w.lower()
        if not out and low in _DETERMINERS:
            continue
        if not re.match(r"[^\W\d_]", w) or low in _CHUNK_STOP or low.endswith(("'s", "’s")):
            break
        if len(out) >= 1 and low.endswith(("ly", "ed")):
            break
        out.append(w)
    return " ".join(out[-3:]) or None
