"""Content words of German and English texts in a form in which they can be compared. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from standpunkt.knowledge import Knowledge

__all__ = ["STOP", "Content", "Word", "contents", "likeness", "stem"]

_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_DE_ENDINGS = (
    "ungen",
    "ung",
    "innen",
    "ern",
    "end",
    "est",
    "ens",
    "en",
    "er",
    "es",
    "em",
    "st",
    "te",
    "et",
    "e",
    "n",
    "s",
    "t",
)
_EN_ENDINGS = (
    "ations",
    "ation",
    "ings",
    "ing",
    "ments",
    "ment",
    "ies",
    "ied",
    "ed",
    "es",
    "ers",
    "er",
    "s",
    "ly",
    "y",
    "e",
)
STOP = {
    "de": frozenset(re.findall(r"\w+",
        "der die das des dem den ein eine einen einem einer eines und oder aber doch sondern denn weil dass ob "
        "wenn als wie "
        "zu um von vom mit bei beim für gegen ohne auf an am in im aus nach vor über unter zwischen durch bis "
        "seit während "
        "ist sind war waren sei seien wird werden wurde wurden werde würde würden hat haben hatte hatten habe "
        "hätte kann "
        "können könne könnte soll sollen solle sollte muss müssen müsse müsste will wollen wolle darf dürfen "
        "dürfe mag nicht "
        "kein keine keinen keinem keiner nein ja auch nur noch schon mehr sehr so es er sie ihr ihre ihren ihrem "
        "ihrer sein "
        "seine seinen seinem seiner wir uns unser unsere ich man sich selbst dieser diese dieses diesem diesen "
        "jeder jede "
        "jedes alle allem allen aller etwas nichts was wer wo wann warum dann da dort hier jetzt nun heute "
        "gestern morgen "
        "eigene eigenen eigenes eigener eigenem land landes sagte sagt erklärte betonte jedoch allerdings "
        "deshalb dafür davon "
        "dazu damit darauf daran dabei bereits bisher bislang zunächst zuletzt immer wieder eine geben gibt gebe "
        "gab bleiben "
        "bleibt machen macht kommen kommt gehen geht stehen steht jahr jahre jahren neue neuen neuer neues "
        "großen große "
        "unterstützen fordern ablehnen organisation kommune gemeinde partei weiter anderen andere teilen wirklich "
        "sollten müssten zum zur ins "
    )),
    "en": frozenset(re.findall(r"\w+",
        "the a an and or but if then than that this these those of to in on at by for with without from into "
        "over under "
        "between through until since as is are was were be been being am do does did has have had having will "
        "would can could "
        "should shall may might must not no nor yes it its he she they them their his her our we us you your i "
        "me my who whom "
        "which what when where why how there here now today yesterday tomorrow all any each every some most more "
        "less own "
        "other others such only also just still already yet very so too up out off about against again ever "
        "never before after "
        "said says told added country party willing council government s t d ll re ve new get got go goes going "
        "make made "
        "take taken give given come came put let "
    )),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A content word at `[start, end)` of the text it was taken from."""

    start: int
    end: int
    form: str
    stem: str
    noun: bool
    groups: frozenset[int]
    ident: str | None = None
    again: bool = False  # "das Paket", and nothing that says of what: may be what a compound named before


