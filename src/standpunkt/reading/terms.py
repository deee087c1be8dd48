"""Competing labels for one thing, and the questions that a text itself calls open."""

from __future__ import annotations

import re

from standpunkt.model import Document, OpenQuestion, Term
from standpunkt.span import Span

__all__ = ["find_open_questions", "find_terms"]

# -- terms ------------------------------------------------------------------------------------------------------------

_ABOUT_NAMES = re.compile(
    r"\b(?:Begriff\w*|Bezeichnung\w*|Benennung\w*|Etikett\w*|Schlagw\w+|Namen|Vokabeln|Label\w*|Umschreibung\w*|"
    r"terms?|names?|labels?|wording|words|phrases?|euphemisms?)\b"
)
_NOUN_DE = r"[A-ZÄÖÜ][\w-]{3,}"
_LIST_DE = re.compile(
    rf"(?P<a>{_NOUN_DE})(?:, (?P<m>{_NOUN_DE}(?:, {_NOUN_DE})*))?,? (?:oder|und|bis|beziehungsweise) (?P<z>{_NOUN_DE})"
)
_QUOTED = re.compile(r"[„“\"»‚‘']([^„“”\"«»‚‘’']{3,50})[“”\"«’']")
_CALLING = re.compile(
    r"\b(?:nenn\w+|nannte\w*|genannt|heißt|heißen|hieß\w*|taufte\w*|bezeichne\w*|spricht|sprechen|sprach\w*|firmier\w*|"
    r"calls?|called|dubbed|dubs|labelled|labels|speaks? of|known as|styled|terms?)\b"
)
_APPOSED = re.compile(
    rf"(?P<a>{_NOUN_DE}),? (?:auch|alias|mal) (?:als )?[„\"»]?(?P<z>{_NOUN_DE})[“\"«]? (?:genannt|bezeichnet|bekannt)"
)


def find_terms(document: Document, sentences: list[tuple[int, int]]) -> tuple[Term, ...]:
    """Groups of competing labels: listed beside a word for "name", or given to one thing by several people.

    `sentences` are (start, end) in code points. The group's `label` is the variant that the text uses most.
    """
    text = document.text
    groups: list[list[tuple[int, int]]] = []
    for start, end in sentences:
        sentence = text[start:end]
        found: list[tuple[int, int]] = []
        if _ABOUT_NAMES.search(sentence):
            found = _listed(sentence) or _quoted(sentence)
        elif len(_CALLING.findall(sentence)) >= 2:
            found = _quoted(sentence)
        if len(found) < 2 and (m := _APPOSED.search(sentence)):
            found = [m.span("a"), m.span("z")]
        if len(found) >= 2:
            groups.append([(start + a, start + b) for a, b in found])
    terms = []
    for group in groups:
        spans = tuple(Span.of(text, a, b) for a, b in group)
        label = max(spans, key=lambda s: (text.count(s.text.rstrip("en")), -s.start)).text
        terms.append(Term(label, spans))
    return tuple(terms)


def _listed(sentence: str) -> list[tuple[int, int]]:
    best: list[tuple[int, int]] = []
    for m in _LIST_DE.finditer(sentence):
        if _ABOUT_NAMES.fullmatch(m["a"]) or _ABOUT_NAMES.fullmatch(m["z"]):
            continue
        spans = [m.span("a")]
        if m["m"]:
            at = m.start("m")
            for word in m["m"].split(", "):
                spans.append((at, at + len(word)))
                at += len(word) + 2
        spans.append(m.span("z"))
        if len(spans) > len(best):
            best = spans
    return best


def _quoted(sentence: str) -> list[tuple[int, int]]:
    return [m.span(1) for m in _QUOTED.finditer(sentence) if len(m[1].split()) <= 4]


# -- open questions ---------------------------------------------------------------------------------------------------

