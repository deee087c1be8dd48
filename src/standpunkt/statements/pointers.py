"""Words that point: back to what was spoken of, to the speaker's own doing, to a guess, to a limit. German and English.

General vocabulary, own compilation; nothing belongs to a topic.
"""

from __future__ import annotations

import re

__all__ = [
    "BARE",
    "BINDS",
    "BOUND",
    "CHANGED",
    "CONDITION",
    "CONTRARY",
    "CRITICISM",
    "DOUBLE",
    "EXPECTED",
    "FORECAST",
    "JUDGES",
    "LACKING",
    "LIMIT",
    "NO",
    "ONLY_POINTS",
    "OTHERWISE",
    "OURS",
    "PLAN",
    "POINTS_BACK",
    "POSSESSIVES",
    "SELF",
    "TAKEN_UP",
    "THREAT",
]

POINTS_BACK = {
    "de": re.compile(
        r"\b(?:das|dies|(?:davon|dafür|dazu|darauf|darüber)(?!,? (?:dass|ob|wie|wenn|was|wer)\b)(?!, [^,.]*\bzu\b)|"
        r"(?:ist|sei|war|sind|seien|waren|bin|stimm\w+|sprach\w*|wehr\w+|wandte\w*|sperr\w+|stemm\w+|nichts|etwas)\b"
        r"[^,.]*\bdagegen|dagegen (?:ist|sei|war|sind|seien|stimm\w+|sein|gestimmt|ausgesprochen|gewehrt|sperr\w+|"
        r"stemm\w+|wehr\w+|protestier\w+|verwahr\w+|(?:wend|spr[aei]ch)\w+ sich)|"
        r"solche[nrs]?|(?:die|der|den|dem|das|diese[nmrs]?)"
        r" (?:idee|vorschlag|forderung|vorhaben|plan|pläne[n]?|reform|gesetz|projekt|vorstoß|ansinnen|antrag|konzept|"
        r"angebot|modell|entwurf))\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:it|this|that|them|(?:the|this|that) (?:idea|proposal|demand|plan|case|call|reform|text|scheme|"
        r"agreement|deal|project|move|measure|offer|suggestion|notion|bid|draft|bill)|such an?)\b",
        re.IGNORECASE,
    ),
}
# What a text is about, by a general word for it
PLAN = re.compile(
    r"\b(?:dem|den|das|die|der) (?:plan|pläne[n]?|vorhaben|projekt|vorschlag|reform|gesetz(?:entwurf)?|vorstoß|entwurf|"
    r"abkommen|paket|angebot)\b|\bthe (?:plan|project|proposal|scheme|draft|bill|deal|accord|package|offer|reform)\b",
    re.IGNORECASE,
)
ONLY_POINTS = re.compile(r"\W*(?:das|dies|this|that|it)\W*$", re.IGNORECASE)
BARE = re.compile(
    r"^\W*(?:nein|ja|no|yes)\W*$|\bein (?:nein|ja)\b|\bweder ja noch nein\b|\ba (?:yes|no)\b|\b(?:beim|sein|ihr|"
    r"unser|bei ihrem|"
    r"bei seinem|bei unserem) (?:nein|ja)\b|\bsag\w* (?:ja|nein)\b|\b(?:says?|said) (?:yes|no)\b",
    re.IGNORECASE,
)
BOUND = re.compile(
    r"\b(?:zusage|zustimmung|unterschrift|beitrag|teilnahme|beteiligung|ja|consent|approval|signature|support|"
    r"contribution)\b",
    re.IGNORECASE,
)
# What is done against a matter, if it comes
THREAT = re.compile(
    r"\b(?:klagen|klage|verklag\w+|klagte|klagt|vor Gericht|Verfassungsbeschwerde|sue|sues|sued|lawsuit|in court|"
    r"to court)\b"
)
# "Einzige Bedingung: …", "The only proviso: …": what the sentence tells binds what the same side said before
BINDS = re.compile(
    r"\W*(?:(?:die|eine|einzige|ihre|seine|the|his|her|its|their|one|a)\s+)?(?:(?:einzige|erste|only|sole|one|first)\s+)?"
    r"(?:bedingung(?:en)?|voraussetzung(?:en)?|conditions?|proviso|caveat)\b(?:\s+(?:dafür|hierfür|for that))?"
    r"(?:\s+(?:ist|sei|sind|seien|war|is|was|are|were|bleibt|bleibe)\b|\s*[:,])",
    re.IGNORECASE,
)
SELF = re.compile(
    r"\b(?:dafür|dagegen|in favour|against it)\b|"
    r"(?<!gibt )(?<!gebe )(?<!gab )\bes\b(?![^.]*\b(?:geben|gibt|gebe|gäbe|gab)\b)",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"(?:vor)?bedingung|voraussetzung|setze?n?$|voraus$|unabdingbar|unerlässlich|zwingend|auflage|einzige|vorbehalt|erst|zuvor|vorher|condition|proviso|precondition|"
    r"requirement|caveat|price",
    re.IGNORECASE,
)
OTHERWISE = re.compile(r"^\W*(?:andernfalls|sonst|ansonsten|otherwise|or else)\b", re.IGNORECASE)
DOUBLE = re.compile(
    r"\W*(?:ganz )?(?:ohne|without|bevor|ehe|before|until|unless|solange|nicht vor|not before|(?:aber |allerdings "
    r")?(?:auch )?(?:erst|nur|only)|"
    r"unter \d|mit |with )",
    re.IGNORECASE,
)
# What somebody turns away without saying anything of what is asked: "wies die Kritik zurück"
CRITICISM = re.compile(
    r"\b(?:Kritik|Vorw[uü]rfe?n?|Anschuldigung(?:en)?|Anwürfe|Unterstellung(?:en)?)\b.{0,25}\b(?:zurück|von sich)|"
    r"\b(?:reject|dismiss|den(?:y|i)|rebuff|shrug)\w*(?: off)? (?:the |any |all |such )?(?:\w+ )?"
    r"(?:criticisms?|accusations?|allegations?|charges|claims?)\b"
)
# A relative clause about what is no longer so: "Die Schweiz, die bislang nicht zahlen wollte, bewegt sich nun"
CHANGED = {
    "de": re.compile(
        r", (?:der|die|das)\b[^,]{0,200}\b(?:bislang|bisher|zuvor|einst|lange|früher)\b[^,]{0,200},"
        r"[^,]{0,200}\b(?:nun|jetzt|inzwischen)\b"
    ),
    "en": re.compile(
        r", (?:who|which)\b[^,]{0,200}\b(?:previously|until \w+|once|long|earlier)\b[^,]{0,200},"
        r"[^,]{0,200}\b(?:now|this \w+)\b"
    ),
}
EXPECTED = re.compile(
    r"\b(?:dürften?|wohl|vermutlich|wahrscheinlich|voraussichtlich|likely|unlikely|probably|"
    r"(?:is|are|was|were) expected to)\b",
    re.IGNORECASE,
)
JUDGES = re.compile(
    r"\b(?:dürften?|wohl|kaum|offenbar|vermutlich|womöglich|unrealistisch|wahrscheinlich|seems?|likely|unlikely|"
    r"probably|"
    r"apparently|perhaps)\b",
    re.IGNORECASE,
)
POSSESSIVES = frozenset(("sein", "seine", "ihr", "ihre", "unser", "unsere", "his", "her", "its", "their", "our"))
OURS = frozenset(("wir", "we", "man", "unser", "unsere", "our"))
WITHOUT = re.compile(r"\s*(?:ohne|without)\b", re.IGNORECASE)
POINTED_AT = re.compile(
    r"\s*(?:ohne (?:ein\w* )?(?:solch|dies|das\b|ihn\b|sie\b)|without (?:one|it|that|them|such)\b)", re.IGNORECASE
)
LACKING = re.compile(  # "Ohne den Zusammenschluss | sind wir …", up to its verb
    r"\W*(?:Ohne|Without)\b[^,;:]*?(?=\b(?:bin|ist|sind|sei|wäre|wird|werden|werde|würde|bleibt|bleibe|gibt|gebe|geht|gehe|"
    r"findet|finde|hat|habe|hätten?|kann|können|könne|there|it|we|they|he|she|I|nothing|nobody|no)\b)"
)
LIMIT = re.compile(
    r"\bnicht (?:über|unter|mehr als|weniger als)|\bhöchstens|\bmindestens|\bnever (?:fall|fell|rise|rose|drop)|"
    r"\bat (?:least|most)|\bdeckel|\bcapped?\b",
    re.IGNORECASE,
)
FORECAST = re.compile(
    r"\b(?:doubt|expect|predict|estimat|reckon|believ|fear|guess|forecast|bet|rechn|erwart|bezweifel|glaub|vermut|"
    r"schätz|fürcht|befürcht|prognosti|geh\w* davon aus)",
    re.IGNORECASE,
)
# Pronouns by which a clause takes up what the clause before spoke of.
TAKEN_UP = frozenset(("ihm", "ihr", "dem", "es", "das", "dies", "it", "this", "that", "them"))
NO = frozenset(("nicht", "kein", "keine", "keinen", "keinem", "keiner", "nie", "not", "no", "never"))
CONTRARY = {"yes": "no", "no": "yes"}
