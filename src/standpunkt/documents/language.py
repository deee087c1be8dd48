"""Which language a text is in: German or English by their commonest words, any other by langid. Pure."""

from __future__ import annotations

import re

__all__ = ["NAMES", "language_of"]

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_GERMAN = _words(
    "und nicht ist auf sich für dass werden eine einen einem einer auch von zu im mit das dem des der sind haben hat "
    "wird war sei wir ich noch nach bei aus über aber zum zur wenn oder sie"
)
_ENGLISH = _words(
    "the and of to that is was for it with as his her they be at by this have from are not had but which would has "
    "were been will their its said who"
)
NAMES = {
    "af": "Afrikaans",
    "ar": "Arabic",
    "bg": "Bulgarian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "el": "Greek",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "la": "Latin",
    "lb": "Luxembourgish",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nb": "Norwegian",
    "nl": "Dutch",
    "nn": "Norwegian",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text` (its first 20,000 characters); None where it holds no words."""
    sample = text[:_SAMPLE]
    words = [w.lower() for w in _WORD.findall(sample)]
    if not words:
        return None
    german = sum(w in _GERMAN for w in words) / len(words)
    english = sum(w in _ENGLISH for w in words) / len(words)
    if german * len(words) >= 3 and german > 0.15 and german > 3 * english:
        return "de"
    if english * len(words) >= 3 and english > 0.15 and english > 3 * german:
        return "en"
    from py3langid import classify

    code = str(classify(sample)[0])
    latin = sum(c < "\u0250" for w in words for c in w) > sum(map(len, words)) / 2
    if code not in ("de", "en") and latin and len(words) < 20 and (german or english or len(words) < 6):
        return "de" if german > english or re.search("[äöüß„]", sample) else "en"  # too little for langid to tell
    return code
