"""Which full stops belong to the word before them: abbreviations, initials and ordinals, German and English."""

from __future__ import annotations

import re

__all__ = [
    "MONTHS",
    "STARTERS",
    "is_ordinal",
    "keeps_stop",
    "never_last",
    "sometimes_last",
    "word_after",
    "word_before",
]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Something always follows these in their sentence.
_NEVER = _words(
    """
    Abb Abs Abt abzgl allg amtl Anm Aufl bes betr Betr bez Bez bspw Bd Bde bzgl bzw ca Ca ca. cf Dipl dgl Dir Doz Dr Drs
    ebd ed Ed eds ehem eig eigtl einschl entspr erg evtl Evtl exkl Expl Fa fam Fam Fig Forts Fr frz Frl gegr geb gem
    gesch gest ggf Ggf ggü griech Hg Hr Hrn hrsg Hrsg Hl hl incl Ing inkl insb insbes int inzw jap jew jun kath Kap
    lat lfd lt Lt mag Mag max mind min mtl nachm näml nat niederl Nr Nrn od österr parl Part Pfr phil Pkt Priv Prof
    Proff rd Red resp rer röm sen Sen sog Sog soz spez St städt stellv Stellv Stv stv svw techn teilw Tel tel tlw
    Tsd u urspr ü v Verf verh versch vgl Vgl vors Vors vorm vs wiss wg zit zul zus zw Zz zzgl zzt
    Mr Mrs Ms Mx Messrs Mme Mlle Rev Hon Sr. Gen Col Maj Capt Cpt Cmdr Lieut Sgt Cpl Adm Rep Reps Sens Gov Govs Pres
    Supt Insp Det Fr Msgr Amb approx Eq Eqs Figs e.g i.e eg ie viz al Wr Mt Ft Dept Vol pp Prop Rt Cllr
    d.h D.h z.B Z.B z.T Z.T z.b u.a U.a u.U U.U i.d.R I.d.R o.g i.e v.a V.a s.o s.u i.S.d i.V m.E M.E d.i h.c v.Chr
    """
)
# These may end a sentence as well.
_SOMETIMES = _words(
    """
    usw etc uvm usf Mio Mrd Bio Mill Std Min Sek Str Art Chr Co Inc Ltd Corp Bros Jr Sr Esq Hrn ff f Nachf Ges Kl
    Jan Jän Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Oct Nov Dez Dec Jh Jhd Jhdt Jg Hs Pl Pol Ph Ave Blvd Rd Sq Ln
    No Nos P p S s a n.Chr v.H o.ä o.Ä u.ä u.Ä u.s.w a.m p.m a.D A.D B.C K.o k.o bzw. Xetra Rep. Gem Exz Univ Pkw
    """
)
# Said with a full stop in two words: what comes before the space.
_SPACED = re.compile(
    r"\b(?:[zZ]\.\s?(?:[BTZ]|Hd)|[dD]\.\s?[hi]|[uU]\.\s?[aUvÄä]|[iI]\.\s?d\.\s?R|[oO]\.\s?[gÄä]|[vV]\.\s?(?:a|Chr)|"
    r"[nN]\.\s?Chr|[sS]\.\s?[ou]|[mM]\.\s?E|h\.\s?c|[iI]\.\s?[eEVA]|[eE]\.\s?[gV]|[aA]\.\s?[dD]|[uU]\.\s?s\.\s?w)$"
)
_SPACED_LAST = re.compile(r"(?:[uUoO]\.\s?[Ää]|[uU]\.\s?s\.\s?w|[aA]\.\s?D|[eE]\.\s?V|[nN]\.\s?Chr)$")

