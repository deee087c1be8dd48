"""The words of conditions in German and English: connectors, phrases, predicates, and what only looks like one.

Own compilation from grammars' lists of conditional connectors and prepositions; nothing belongs to a topic.
"""

from __future__ import annotations

import re

__all__ = [
    "AGENT", "ASKING", "CALENDAR", "ENGLISH", "FRAME_AFTER", "GERMAN", "NEGATION", "OFFER", "PASSIVE", "RELATIVE",
    "WHAT", "WISH",
]  # fmt: skip


def _r(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


NEGATION = {
    "de": _r(
        r"\b(?:nicht|kein\w{0,2}|nie|niemals|niemand\w*|nichts|nirgends|weder|kaum|unmöglich|undenkbar|ausgeschlossen|"
        r"unzumutbar|rechtswidrig|undurchführbar|scheiter\w+|platzt\w*|nein|schwer|verweiger\w+|lehnt\w*)\b"
    ),
    "en": _r(
        r"\b(?:not|no|never|nobody|none|nothing|neither|nor|cannot|hardly|impossible|unthinkable|refus\w+|reject\w+|"
        r"non-starter|unworkable|illegal|collapses?|fails?)\b|n['’]t\b"
    ),
}

WISH = {
    "de": _r(
        r"\b(?:schön|gut|besser|hilfreich|nett|wünschenswert|erfreulich|großartig|segen)\b[^.]{0,20}\bwär\w*|"
        r"\bwär\w*\b[^.]{0,25}\b(?:schön|gut|besser|hilfreich|nett|wünsch\w*|erfreulich|segen)\b|\bwünsch\w+|"
        r"\bhoff\w+|\berhoff\w+|\bträum\w+|\bsehn\w+ sich|\bwenn (?:\w+ ){0,3}(?:doch|nur einmal|bloß|wenigstens)\b|"
        r"\bwürde (?:mich|uns|sich|ihn|sie) freuen|\bbegrüßen würde"
    ),
    "en": _r(
        r"\b(?:nice|good|better|helpful|welcome|great) (?:if|to see)\b|\bit would help\b|\bif only\b|\bwish\w*\b|"
        r"\bhop(?:e|es|ed|ing)\b|\bto be hoped\b|\bdream\w*\b|\bif (?:\w+ ){0,3}just\b|"
        r"\bat least were\b|\bjust once\b|"
        r"\bwould be (?:a )?(?:blessing|nice|good|glad)"
    ),
}

# Words that say that nothing hangs on what they name.
WHATEVER = {
    "de": _r(
        r"\bunabhängig (?:davon|von)\b|\bungeachtet\b|\bbedingungslos\b|"
        r"\bohne (?:jede |weitere )?(?:Bedingung|Vorbedingung)"
    ),
    "en": _r(r"\b(?:regardless|irrespective|no matter|unconditional(?:ly)?|come what may|no strings)\b"),
}

# Words before "wenn", "ob", "if", "whether" that make it concessive, generic or a question.
ASKING = {
    "de": _r(
        r"(?:\b(?:auch|selbst|sogar)(?: dann| in dem Fall| für den Fall)?|"
        r"\b(?:immer|jedes ?mal|außer|als|wie|besonders|gerade|und|oder|etwa|egal|je nachdem|"
        r"gleichgültig|gleichviel|einerlei|ganz gleich)|\bunabhängig davon),?\s+$"
    ),
    "en": _r(
        r"\b(?:even|as|ask(?:s|ed|ing)?(?: (?:him|her|them|us|about))?|know(?:s|n)?|knew|see|wonder(?:s|ed)?|say|said|"
        r"doubt(?:s|ed)?|tells?|told|check(?:s|ed|ing)?|sure|unclear|question|decide[sd]?|or|discussed|find out|matter|"
        r"what|especially|particularly|always|like)\s+$"
    ),
}

OFFER = {
    "de": _r(
        r"\b(?:will|wolle?n?|wollte\w*|werden?|wird|würden?|könn\w*|kann|könnte\w*|sei(?:en)?|dürf\w*|darf|müss\w*|"
        r"soll\w*|möcht\w*|bereit|denkbar|gern|dafür|zustimm\w*|einverstanden|nur|erst|dann|bleib\w*|"
        r"habe|gebe|gehe|komme|stehe|trage|zahle|mache|nehme|lasse|halte|stimme)\b"
    ),
    "en": _r(
        r"\b(?:will|would|could|can|may|might|shall|must|only|ready|willing|prepared|open|then|back|accept\w*|"
        r"support\w*|agree\w*|in favour)\b|['’](?:ll|d)\b"
    ),
}

RELATIVE = {
    "de": _r(r"\s*(?:der|die|das|den|dem|deren|dessen|denen|was|wer|wie|wo|dass|ob|zu|um)\b"),
    "en": _r(r"\s*(?:who|which|whose|where)\b"),
}

# What may follow a clause after a comma: the frame of the speech or the main clause.
FRAME_AFTER = {
    "de": _r(
        r"\s*(?:so|laut|hieß|heißt|sagt\w*|erklär\w*|betont\w*|meint\w*|teilt\w*|ließ|lässt|kündigt\w*|schrieb|rief|"
        r"warnt\w*|fordert\w*|verlangt\w*|fügt\w*|antwort\w*|lautet\w*|zitier\w*|stellt\w*|rechnet\w*|das|aber|doch|"
        r"dann|und|nicht|sonst|andernfalls|einen|vorher|früher|alles)\b"
    ),
    "en": _r(r"\s*(?:\w+ ){0,7}?(?:said|says|added|insisted|conceded|warned|wrote|told)\b"),
}

PASSIVE = {
    "de": _r(
        r"\b(?:\w*ge\w+(?:t|en)|\w+iert|be\w+t|ver\w+t|er\w+t|ent\w+t)\s+(?:wird|werden?|würden?|worden|wurden?)\b|"
        r"\b(?:bekomm\w*|bekäme?n?|bekam|erhält|erhalten?|erhielte?n?|kriegt\w*)\b"
    ),
    "en": _r(r"\b(?:is|are|was|were|be|been|being|gets?)\s+(?:\w+ly\s+)?\w+(?:ed|en|ne|pt|ut|id)\b"),
}

# Nouns of those who can be required to act, though the text makes no actor of them: a word that ends so.
AGENT = {
    "de": re.compile(
        r"\b(?:[A-ZÄÖÜ][\wäöüß]*-?)?(?:[Pp]arlament|[Kk]ongress|[Ss]enat|[Rr]at|[Kk]ommission|[Kk]abinett|[Aa]ufsicht|"
        r"[Gg]ericht|[Aa]mt|[Bb]ehörde|[Mm]inisterium|[Vv]erband|[Gg]ewerkschaft|[Pp]artei|[Ff]raktion|[Bb]ank|"
        r"[Kk]onzern|[Kk]onzernmutter|[Kk]ammer|[Tt]räger|[Vv]ersammlung|[Kk]onferenz|[Oo]rganisation|[Aa]gentur|"
        r"[Rr]echnungshof|[Bb]undestag|[Ll]andtag|[Kk]reistag|[Rr]eichstag|[Kk]uratorium|[Vv]orstand|[Ss]taat(?:en)?|"
        r"[Ll]and|[Ll]änder|[Bb]und|[Ss]tadt|[Ss]tädte|[Gg]emeinde|[Kk]ommune|[Kk]reis|[Rr]egion|[Rr]egierung|"
        r"[Aa]rbeitgeber|[Uu]nternehmen|[Kk]asse|[Vv]ersicherer|[Nn]achbarn?|[Pp]artner|[Vv]erbündete|[Oo]pposition|"
        r"[Kk]oalition|[Mm]itglieder|[Ss]tiftung|[Kk]irche|[Ii]nvestor|[Ee]igentümer|[Bb]etreiber|[Vv]erein|[Ll]iga|"
        r"[Kk]lub|[Hh]auptstädte|[Gg]astgeber|Kämmerer|Bahn|[Rr]eederei|[Uu]niversität|[Ss]chule|[Mm]utter|Folketing|"
        r"Storting|Liberale|Grüne|Linke|Konservative|[Gg]eldgeber|[Gg]egenseite|[Aa]nwohner|[Aa]nlieger|[Rr]edaktion|"
        r"[Gg]esellschaft|[Gg]esellschafter|[Aa]ktionäre?|[Ss]ponsor|[Vv]ermieter|[Mm]ieter|[Gg]läubiger|[Bb]auern|"
        r"[Pp]räsident(?:in)?|[Mm]inister(?:in)?|[Vv]erwaltung|[Rr]eeder|[Bb]undesrat|[Rr]äte|[Aa]uss(?:chuss|chüsse)|"
        r"[Gg]remium|[Gg]remien|[Ff]irma|[Ff]irmen|[Gg]esetzgeber|[Aa]nbieter|[Ee]mpfänger|[Ll]ieferant|[Hh]ersteller|"
        r"[Hh]ändler|[Ii]ndustrie|[Pp]olizei|[Aa]rmee|[Bb]asis|[Bb]elegschaft|[Mm]ehrheit|[Bb]ranche|[Ss]ender|[Vv]erlag|"
        r"[Zz]entrale|[Jj]obcenter|[Rr]eferat|[Kk]linik|[Hh]otel|[Ww]ehr|[Zz]oll|[Ff]inanzamt|[Kk]onkurrenz|[Ww]issenschaft|"
        r"[Pp]ächter|[Ll]andwirt|[Vv]eranstalter|[Dd]ienstleister|[Ee]ltern|[Bb]eschäftigte|[Kk]unde|[Nn]utzer|[Ss]pender|"
        r"[Ff]ührung|[Ss]pitze|[Gg]egner|[Kk]onfliktparteie?|[Mm]ehrheitseigner|[Dd]irektion|[Bb]istum|[Pp]farrei|[Ii]nnung)"
        r"(?:e?s|e?n|en|nen|r)?\b"
    ),
    "en": re.compile(
        r"\b(?:parliament|congress|senate|council|commission|cabinet|court|agency|ministry|minister|union|party|bank|"
        r"company|companies|board|assembly|committee|government|department|treasury|regulator|authority|federation|"
        r"association|employer|insurer|owner|landlord|neighbour|allies|member|opposition|state|county|city|region|"
        r"province|district|operator|trust|club|league|university|church|railway|host|donor|investor|lender|grower|"
        r"liberals|greens|conservatives|capital|village|town|school|organi[sz]ation|watchdog|manufacturer|airline|"
        r"supplier|countr(?:y|ies)|administration|agencies|authorities|ministries|president|chancellor|shareholder|"
        r"tenant|farmer|creditor|side|partner|others|exporter|importer|lawmaker|legislature|legislator|house|magistrate|"
        r"judge|trustee|police|army|rebel|belligerent|utility|developer|publisher|broadcaster|clinic|hospital|producer|"
        r"retailer|contractor|buyer|seller|recipient|taxpayer|leadership|management|workforce|pilot|fisherman|fishermen|"
        r"skipper|parent|rider|visitor|customer|user|directorate|secretary|mayor|governor|premier)s?\b",
        re.IGNORECASE,
    ),
}

# Nothing but a date or time: no condition by itself.
CALENDAR = _r(
    r"^\W*(?:(?:the|den|dem|der|early|late|mid|end|beginning|ende|anfang|mitte|of|"
    r"kommende[nrms]?|nächste[nrms]?|next|this|"
    r"diese[nrms]?|spring|summer|autumn|winter|frühjahrs?|sommers?|herbst(?:es)?|winters?|year|years|jahres?|"
    r"jahr|week|month|woche|monats?|quartals?|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|"
    r"juni|juli|oktober|dezember|\w+day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|christmas|easter|"
    r"ostern|weihnachten|pfingsten|morgen|heute|tomorrow|today|then|now|\d{1,2}\.?|\d{4})\W*)+$"
)

# What a condition asks for, by its words; the first that fits.
WHAT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ceasefire", _r(r"waffenruhe|waffenstillstand|waffen schweigen|kämpfe|geschossen|feuerpause|ceasefire|truce|"
                     r"guns fall|"
                     r"fighting stops|fighting ends|hostilities|armistice")),
    ("mandate", _r(r"mandat|resolution|grünes licht|erlaubnis|genehmig|beschluss|votum|billigt|billigung|mandate|"
                   r"go-ahead|permission|clear(?:s|ed) it|a vote in|approves?\b|approval by parliament|licen[cs]e")),
    ("participation", _r(r"mitzieh|mitmach|teilnahme|teilnehm|beteilig|anschließ|dabei sein|an bord|"
                           r"ebenfalls|zieht mit|"
                         r"als einzige|allein|beitritt|beitreten|auch .{0,40}(?:zahl|send|stell|unterzeich|mach)|"
                         r"join|take part|participat|on board|as well|too\b|do(?:es|)? the same|did the same|sign up|"
                         r"follow suit|alongside|be in\b")),
    ("backing", _r(r"rückendeckung|unterstütz|rückhalt|bürg|zustimm|übernimm|übernehm|übernähme|trägt|tragen|trage\b|"
                   r"decke|mittel\b|beitrag|beistand|hilfe|deckung|geld|zuschuss|zuschüsse|finanzier|zahl|garant|"
                   r"zusag|bewillig|"
                   r"back|support|guarantee|cover|consent|approv|pay|paid|fund|money|endors|help|surety|underwrit|agree")),
    ("quantity", _r(r"\d|prozent|per cent|percent|hälfte|drittel|viertel|mindestens|höchstens|mehr als|weniger als|"
                    r"half\b|third|quarter|at least|at most|no more than|fewer than|more than|deckel|\bcap\b")),
    ("event", _r(r"sitzung|wahl|parteitag|urteil|abschluss|prüfung|vorlieg|ergebnis|gutachten|frühjahr|herbst|sommer|"
                 r"winter|election|ruling|hearing|evaluation|congress|report|findings|after|nach |vor ")),
)  # fmt: skip

