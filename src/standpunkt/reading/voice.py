"""Whose word a statement is: a named actor's, unnamed people's, experts', hearsay or the reporter's own."""

from __future__ import annotations

import re

from standpunkt.model import Voice

__all__ = ["EXPERT_WORDS", "HEARSAY", "RESEARCH", "is_judgement", "judgements", "voice_of"]

HEARSAY = re.compile(
    r"vernehmen|die rede|rede (?:ist|war)|zu hören|kursier|heißt es|hieß es|gerücht|verlaute|munkel|spekulier|"
    r"für möglich gehalten|whisper|wird (?:\w+ )?erzählt|wird (?:\w+ )?geraunt|berichten zufolge|medienbericht|"
    r"angeblich|durchgesickert|"
    r"understood|reported(?:ly)?|rumou?r|believed to|thought to|said to be|are said|is said|word is|speculat|allegedly|"
    r"talk of|there is talk|expected to|leaked|circulat",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\b(?:vernehmen|gerüchten?|rumou?rs?)\b", re.IGNORECASE)  # "Dem Vernehmen | nach"
EXPERT_WORDS = re.compile(
    r"expert|fachleut|fachmann|fachfrau|fachkreis|wissenschaft|forsch|ökonom|analyst|gutacht|sachverständig|beobachter|"
    r"historiker|politolog|soziolog|hydrolog|biolog|geolog|scien|research|econom|academic|observer|specialist|"
    r"studie|study|studies|historian",
    re.IGNORECASE,
)

RESEARCH = re.compile(
    r"institut|universit|\b(?:research )?cent(?:re|er)\b|forschungs|akademie|academy|think ?tank", re.I
)


def voice_of(speaker: str, cue: str, *, named: bool, expert: bool) -> Voice:
    """The voice of a statement from its speaker's words ("" for none), its cue's words, and what is known of the actor.

    `named`: a named person, a state or an organisation stands behind it. `expert`: the actor's role is an expert's.
    The voice `reporter` is not given here: a reporter's own judgement is no attribution.
    """
    if named:
        return "named"
    if expert or EXPERT_WORDS.search(speaker) or (not speaker and EXPERT_WORDS.search(cue)):
        return "experts"
    if (not speaker and HEARSAY.search(cue)) or _NOBODY.search(speaker):
        return "hearsay"
    return "unnamed"


_JUDGEMENT = {
    "de": re.compile(
        r"\b(?:dürfte[nt]?|wohl|kaum|vermutlich|wahrscheinlich|womöglich|offenbar|offensichtlich|freilich|immerhin|"
        r"(?:un)?realistisch\w*|aussichtslos\w*|fragwürdig\w*|bemerkenswert\w*|zweifelhaft\w*|absehbar|ungewiss|"
        r"überraschend\w*|enttäuschend\w*|töricht|naiv\w*|ironie|hinwegtäuschen|ganz zu schweigen|"
        r"(?:das|dies) (?:klingt|wäre|ist doch)|man (?:muss|darf|hätte)|"
        r"(?:viel|wenig|manches|einiges) spricht (?:dafür|dagegen)|es wird .{0,20}hinauslaufen|es bleibt abzuwarten)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:(?:un)?likely|(?:un)?realistic|(?:im)?plausibl[ey]|arguably|evidently|apparently|presumably|perhaps|"
        r"(?:looks?|seems?|appears?|sounds?|sounded|seemed|appeared|looked)|hard(?:er)? to|grim|hardly|scarcely|"
        r"may (?:yet|well)|might (?:yet|well)|ought(?: not)? to|no doubt|little wonder|"
        r"I (?:suspect|think|doubt|believe|fear)|remains to be seen|on present form|to say nothing of)\b",
        re.IGNORECASE,
    ),
}


def is_judgement(words: str, language: str) -> bool:
    """Whether words hold one of judgement or expectation, as an author's own do."""
    return bool(_JUDGEMENT["de" if language.startswith("de") else "en"].search(words))


def judgements(
    text: str, language: str, sentences: list[tuple[int, int]], spoken: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Sentences in which the author judges or expects: (start, end) in code points, in order.

    `spoken` are the spans of what is attributed to others, speakers and cues included; a sentence that holds any of
    them, or a question, is no judgement of the author's. Found by words of judgement and expectation: a sentence that
    judges by its tone alone is not found.
    """
    out = []
    for start, end in sentences:
        sentence = text[start:end]
        held = any(a < end and b > start for a, b in spoken)
        if not held and sentence.rstrip()[-1:] in {".", "!"} and is_judgement(sentence, language):
            out.append((start, start + len(sentence.rstrip())))
    return out