MONTHS = _words(
    """
    Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November Dezember
    Jan Jän Feb Febr Mär Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez
    """
)
# Capitalised words that rarely stand inside a sentence: after an abbreviation or a number they begin a new one.
STARTERS = _words(
    """
    Der Die Das Den Dem Des Ein Eine Einen Einem Einer Eines Er Sie Es Wir Ich Ihr Ihre Ihren Ihrem Du Man Und Aber Doch
    Denn Auch Als Also Wenn Weil Da Damit Dann Danach Dabei Dafür Dagegen Daher Daran Darauf Darum Daraus Darin Darüber
    Davon Davor Dazu Dadurch Deshalb Deswegen Dennoch Daneben Dort Hier Heute Gestern Im In Am An Auf Aus Außer Bei
    Beim Mit Nach Nachdem Vor Von Vom Zu Zum Zur Zwischen Über Unter Um Für Gegen Ohne Durch Seit Seitdem Während Wie
    Wer Was Wo Warum Wann Wieso Weshalb Welche Welcher Welches Dieser Diese Dieses Diesem Diesen Jener Jene Jenes Jeder
    Jede Jedes Kein Keine Keiner Keinen Nicht Nichts Nur Noch Nun Jetzt So Sowohl Schon Sogar Sein Seine Seinen Seiner
    Seinem Unser Unsere Mein Meine Allerdings Außerdem Zudem Zuletzt Zunächst Zugleich Bisher Bislang Derzeit Laut Trotz
    Trotzdem Obwohl Ob Jedoch Vielmehr Insgesamt Immer Immerhin Alle Alles Viele Vieles Mehrere Manche Einige Beide
    Etwa Ebenfalls Ebenso Eigentlich Natürlich Vielleicht Wegen Gleichzeitig Erst Erstmals Bis Somit Stattdessen Sollte
    Hätte Wäre Ist Hat Haben Sind War Wird Kann Statt Sonst Schließlich Sobald Solche Ja Nein Später Inzwischen
    The A He She It We They You This That These Those There But And Or Yet If When While As At On For From By With
    After Before Since Although However Meanwhile Still Then Now Here What Who Why How Where Its His Her Their Our My
    Your Not Some Many Most All Both Each Another Over About Among Despite During Once Only I
    """
)
_ORDINAL_NOUNS = _words(
    """
    FC FSV SC SV TSV Bundesliga Liga Landesliga Klasse Platz Rang Runde Weltkrieg Mal Jahrhundert Jahrestag Jahrtausend
    Quartal Halbjahr Minute Sekunde Etage Stock Stockwerk Bezirk Advent Geburtstag Todestag Auflage Lebensjahr Spieltag
    Tag Woche Monat Jahr Satz Halbzeit Viertel Drittel Senat Kammer Sinfonie Symphonie Ausgabe Folge Staffel Kapitel
    Armee Division Brigade Regiment Bataillon Legislaturperiode Wahlperiode Sitzung Parteitag Kongress Verfassungszusatz
    Parallele Breitengrad Längengrad Semester Schuljahr Kalenderwoche KW Lesung Wahlgang Gebot Oktoberhälfte
    """
)
_BEFORE_ORDINAL = _words(
    """
    am vom zum zur im beim ab bis seit der die das den dem des ein eine einen einem einer ihr ihre ihren ihrem ihrer
    sein seine seinen seinem seiner unser unsere jeder jede jedes jeden dieser diese diesem diesen dieses mein meinen
    unserem eurem meinem kein ins Am Vom Zum Zur Im Beim Ab Seit Der Die Das Den Dem Sein Ihr Bis nächsten kommenden
    """
)
_INFLECTED = re.compile(r"(?:e?s|e?n|e)$")
_LAST_WORD = re.compile(r"[^\s\"'„“”»«›‹‚‘’()\[\]{}<>,;:!?/–—]+$")
_NEXT_WORD = re.compile(r"\s*[\"'„“”»«›‹‚‘’(\[]*([^\W\d_]+)")
_DAY = re.compile(r"\d{1,2}\.\d{1,2}$")
_ROMAN = re.compile(r"[IVX]{1,5}$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.[-‑]?)+[^\W\d_]$")
_UNSPEAKABLE = re.compile(r"[b-df-hj-np-tv-xz]{2,5}$")
_REACH = 48


def word_before(text: str, end: int, start: int = 0) -> str:
    """The word that ends at `end`, dots inside it included; empty after a quotation mark, bracket or space."""
    ahead = text[max(start, end - _REACH) : end]
    match = _LAST_WORD.search(ahead)
    if not match:
        return ""
    at = match.start()
    contracted = at > 1 and ahead[at - 1] in "'’" and ahead[at - 2].isalpha()  # "can't" is no "t"
    return ahead[at - 2 :] if contracted else match.group()


def word_after(text: str, at: int) -> str:
    """The first word after white space and opening marks at `at`; empty where a number or other sign stands."""
    match = _NEXT_WORD.match(text[at : at + _REACH])
    return match.group(1) if match else ""


def never_last(text: str, stop: int, word: str) -> bool:
    """Whether the full stop at `stop` after `word` belongs to an abbreviation that something must follow."""
    if word in _NEVER:
        return True
    if len(word) > 8:
        return False
    before = text[max(0, stop - 9) : stop]
    return bool(_SPACED.search(before)) and not _SPACED_LAST.search(before)


def sometimes_last(text: str, stop: int, word: str) -> bool:
    """Whether the full stop at `stop` after `word` belongs to an abbreviation that may also end a sentence."""
    if word in _SOMETIMES or _DOTTED.match(word) or _UNSPEAKABLE.match(word) or word.endswith("str"):
        return True
    if len(word) == 1 and word.isalpha():
        return True
    return len(word) <= 8 and bool(_SPACED_LAST.search(text[max(0, stop - 9) : stop]))


def is_ordinal(text: str, stop: int, word: str) -> bool:
    """Whether the full stop at `stop` after `word` makes it a German ordinal ("am 3. Mai", "der 2. Senat")."""
    digits = word.isdecimal()
    if _DAY.match(word):  # "12.2. 2016"
        return bool(re.match(r"\s+\d", text[stop + 1 : stop + 8]))
    if not (digits and len(word) <= 3) and not _ROMAN.match(word):
        return False
    follows = text[stop + 1 : stop + 2]
    if not follows.isspace():
        return False
    after = word_after(text, stop + 1)
    if after[:1].islower():
        return True
    first = stop - len(word)
    ahead = text[max(0, first - _REACH) : first]
    if not after:  # "3. 5. 2024"
        return digits and len(word) <= 2 and text[stop + 1 : stop + 8].strip()[:1].isdecimal()
    if after in STARTERS:
        return False
    if digits and (after in MONTHS or _INFLECTED.sub("", after) in _ORDINAL_NOUNS or after in _ORDINAL_NOUNS):
        return True
    if not digits:  # a ruler: "Ludwig XIV. Möbel" is not told from "Ludwig XIV. Möbel waren …"
        return False
    if ahead[-1:] == "(" or ahead[-2:] in ("– ", "— ", "- "):  # a minute of a match, a rank in a list
        return True
    before = word_before(ahead.rstrip(), len(ahead.rstrip()))
    return ahead[-1:].isspace() and before in _BEFORE_ORDINAL


def keeps_stop(text: str, stop: int, word: str) -> bool:
    """Whether the full stop at `stop` is part of `word`, as in "sog.", "z.", "3." before "Mai"."""
    if is_ordinal(text, stop, word) or never_last(text, stop, word):
        return True
    if not sometimes_last(text, stop, word):
        return False
    rest = text[stop + 1 : stop + 1 + _REACH].lstrip()
    return bool(rest) and word_after(text, stop + 1) not in STARTERS