GERMAN = {
    # connector clauses that always make a condition
    "strong": _r(
        r"(?:\bimmer )?\bvorausgesetzt(?:,? dass)?,?|"
        r"\bunter (?:der|dieser|folgender|einer) (?:\w+en )?(?:bedingung|voraussetzung|auflage|maßgabe)(?=,? dass)|"
        r"\bunter dem vorbehalt(?=,? dass)|\bes sei denn,?(?: dass)?|\bsofern\b|\bfalls\b|\binsofern\b|"
        r"\b(?:allerdings |aber |doch )?(?:erst|nur)(?: dann)?,? (?:wenn|sobald|nachdem|falls)\b|"
        r"\bwenn und soweit\b|\baußer,? (?:wenn|falls)\b|\bim falle? (?:dass|einer|eines)\b(?!.*auch im fall)"
    ),
    "weak": _r(r"\b(?:wenn|sobald|solange|so lange|bevor|ehe|nachdem|außer|bis(?= \w+ \w+.* \w+e?[tn]?\b))\b"),
    "that": _r(
        r"\b(?:davon ab(?:hängig)?|davon abhängig (?:gemacht|machen)|daran(?: \w+)?|damit|darauf an|"
        r"(?:vor)?bedingung(?:en)?[^,.:]{0,60}|voraussetzung(?:en)?[^,.:]{0,60}),\s+(?=(?:dass|ob|wie|wer|was)\b)"
    ),
    "on": _r(
        r"\b(?:mach\w*|gemacht)\b[^.;:]{0,80}?\b(?P<p1>von (?!sich\b|dort\b))(?=[^.;:]{3,90}?\babhängig)|"
        r"\bhäng\w*\b[^.;:,]{0,40}?\b(?P<p2>von (?!dort))(?=[^.;:,]{3,80}? ab\b)|"
        r"\bknüpf\w*\b[^.;:]{0,60}?\b(?P<p3>an )(?!daran)(?=\w)|"
        r"\bste(?:he?|hen|ht) und f[aä]ll\w*\b[^.;:]{0,30}?\b(?P<p4>mit )(?=\w)"
    ),
    "colon": _r(
        r"\b(?:bedingung|voraussetzung|vorbedingung|auflage|"
        r"vorbehalt)(?:en)?\b[^.:,]{0,40}(?:geknüpft|gebunden)?[^.:,]{0,12}:\s+(?=\S)"
    ),
    "is": _r(
        r"\b(?:vor)?(?:bedingung|voraussetzung)(?:en)?\b[^.:,]{0,50}?\b(?:sei(?:en)?|"
        r"ist|sind|wäre\w*|bleib\w*)\s+(?!dass)(?=\w)"
    ),
    "need": _r(
        r"\b(?:dafür|dazu|für \w+(?: \w+){0,3}) (?:brauch\w*|bräucht\w*|"
        r"bedarf|bedürfe) (?:es )?(?:\w+ )??(?=\w)"
    ),
    "if_then": _r(r"\bso (?:er|sie|es|die|der|das)(?: \w+){0,2} denn\b"),
    "exchange": _r(
        r"\b(?:nur )?(?:im (?:aus)?tausch (?:gegen|für)|im gegenzug (?:für|zu)|als gegenleistung für|vorbehaltlich|"
        r"im paket mit|höchstens im paket mit)\s+(?=\w)"
    ),
    "only": _r(
        r"\b(?:allerdings |aber |doch )?(?:nur|ausschließlich|allenfalls|höchstens) (?:gemeinsam |zusammen )?"
        r"(?:mit|gegen|bei|unter|nach)\s+(?=\w)"
    ),
    "late": _r(
        r"\b(?:aber (?:auch )?|allerdings )?(?:(?:erst|frühestens)(?: \w+)? (?:nach|ab|"
        r"mit)|nicht vor|keinesfalls vor)\s+(?=\w)"
    ),
    "without": _r(
        r"(?:\bganz )?\bohne\s+(?!zu\b|dass\b|weitere?s?\b|wenn\b|zweifel\b|"
        r"ergebnis\b|einigung\b|\w+ zu \w+)(?=\w)"
    ),
    "mandate": _r(
        r"\b(?<!nur )(?:mit|unter) (?:einem |dem |ausdrücklichem )?(?:\w+en )?(?:mandat|"
        r"zustimmung|billigung)\b(?= (?:de[sr]|von|durch))"
    ),
    "below": _r(r"\bunter\s+(?=(?:\d|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|hundert)\S*)"),
    "first": _r(
        r"^[\"„“»]?(?:(?:aber|doch|allerdings|jedoch) )?(?:erst|zuerst|zunächst|vorher|zuvor|dafür) "
        r"(?:müss?\w*|muss)\b|"
        r"^[\"„“»]?(?:aber|doch|allerdings|jedoch|freilich) (?:müsse|müssten|müsste|muss|müssen)\b"
        r"(?=[^,;.]{3,60}\b(?:vorher|zuvor|zunächst|zuerst|vorab)\b)"
    ),
    # "Das setze voraus, | dass Athen nachziehe"
    "presupposes": _r(
        r"\b(?:setz\w*\b[^,.;:]{0,40}\bvoraus|voraussetz\w*|vorausgesetzt\w*|mit der maßgabe),\s+(?=dass\b)"
    ),
    # "Müll dürfe nicht verbrannt werden, | das sei Bedingung"
    "that_is": _r(
        r",\s+(?:das|dies)\s+(?:sei|ist|wäre|bleibe?)\b[^.;:,]{0,40}\b(?:(?:vor)?bedingung|voraussetzung|auflage)\b"
    ),
    "indispensable": _r(
        r"\b(?:unabdingbar|unerlässlich|zwingend|notwendig|nötig|erforderlich)\s+(?:dafür|hierfür|dazu)\s+"
        r"(?:sei(?:en)?|ist|sind|wäre\w*)\s+(?:jedoch |aber |allerdings |freilich |auch )?(?=\w)"
    ),
    # "Ohne ein besseres Angebot | werde es Streiks geben"
    "threat": _r(
        r"^[\"„“»]?ohne (?P<body>(?!zu\b|dass\b|weitere?s?\b|zweifel\b)[^,;:.]{3,70}?) "
        r"(?:werden?|wird|würden?|gibt|gebe|gäbe|drohe?t?|droht|bleibe?t?|müsse|müssten?|muss)\b"
    ),
    "purpose": _r(r"^damit [^,]{3,80}, (?=(?:muss|müss\w*)\b)"),
    "taking_part": _r(
        r"\b(?:müsse|müssen|müssten|müsste|muss)\b[^.;:]{0,50}?\b(?:dabei|mit dabei|an bord|mit am tisch|beteiligt|"
        r"mitziehen|mitmachen|einbezogen)\b(?: (?:sein|sitzen|werden))?"
    ),
    "but_must": _r(
        r"[,;:] [\"„“»]?(?:aber|doch|nur|"
        r"allerdings) (?:[^,.;:]{2,50} )?(?:muss|müsse|müssen|müssten|müsste)\b"
    ),
    "it_must": _r(r", (?:es|er|sie|das) (?:muss|müsse) aber\b"),
    "alone": _r(r"[\"„“»]?\b(?:aber |jedoch |allerdings )?nicht (?:als einzige[rs]?|im alleingang)\b[\"“”«]?"),
    "no_no": _r(r"^[\"„“»]?kein\w{0,2} (?P<body>[^,.]{2,40}), (?:dann )?(?:auch )?kein\w{0,2} \w+(?: \w+)?[,:.“\"]"),
    "should": _r(r"^[\"„“»]?(?:sollten?)\b(?=[^?]*, \w+)"),
    "verb_first": re.compile(
        r"(?:^|[:;,] )(?P<v>[A-ZÄÖÜa-zäöü][a-zäöüß]{2,11}(?:t|te|e|en|ten))\s+(?P<rest>[^,;:?!.]{3,90}), "
        r"(?P<main>[a-zäöü]+(?:t|te|e|en|st|ß|d|ll|nn))\b"
    ),
    "negated": _r(r"\b(?:es sei denn|außer)\b"),
}  # fmt: skip