_CLAUSES = re.compile(r"[^,;:.!?–—„“”»«\"()]+")
_PARTICLE = re.compile(
    r"\s(?P<particle>ab|an|auf|aus|ein|vor|zu|mit|nach|bei|her|hin|um|weg|zurück|fest|frei|bereit|los|durch|fort|hoch|"
    r"herab|heraus|hinaus)\s*$"
)
_VERBS = frozenset(re.findall(r"\w+",
    "gebe gab gibt geben kommt komme kommen geht gehe gehen steht stehe stehen macht mache machen"
))  # fmt: skip
_NO_VERBS = frozenset(re.findall(r"\w+",
    "etwas ganz sehr immer wieder wohl gern zudem außerdem weiterhin vorerst künftig derzeit heute gestern allenfalls "
    "höchstens mindestens rund etwa knapp gut bislang dagegen hingegen"
))  # fmt: skip
_DETERMINED = re.compile(
    r"\b(?:d(?:er|ie|as|en|em|es)|(?:ein|kein|mein|sein|ihr|unser)(?:e[nmrs]?)?)\s(?:\w+e[nrsm]?,?\s)?$", re.IGNORECASE
)
_ARTICLE = re.compile(r"\b(?:der|die|das|dem|den|des|beim|vom|zum|zur|im|am)\s$", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s(?:für|von|vom|der|des|eines|einer|zur|zum|aus|mit|ohne|an|auf|über|gegen)\b")
_PREFIX = re.compile(
    r"^(?:ab|an|auf|aus|ein|vor|zu|mit|bei|nach|zuruck|wieder)(?=\w{4})",
)

Content = tuple[Word, ...]


_PARTICLES = "an|auf|aus|ab|ein|vor|zu|mit|bei|nach|bereit|unter|um|weg|fest|frei|zuruck|still"
_PARTICIPLE = re.compile(rf"(?P<particle>(?:{_PARTICLES})?)ge(?P<rest>\w{{4,}}(?:t|en))$")
_INFINITIVE = re.compile(r"^(an|auf|aus|ab|ein|vor|mit|bei|nach|bereit|fest|frei|zuruck|weg|still)zu(?=\w{4})")


@lru_cache(maxsize=20_000)
def stem(form: str, language: str) -> str:
    """A word form without its ending, lower-cased and without umlauts; at least four letters stay."""
    s = form.lower().translate(_FOLD)
    endings = _DE_ENDINGS if language == "de" else _EN_ENDINGS
    if language == "de":
        if _PARTICIPLE.match(s):
            s = _PARTICIPLE.sub(r"\g<particle>\g<rest>", s)
        s = _INFINITIVE.sub(r"\1", s)
    for _ in range(2):
        ending = next((e for e in endings if s.endswith(e) and len(s) - len(e) >= 4), None)
        if ending is None:
            break
        s = s[: -len(ending)]
    return s


def contents(text: str, language: str, knowledge: Knowledge, start: int = 0, end: int | None = None) -> Content:
    """The content words of `text[start:end)`; words that name or describe somebody the knowledge knows bear its id."""
    stop = len(text) if end is None else end
    stops = STOP.get(language, STOP["en"])
    idents = {
        m.start(): h.form.id
        for h in knowledge.find(text, language, start, stop)
        for m in _WORD.finditer(text, h.start, h.end)
    }
    out: list[Word] = []
    for m in _WORD.finditer(text, start, stop):
        form = m.group()
        if form.lower() in stops or (len(form) < 3 and not form.isupper()) or form.isdecimal():
            continue
        low = form.lower()
        noun = form[:1].isupper()
        for part in [form] if "-" not in form else [form, *form.split("-")]:
            if len(part) > 2:
                if idents.get(m.start()) and out and out[-1].ident == idents[m.start()]:
                    continue  # "Vereinte Nationen" is one thing
                groups = knowledge.near_words.groups(low if part == form else part.lower())
                again = language == "de" and noun and _met_again(text, m.start(), m.end())
                ident = idents.get(m.start())
                out.append(Word(m.start(), m.end(), part, stem(part, language), noun, groups, ident, again))
    if language == "de":
        for a, b, form in _separated(text, start, stop):
            here = [n for n, w in enumerate(out) if w.start == a]
            joined = Word(
                a, b, form, stem(form, language), False, knowledge.near_words.groups(form) or
                knowledge.near_words.groups(form + "n"),
            )  # fmt: skip
            if here:
                out[here[0]] = joined
            else:
                out.append(joined)
                out.sort(key=lambda w: w.start)
    return tuple(out)


def _met_again(text: str, start: int, end: int) -> bool:
    """A German noun with its article and nothing that says of what ("das Paket", not "die Kosten für …")."""
    return _ARTICLE.search(text, max(0, start - 5), start) is not None and _OF_WHAT.match(text, end) is None


def _separated(text: str, start: int, stop: int) -> Iterator[tuple[int, int, str]]:
    """German verbs whose particle closes their clause ("gebe eine Batterie … ab"): where the verb stands, and both as
    one word."""
    for clause in _CLAUSES.finditer(text, start, stop):
        last = _PARTICLE.search(text, clause.start(), clause.end())
        if last is None:
            continue
        for m in _WORD.finditer(text, clause.start(), last.start()):
            form = m.group()
            if (
                _DETERMINED.search(text, max(clause.start(), m.start() - 60), m.start())
                and text[m.end() : m.end() + 2][1:].isupper()
            ):
                continue  # "einen späteren Baubeginn"
            if form.islower() and (form not in STOP["de"] or form in _VERBS) and form not in _NO_VERBS:
                yield m.start(), m.end(), last["particle"] + form
                break


def likeness(a: Word, b: Word) -> float:
    """How near two words are: 1 the same, less for compounds, shared parts and near words, 0 for none."""
    if a.ident and b.ident:
        return 1.0 if a.ident == b.ident else 0.0
    shared = bool(a.groups & b.groups) if a.groups and b.groups else False
    found = _alike(a.stem, b.stem, a.noun and b.noun, shared, bool(a.ident))
    met = (a.again and _heads(b.form, a.form)) or (b.again and _heads(a.form, b.form))
    return max(found, _HEAD) if met else found


@lru_cache(maxsize=65536)
def _heads(whole: str, head: str) -> bool:
    """Whether a German noun ends with another ("Rentenpaket", "Paket"); their stems may differ."""
    return len(head) >= 5 and len(whole) - len(head) >= 3 and whole.lower().endswith(head.lower())


_HEAD = 0.8  # how like a compound is its last part


@lru_cache(maxsize=65536)
def _alike(a: str, b: str, nouns: bool, shared: bool, named: bool) -> float:
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if (
        len(short) in {3, 4}
        and long.startswith(short)
        and long[len(short) :] in {"d", "ed", "ing", short[-1], short[-1] + "ed"}
    ):
        return 0.95  # English: "fine", "fined"; "ban", "banned"; "cap", "capp(ed)"
    if len(short) == 4 and nouns and long.endswith(short):
        return 0.8
    if len(short) >= 5 and (long.endswith(short) or long.startswith(short)):
        return 0.85
    if len(short) >= 7 and short in long:
        return 0.75
    if len(short) >= 6 and _prefix(a, b) >= max(5, len(short) - 2):
        return 0.75
    bare = _PREFIX.sub("", short), _PREFIX.sub("", long)
    if bare[0] == bare[1] and len(bare[0]) >= 4 and not (nouns and named):
        return 0.6  # "zahlen", "einzahlen", "Auszahlung"
    if shared:
        return 0.9 if _prefix(a, b) >= 5 else 0.7
    if len(short) >= 7 and _prefix(a[::-1], b[::-1]) >= 6:
        return 0.5
    return 0.0


def _prefix(a: str, b: str) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def coverage(wanted: Sequence[Word], there: Sequence[Word]) -> list[float]:
    """For each wanted word the best likeness with any that is there."""
    return [max((likeness(w, t) for t in there), default=0.0) for w in wanted]