_ASK_DE = (
    r"(?:ob|wer|wen|wem|wessen|was|wann|wo|woher|wohin|wie|warum|weshalb|wozu|wofür|woran|worauf|womit|"
    r"welche[rmns]?|(?:an|auf|aus|bei|bis|in|mit|nach|seit|unter|von|vor|zu) (?:wem|wen|welche[rmns]?|wann))"
)
_ASK_EN = r"(?:whether|who|whom|whose|what|when|where|why|how|which|if)"
_OPEN_DE = re.compile(
    r"(?:(?:ist|sind|bleibt|bleiben|blieb|blieben|scheint|war)\b[^.,;:]{0,40}\b(?:offen|ungewiss|unklar|ungeklärt|"
    r"fraglich|umstritten|unbeantwortet|strittig|unsicher|Spekulation)\b)|"
    r"\b(?:steht|stand)\b[^.,;:]{0,25}\b(?:nicht fest|dahin|in den Sternen)|"
    r"wird sich (?:erst )?(?:noch )?(?:zeigen|weisen)|"
    r"\b(?:weiß|wusste)\b[^.,;:]{0,20}\b(?:niemand|keiner)\b|\b(?:niemand|keiner) (?:weiß|wusste)\b|"
    r"ließ(?:en)? (?:\w+ ){0,2}offen|lässt (?:\w+ ){0,2}offen|\b(?:zu klären|zu entscheiden) (?:sein|bleibt|ist)|"
    r"noch nicht (?:entschieden|geklärt|ausgemacht|bekannt|festgelegt)|"
    r"(?:Ungeklärt|Offen|Unklar|Ungewiss|Fraglich|Strittig)\b|"
    r"\bFrage\b[^.;:]{0,40}\b(?:ist|bleibt|lautet)\b"
)
_OPEN_EN = re.compile(
    r"\b(?:is|are|was|were|remains?|remained)\b[^.,;:]{0,40}\b(?:open|unclear|uncertain|unresolved|unknown|unsettled|undecided|"
    r"anyone's guess|not (?:yet )?(?:known|clear|certain|decided|settled)|an open question|disputed|in doubt)\b|"
    r"\bremains? to be seen\b|\b(?:no one|nobody) (?:knows|can say)\b|\bnot (?:yet )?(?:decided|said|settled|agreed)\b|"
    r"\b(?:failed|unable) to agree\b|\bhas yet to\b|"
    r"\bleft (?:it )?open\b|\bleaves? (?:it )?to others\b",
    re.IGNORECASE,
)
_CLAUSE_DE = re.compile(rf"(?:^|[,:–-] |\bund )(?P<q>{_ASK_DE}\b[^?]*)", re.IGNORECASE)
_CLAUSE_EN = re.compile(rf"(?:^|(?<!,)[\s:–-])(?P<q>{_ASK_EN}\b[^?]*)", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:[Ff]ragte?n?|Frage|[Gg]efragt|[Aa]sked|[Aa]sks|[Pp]ressed on|question)\b")


def find_open_questions(document: Document, sentences: list[tuple[int, int]]) -> tuple[OpenQuestion, ...]:
    """Questions that the text asks itself or calls open, each with its own words, in order and without overlaps.

    A question in quotation marks counts only where the text around it says that it was asked.
    """
    text = document.text
    german = document.language.startswith("de")
    found: list[tuple[int, int]] = []
    quoted = _quotations(text)
    for n, (start, end) in enumerate(sentences):
        sentence = text[start:end]
        if "?" in sentence:
            a, b = _direct(text, start, end)
            inside = any(p <= a and b <= q for p, q in quoted)
            near = text[sentences[n - 1][0] if n else start : sentences[n + 1][1] if n + 1 < len(sentences) else end]
            if not inside or _ASKED.search(near.replace(sentence, "")):
                found.append((a, b))
            continue
        if not (_OPEN_DE if german else _OPEN_EN).search(sentence):
            continue
        clause = _clause(sentence, german)
        if clause is not None:
            found.append((start + clause[0], start + clause[1]))
    out: list[OpenQuestion] = []
    last = -1
    for a, b in sorted(set(found)):
        if a >= last and b > a:
            out.append(OpenQuestion(Span.of(text, a, b), text[a:b]))
            last = b
    return tuple(out)


def _quotations(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"„[^“”\"]*[“”\"]|“[^”]*”|»[^«]*«|\"[^\"\n]*\"", text)]


def _direct(text: str, start: int, end: int) -> tuple[int, int]:
    """A direct question from its sentence's start to its question mark."""
    stop = text.index("?", start, end) + 1
    while start < stop and text[start] in ' \n\t„“"»–-':
        start += 1
    head = re.match(r"(?:Frau|Herr|Mr|Ms|Mrs) [^\W\d]+, |[^?]{0,80} - (?=nur |und )", text[start:stop])
    return (start + head.end() if head else start), stop


def _clause(sentence: str, german: bool) -> tuple[int, int] | None:
    """The question clause of a sentence that calls it open, up to the predicate that does so."""
    best: tuple[int, int] | None = None
    for m in (_CLAUSE_DE if german else _CLAUSE_EN).finditer(sentence):
        a, b = m.span("q")
        opened = (_OPEN_DE if german else _OPEN_EN).search(sentence, a)
        if opened is not None and opened.start() > a:
            b = min(b, opened.start())
            comma = sentence.rfind(",", a, b + 1)
            b = comma if german and comma > a else b
        best = (a, b)
        break
    if best is None:
        return None
    a, b = best
    while b > a and sentence[b - 1] in " .,;:-–!\n":
        b -= 1
    return (a, b) if b - a > 8 else None