ENGLISH = {
    "strong": _r(
        r"\b(?:but )?(?:unless(?: and until)?|provided(?: that)?(?! by| for| with| to)|providing that|"
        r"(?:albeit )?(?:on|with) (?:the |one )?(?:sole |strict )?(?:condition|proviso|understanding)(?: that)?|"
        r"only (?:if|once|when|after)|if and (?:when|only if)|(?:so|for as|only as|for so) long as|as long as|"
        r"assuming(?: that)?|insofar as|barring|in (?:exchange|"
        r"return) for(?! \w+ing\b.{0,5}$))\b|(?:(?<=^)|(?<=, ))(?:absent|short of)\b"
    ),
    "weak": _r(r"\b(?:if|once|as soon as|until|before|ahead of|after|the day(?: after)?|when)\b"),
    "on": _r(
        r"\b(?:contingent|conditional|conditioned|dependent)\s+(?P<p1>(?:up)?on\s+)|"
        r"\b(?:depend(?:s|ed|ing)?|hinge[sd]?|hinging)\s+(?P<p2>(?:up)?on\s+)|"
        r"(?P<p3>\bsubject (?:only )?to\s+)(?=\w)"
    ),
    "colon": _r(
        r"\b(?:condition|string attached|proviso|caveat|price)s?\b[^.:,]{0,30}(?::| (?:is|was|being) that)\s+(?=\S)"
    ),
    "only": _r(r"\bonly (?:with|against|under|at|as part of|together with|alongside|in tandem with)\s+(?=\w)"),
    "without": _r(r"\bwithout\s+(?!\w+ing\b|a word|doubt|exception|agreement|signing)(?=\w)"),
    "mandate": _r(
        r"\b(?:under|with) (?:a|the) (?:UN |united nations )?(?:mandate|consent|"
        r"approval|blessing) (?:from|of|by)\s+(?=\w)"
    ),
    "not_before": _r(r"\b(?:but )?not before\s+(?=\w)"),
    "takes": _r(r"\b(?:will|would) take\s+(?=.{3,60}\bbefore\b)"),
    "purpose": _r(r"^for [^,]{3,60} to \w+(?: \w+){0,3}, "),
    "taking_part": _r(
        r"\b(?:must|has to|have to|needs? to) (?:be in|be on board|take part|"
        r"join|be part|be there|come along)\b"
    ),
    "but_must": _r(r"[,;:] [\"“]?(?:but|though) (?:[^,.;:]{2,40} )?(?:must|has to|have to|needs? to)\b"),
    "alone": _r(r"\bbut not (?:alone|on (?:its|their|his|her|our) own)\b"),
    "no_no": _r(r"^[\"“]?no (?P<body>[^,.]{2,40}), no \w+(?: \w+)?[,:.”\"]"),
    "only_noun": _r(r"^[\"“]?only (?=(?:an?|the) [^,]{3,40}? (?:would|will|can)\b)"),
    "anything": _r(r"\banything (?:below|above|under|over|less than|short of) (?=[^,]{2,40} (?:is|was|would|will)\b)"),
    "with": _r(r"^[\"“]?with (?=(?:[\w'’]+ ){1,5}(?:on board|in hand|in place|\w+ing\b))"),
    "should": _r(r"^[\"“]?should (?!we\b|it\b not)(?=[^?]*, \w+)|"
        r"(?:^[\"“]?|(?<=[,;–—(] ))were (?=(?:the|an?|it|they|he|she|we|you|th(?:is|at|ese|ose)|its|h(?:is|er)|their|"
        r"our|my|any|all|both|(?-i:[A-Z])\w+)\b[^,.]{0,40} (?:to \w+|not for)\b)"
    ),
    "negated": _r(r"\b(?:unless|barring|short of)\b"),
}  # fmt: skip
