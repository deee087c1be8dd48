"""Verbs and nouns of giving, German and English.

General vocabulary, own compilation; nothing belongs to a topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["ACTS", "DONE", "FORGONE", "GIFT", "GIVING", "IDLE", "MONEY", "NOW", "gives"]

MONEY = ("money", "percent")
IDLE = ("time", "duration")

GIVING = {
    "de": re.compile(
        r"(?:\w*zahl(?:en|e|t|te)|\w*über(?:nehm|nimm|nomm|nähm)\w*|beteilig\w*|\w*(?:zu)?steuer(?:n|e|t)|"
        r"beitrag\w*|beitragen|beizutragen|(?!quer|um|sich)\w*stell(?:en|e|t|te)|\w*schick\w*|entsend\w*|\w*schieß\w*|vor\w*streck\w*|"
        r"\w*bring(?:en|e|t)|\w*leg(?:en|e|t)|\w*stock(?:en|e|t)|leist\w*|liefer\w*|gewähr\w*|garantier\w*|errich\w*|"
        r"bau(?:en|e|t)|ausbau\w*|auszubauen|\w*setz(?:en|e|t)|(?:über|auf)?nehm(?:en|e)|(?:über|frei|nach|zu|er)?lass(?:en|e)|erneuer\w*|spend\w*|"
        r"spendier\w*|geb(?:en|e)|\w*(?:ab|her|frei|weiter)(?:zu)?geb(?:en|e)|ausstatt\w*|auszustatten|\w*finanzier\w*|"
        r"bürg(?:en|e|t|te|ten)|verzicht\w*|senk(?:en|e|t)|kürz(?:en|e|t)|reduzier\w*|bestell(?:en|e)|kauf(?:en|e|t)|unterstütz\w*|"
        r"räum\w*|\w*geplant|vorgesehen|eingeplant|beschaff\w*|erhöh\w*|miet\w*|verleg\w*|erstatt\w*|ersetz\w*|"
        r"steck(?:en|e|t)|investier\w*|entschädig\w*|auszugleichen|ausgleich\w*|begleich\w*|überlass\w*|abtret\w*|"
        r"abzutreten|bereithalt\w*|bereitzuhalten|\w*richt(?:en|e|et)|gründ\w*|einzustell\w*|sanier\w*|renovier\w*|"
        r"modernisier\w*|ausbild\w*|auszubilden|schul(?:en|e|t)|trag(?:en|e|t)|aufkomm\w*|aufzukommen|"
        r"bezuschuss\w*|förder(?:n|e|t)|aufstock\w*|bewirt\w*|beherberg\w*|unterbring\w*|unterzubringen|abstell\w*|"
        r"abzustellen|abzieh\w*|abzuziehen|öffn\w*|aussetz\w*|auszusetzen|behandel\w*|vorzulegen|abzugeben|"
        r"auszuhelfen|aushelf\w*|aushilf\w*|halbier\w*|verdoppel\w*|aufbring\w*|aufzubringen|gibt|gab|gäbe|nimmt|"
        r"trägt|stillzulegen|freizugeben|erlass(?:en|e)|erlässt|zugeb\w*|aufnimmt|wegfall\w*|bewillig\w*|"
        r"zurückzieh\w*|zurückzuziehen|zahlte|abschalt\w*|abzuschalten|weiterreich\w*|weiterzureichen|abordn\w*|"
        r"abzuordnen|einstampf\w*|anschaff\w*|anzuschaffen|nachleg\w*|nachzulegen|freihalt\w*|freizuhalten|"
        r"einricht\w*|einzurichten|auszahl\w*|auszuzahlen|zuzuschießen|drauf(?:zu)?leg\w*)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:pay|pays|paying|meet|meets|bear|bears|chip|chips|stump|shoulder|match|leave|puts?|contribut\w*|"
        r"provid\w*|send\w*|deploy\w*|suppl(?:y|ies|ied)|lend\w*|lent|loan(?:ed)?|fund(?:ed|ing)?|financ\w*|"
        r"cover(?:s|ed)?|giv(?:e|es|ing)|grant(?:s|ed)?|guarantee\w*|build\w*|rebuild\w*|waiv\w*|cut|cuts|reduc\w*|"
        r"reduction|admit\w*|take|takes|accept\w*|host(?:s|ed)?|deliver\w*|buy\w*|spend\w*|invest\w*|add|adds|"
        r"compensat\w*|shar(?:e|es|ed|ing)|open\w*|releas\w*|donat\w*|keep|hire\w*|train|trains|support\w*|transfer\w*|"
        r"raise\w*|hand|hands|handing|handed|ship|ships|shipped|extend\w*|repair\w*|restor\w*|upgrad\w*|install\w*|"
        r"plant|plants|earmark\w*|freez\w*|frozen?|drop|drops|withdraw\w*|retrain\w*|offer(?:s|ed|ing)?|pledg\w*|"
        r"promis\w*|reimburs\w*|refund\w*|subsidi\w*|underwrit\w*|house|houses|shelter\w*|feed|set|sets|second|bring|"
        r"brings|double|doubles|halve|halves|lower|lowers|make|makes|pour|pours|agree|maintain\w*|renovat\w*|transfer\w*|matche[ds]|station|stations|"
        r"dispatch\w*|blacklist\w*|publish\w*|launch\w*|establish\w*|recruit\w*|resettl\w*|evacuat\w*|"
        r"rent|rents|hold|holds|allocat\w*|commit|commits|stop|stops|halt|halts|expand\w*|forgo\w*|scrap|scraps|contribute)",
        re.IGNORECASE,
    ),
}
GIFT = {
    "de": re.compile(
        r"(?:beteiligung|beitrag|zuschuss|bürgschaft|kredit|darlehen|hilfe|soforthilfe|vertrag|spende|garantie|zahlung|"
        r"soldaten|truppen|kompanie|bataillon|kontingent|lieferung(?:en)?|mission(?:en)?|aufnahme|anteil|"
        r"förderung|erstattung|entschädigung|stellen?|personal|beamte|flächen?|grundstück|gelände|gebäude|"
        r"daten|plätze|kosten|mittel|geld|helfer|kräfte|ärzte|ingenieure|beobachter|schiffe?|boote?|flugzeuge?|"
        r"hubschrauber|lazarett|einmalzahlung|zulage|prämie|bonus|(?<!v)erlass|lohn|hilfen|kürzung)(?:s|es|en|n)?$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^(?:contribution|share|grant|loan|credit|aid|guarantee|troops|soldiers|contingent|battalion|company|payment|"
        r"subsidy|compensation|cut|reduction|missions?|deliveries|flow|data|inspectors|help|funding|force|land|site|"
        r"building|buildings|staff|places|jobs|ships?|space|money|costs|bill|equipment|facilit(?:y|ies)|training|"
        r"seats?|access|market|licen[cs]es?|water|power|food|fuel|observers|engineers|helpers|doctors|nurses|unit|units|"
        r"aircraft|planes?|helicopters?|vehicles|relief|bonus|waiver|kitchens?|hospitals?)$",
        re.IGNORECASE,
    ),
}
ACTS = {
    "de": {
        "beteilig": "Beteiligung", "einzahl": "Einzahlung", "einzuzahl": "Einzahlung", "zuschieß": "Zuschuss",
        "zuzuschieß": "Zuschuss", "spend": "Spende", "investier": "Investition", "bürg": "Bürgschaft",
        "entschädig": "Entschädigung",
    },
    "en": {
        "lend": "loan", "lent": "loan", "donat": "donation", "contribut": "contribution", "invest": "investment",
        "compensat": "compensation", "subsidi": "subsidy",
    },
}  # fmt: skip
FORGONE = re.compile(r"verzichtet?n?|waives?|waiving|forgo(?:es)?|refrain")
NOW = {
    "de": re.compile(r"(?!ge\w*t$)\w*(?:gibt|nimmt|trägt|hält|lässt|[^e]t)"),
    "en": re.compile(r"(?!(?:costs|means)$)\w+[^s]s"),
}
DONE = {
    "de": re.compile(
        r"\b(?:hat|habe|haben|hätten?)\b.{0,80}\b(?:geliefert|überwiesen|gezahlt|bezahlt|entsandt|übergeben|"
        r"bereitgestellt|ausgezahlt|verschifft|abgegeben|gespendet|geschickt|eingestellt)\b|"
        r"\b(?:lieferte|schickte|überwies|zahlte|entsandte|spendete|übergab)n?\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:has|have|had) (?:already |so far |since )?(?:delivered|paid|handed over|transferred|shipped|sent|"
        r"donated|deployed|supplied|given|spent)\b|"
        r"(?<!be )(?<!been )(?<!was )(?<!were )(?<!is )(?<!are )(?<!as )\b(?:delivered|handed over|shipped|donated)\b",
        re.IGNORECASE,
    ),
}


def gives(words: Iterable[str], language: str) -> bool:
    """Whether one of the lower-cased words is a verb of giving; `language` is "de" or "en"."""
    return any(GIVING[language].fullmatch(w) for w in words)
