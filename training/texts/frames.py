"""Near pairs of sentences with and without a condition, made of hand-written clauses and frames.

The same main clause and the same subordinate clause stand once as a condition ("sofern die Kommission zahlt") and once
as something else ("obwohl die Kommission zahlt", "egal ob …"). Every pair of clauses was written to fit; `rows` draws
for each of them a few frames of different kinds, always the same ones. The output is in the format of `sources/`.
"""

# ruff: noqa: E501 (a clause is one line)
from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

SPEAKERS_DE = (
    "Ministerin Hedda Grote", "Staatssekretär Levin Marx", "die Sprecherin", "Unterhändler Koray Demirel",
    "Präsidentin Solveig Arp", "der Vorstand", "Stadträtin Philine Rau", "Verbandschef Gero Sattler",
    "Dezernentin Zehra Aslan", "ein Delegierter", "Kommissar Matteo Riva", "die Geschäftsführung",
)  # fmt: skip
SPEAKERS_EN = (
    "minister Heather Grove", "junior minister Leo Marks", "a spokeswoman", "negotiator Kemal Demir",
    "chair Sylvia Harp", "the board", "Councillor Phil Rowe", "association head Gerry Sadler",
    "deputy mayor Zara Aslam", "one delegate", "commissioner Matteo Riva", "management",
)  # fmt: skip


# before these, "nicht" stands in front of the words, otherwise behind them
NOT_BEFORE = frozenset(
    [
        "auf",
        "bei",
        "unter",
        "über",
        "in",
        "im",
        "vor",
        "für",
        "mehr",
        "ebenfalls",
        "denselben",
        "einen",
        "eine",
        "gleich",
        "alle",
        "zwei",
        "drei",
        "sechs",
        "zehn",
    ]
)


@dataclass(frozen=True)
class Clause:
    """A clause in parts, so that it can stand in every frame: `what` code, subject, rest, finite verb, infinitive."""

    what: str
    subject: str
    rest: str
    finite: str
    infinitive: str


def clauses(block: str) -> list[Clause]:
    return [Clause(*(part.strip() for part in line.split("|"))) for line in block.strip().splitlines()]


# topic, main clause, the same after a clause, in reported speech, denied; then the conditions that fit it
GERMAN: list[tuple[str, tuple[str, str, str, str], list[Clause]]] = [
    ("defence", ("Norwegen schickt zwei Fregatten", "schickt Norwegen zwei Fregatten", "Norwegen schicke zwei Fregatten", "Norwegen schickt keine Fregatte"), clauses("""
b | [die USA] | den Luftraum | sichern | sichern
m | [der Sicherheitsrat] | den Einsatz | billigt | billigen
p | [die Niederländer] | ebenfalls ein Schiff | entsenden | entsenden
c | die Waffenruhe | mehr als einen Monat | hält | halten
b | [das Storting] | das Geld | bewilligt | bewilligen""")),
    ("climate", ("Die Insel tritt dem Fonds bei", "tritt die Insel dem Fonds bei", "die Insel trete dem Fonds bei", "Die Insel tritt dem Fonds nicht bei"), clauses("""
q | der Fonds | die Hälfte der Mittel in den Küstenschutz | steckt | stecken
b | [die Weltbank] | für Ausfälle | bürgt | bürgen
p | [die großen Verschmutzer] | denselben Satz | zahlen | zahlen
o | der Vorsitz | alle zwei Jahre | wechselt | wechseln""")),
    ("wages", ("Die Fahrer beenden den Streik", "beenden die Fahrer den Streik", "die Fahrer beendeten den Streik", "Die Fahrer beenden den Streik nicht"), clauses("""
o | [der Konzern] | die Kündigungen | widerruft | widerrufen
q | das Angebot | sechs Prozent | übersteigt | übersteigen
b | [der Aufsichtsrat] | den Haustarif | bestätigt | bestätigen
o | [die Geschäftsleitung] | einen Schlichter | benennt | benennen""")),
    ("coalition", ("Die Mitte wählt die Ministerpräsidentin", "wählt die Mitte die Ministerpräsidentin", "die Mitte wähle die Ministerpräsidentin", "Die Mitte wählt die Ministerpräsidentin nicht"), clauses("""
o | [die Grünen] | auf das Verkehrsressort | verzichten | verzichten
b | [der Parteitag] | den Vertrag mit Zweidrittelmehrheit | billigt | billigen
e | der Untersuchungsausschuss | seine Arbeit | beendet | beenden
p | [die Regionalpartei] | dem Bündnis | beitritt | beitreten""")),
    ("fish", ("Dänemark senkt seine Quote", "senkt Dänemark seine Quote", "Dänemark senke seine Quote", "Dänemark senkt seine Quote nicht"), clauses("""
p | [Schweden] | im gleichen Umfang | kürzt | kürzen
b | [Brüssel] | die Kutterfischer | entschädigt | entschädigen
q | der Bestand | unter 40.000 Tonnen | fällt | fallen
o | [Russland] | Kontrollen an Bord | erlaubt | erlauben""")),
    ("tram", ("Der Rat gibt die Planung frei", "gibt der Rat die Planung frei", "der Rat gebe die Planung frei", "Der Rat gibt die Planung nicht frei"), clauses("""
b | [das Land] | drei Viertel der Kosten | trägt | tragen
o | die Trasse | die Kleingärten | verschont | verschonen
q | der Kilometerpreis | unter 15 Millionen Euro | bleibt | bleiben
p | [der Nachbarkreis] | den Vertrag | unterschreibt | unterschreiben""")),
    ("hospital", ("Die Stiftung hält die Notaufnahme offen", "hält die Stiftung die Notaufnahme offen", "die Stiftung halte die Notaufnahme offen", "Die Stiftung hält die Notaufnahme nicht offen"), clauses("""
b | [der Kreis] | das Defizit | übernimmt | übernehmen
o | [die Ärztekammer] | zwei Stellen | genehmigt | genehmigen
q | die Fallzahl | über 9.000 | steigt | steigen
e | der Umbau | vor Weihnachten | endet | enden""")),
    ("port", ("Die Reederei bestellt vier Schiffe", "bestellt die Reederei vier Schiffe", "die Reederei bestelle vier Schiffe", "Die Reederei bestellt keine neuen Schiffe"), clauses("""
b | [die Staatsbank] | den Kredit | verbürgt | verbürgen
o | [die Werft] | einen Festpreis | garantiert | garantieren
m | [die Kartellbehörde] | die Allianz | genehmigt | genehmigen
q | die Frachtrate | über 2.000 Dollar | klettert | klettern""")),
    ("school", ("Der Lehrerverband unterstützt das Modell", "unterstützt der Lehrerverband das Modell", "der Lehrerverband unterstütze das Modell", "Der Lehrerverband unterstützt das Modell nicht"), clauses("""
o | [das Ministerium] | die Korrekturtage | verdoppelt | verdoppeln
o | [das Schulamt] | die Klassen auf 25 Kinder | begrenzt | begrenzen
b | [der Landtag] | 800 neue Stellen | beschließt | beschließen
p | [die Gymnasien] | bei dem Versuch | mitmachen | mitmachen""")),
    ("trade", ("Chile öffnet seinen Milchmarkt", "öffnet Chile seinen Milchmarkt", "Chile öffne seinen Milchmarkt", "Chile öffnet seinen Milchmarkt nicht"), clauses("""
o | [die EU] | die Weinzölle | streicht | streichen
p | [Argentinien] | denselben Schritt | geht | gehen
b | [der Senat] | das Protokoll | ratifiziert | ratifizieren
q | die Einfuhr | 20.000 Tonnen im Jahr | unterschreitet | unterschreiten""")),
    ("water", ("Die Gemeinde verkauft die Quelle", "verkauft die Gemeinde die Quelle", "die Gemeinde verkaufe die Quelle", "Die Gemeinde verkauft die Quelle nicht"), clauses("""
o | [der Abfüller] | die alte Leitung | saniert | sanieren
m | [das Wasserwirtschaftsamt] | den Eingriff | erlaubt | erlauben
q | der Pegel | auf den Stand von 2015 | steigt | steigen
b | [der Landkreis] | die Umlage | erlässt | erlassen""")),
    ("pensions", ("Der Sozialverband trägt den Kompromiss", "trägt der Sozialverband den Kompromiss", "der Sozialverband trage den Kompromiss", "Der Sozialverband trägt den Kompromiss nicht"), clauses("""
q | das Rentenniveau | bei 49 Prozent | bleibt | bleiben
o | [die Regierung] | Pflegezeiten | anrechnet | anrechnen
p | [die Beamten] | in die Kasse | einzahlen | einzahlen
e | die Kommission | ihren Bericht | vorlegt | vorlegen""")),
    ("migration", ("Der Kanton nimmt 120 Flüchtlinge auf", "nimmt der Kanton 120 Flüchtlinge auf", "der Kanton nehme 120 Flüchtlinge auf", "Der Kanton nimmt keine weiteren Flüchtlinge auf"), clauses("""
b | [der Bund] | die Miete | bezahlt | bezahlen
p | [die Nachbarkantone] | gleich viele Menschen | unterbringen | unterbringen
o | [die Armee] | eine Kaserne | räumt | räumen""")),
    ("research", ("Das Institut teilt seine Messdaten", "teilt das Institut seine Messdaten", "das Institut teile seine Messdaten", "Das Institut teilt seine Messdaten nicht"), clauses("""
o | [die Partner in Osaka] | ihren Programmcode | veröffentlichen | veröffentlichen
m | [die Ethikkommission] | die Studie | freigibt | freigeben
e | die Fachzeitschrift | den Aufsatz | annimmt | annehmen""")),
    ("housing", ("Die Genossenschaft baut 300 Wohnungen", "baut die Genossenschaft 300 Wohnungen", "die Genossenschaft baue 300 Wohnungen", "Die Genossenschaft baut keine einzige Wohnung"), clauses("""
b | [die Stadt] | das Grundstück im Erbbaurecht | vergibt | vergeben
q | der Zins | unter drei Prozent | sinkt | sinken
o | [die Bahn] | den alten Güterbahnhof | freigibt | freigeben
m | [der Bauausschuss] | sechs Geschosse | erlaubt | erlauben""")),
    ("football", ("Der Verein verlängert mit der Trainerin", "verlängert der Verein mit der Trainerin", "der Verein verlängere mit der Trainerin", "Der Verein verlängert nicht mit der Trainerin"), clauses("""
e | die Mannschaft | den Klassenerhalt | schafft | schaffen
b | [der Hauptsponsor] | seinen Vertrag | erneuert | erneuern
q | der Etat | zehn Millionen Euro | erreicht | erreichen""")),
]  # fmt: skip

ENGLISH: list[tuple[str, tuple[str, str], list[Clause]]] = [
    ("defence", ("Norway will send two frigates", "Norway will not send a single frigate"), clauses("""
b | [the United States] | the airspace | secures | secure
m | [the Security Council] | the mission | approves | approve
p | [the Dutch] | a ship as well | provide | provide
c | the ceasefire | for more than a month | lasts | last""")),
    ("climate", ("The island will join the fund", "The island will not join the fund"), clauses("""
q | the fund | half its money on coastal defences | spends | spend
b | [the World Bank] | any losses | underwrites | underwrite
p | [the big polluters] | the same rate | pay | pay""")),
    ("wages", ("Drivers will call off the strike", "Drivers will not call off the strike"), clauses("""
o | [the company] | the dismissals | reverses | reverse
q | the offer | six per cent | exceeds | exceed
b | [the supervisory board] | the house agreement | confirms | confirm""")),
    ("coalition", ("The Centre will vote for the premier", "The Centre will not vote for the premier"), clauses("""
o | [the Greens] | the transport ministry | give up | give up
b | [the party conference] | the treaty by two-thirds | backs | back
e | the inquiry | its work | finishes | finish""")),
    ("fish", ("Denmark will lower its quota", "Denmark will not lower its quota"), clauses("""
p | [Sweden] | its own by as much | cuts | cut
b | [Brussels] | the small boats | compensates | compensate
o | [Russia] | checks on board | permits | permit""")),
    ("tram", ("The council will release the plans", "The council will not release the plans"), clauses("""
b | [the state] | three-quarters of the bill | pays | pay
o | the route | the allotments | spares | spare
q | the price per mile | below £25m | stays | stay""")),
    ("hospital", ("The trust will keep the unit open", "The trust will not keep the unit open"), clauses("""
b | [the county] | the deficit | covers | cover
o | [the royal college] | two more posts | approves | approve
e | the rebuilding | before Christmas | ends | end""")),
    ("port", ("The line will order four ships", "The line will not order any ships"), clauses("""
b | [the state bank] | the loan | guarantees | guarantee
o | [the yard] | a fixed price | offers | offer
m | [the competition authority] | the alliance | clears | clear""")),
    ("school", ("The teachers' union will support the scheme", "The teachers' union will not support the scheme"), clauses("""
o | [the ministry] | marking days | doubles | double
b | [the assembly] | 800 new posts | funds | fund
p | [the grammar schools] | the trial | join | join""")),
    ("trade", ("Chile will open its dairy market", "Chile will not open its dairy market"), clauses("""
o | [the EU] | its wine duties | scraps | scrap
p | [Argentina] | the same step | takes | take
b | [the senate] | the protocol | ratifies | ratify""")),
    ("water", ("The village will sell the spring", "The village will not sell the spring"), clauses("""
o | [the bottler] | the old pipe | repairs | repair
m | [the water board] | the scheme | licenses | license
b | [the county] | the levy | waives | waive""")),
    ("pensions", ("Pensioners' groups will accept the compromise", "Pensioners' groups will not accept the compromise"), clauses("""
q | the rate | at 49 per cent | stays | stay
o | [the government] | years of care | credits | credit
p | [civil servants] | the fund | join | join""")),
    ("migration", ("The canton will take in 120 refugees", "The canton will not take in more refugees"), clauses("""
b | [the federal government] | the rent | pays | pay
p | [neighbouring cantons] | as many | accept | accept
o | [the army] | a barracks | vacates | vacate""")),
    ("research", ("The institute will share its data", "The institute will not share its data"), clauses("""
o | [its partners in Osaka] | their code | publish | publish
m | [the ethics board] | the study | clears | clear
e | the journal | the paper | accepts | accept""")),
    ("housing", ("The co-op will build 300 flats", "The co-op will not build a single flat"), clauses("""
b | [the city] | the land on a long lease | provides | provide
q | the interest rate | below three per cent | falls | fall
o | [the railway] | the old goods yard | releases | release""")),
    ("football", ("The club will extend the coach's contract", "The club will not extend the coach's contract"), clauses("""
e | the team | relegation | avoids | avoid
b | [the main sponsor] | its deal | renews | renew
q | the budget | ten million | reaches | reach""")),
]  # fmt: skip


def bare(text: str) -> str:
    return text.replace("[", "").replace("]", "")


def capital(text: str) -> str:
    at = 1 if text[0] in "[{" else 0
    return text[:at] + text[at].upper() + text[at + 1 :]


def lower(text: str) -> str:
    """A main clause inside another: German articles lose their capital, names keep it."""
    first, rest = text.split(" ", 1)
    return f"{first.lower() if first in {'Der', 'Die', 'Das', 'The'} else first} {rest}"


def german(topic: str, main: tuple[str, str, str, str], c: Clause, who: str) -> dict[str, list[tuple[str, str]]]:
    """Frames by kind; each is the code and the marked sentence."""
    plain, after, reported, denied = main
    final = f"{c.subject} {c.rest} {c.finite}"
    first = c.rest.split()[0]
    rest = f"nicht {c.rest}" if first in NOT_BEFORE or first[0].isdigit() else f"{c.rest} nicht"
    not_final = f"{c.subject} {rest} {c.finite}"
    would = "würden" if c.finite == c.infinitive else "würde"
    sollte = "Sollten" if c.finite == c.infinitive else "Sollte"
    w, free = c.what, bare(final)
    return {
        "after": [(w, f"{plain}, {{{k} {final}}}.") for k in ("wenn", "falls", "sofern", "vorausgesetzt, dass", "sobald", "immer vorausgesetzt, dass", "unter der Bedingung, dass", "allerdings nur, wenn")],
        "before": [
            (w, f"{{{sollte} {c.subject} {c.rest} {c.infinitive}}}, {after}."),
            *((w, f"{{{k} {final}}}, {after}.") for k in ("Wenn", "Falls", "Sofern", "Nur wenn", "Erst wenn", "Sobald")),
        ],
        "reported": [
            (w, f"{capital(reported)}, {{wenn {final}}}, sagte {who}."),
            (w, f"{capital(who)} erklärte, {reported}, {{sofern {final}}}."),
            (w, f"{capital(reported)}, so {who}, aber nur unter einer Voraussetzung: {{dass {final}}}."),
            (w, f"{capital(who)} machte ein Ja davon abhängig, {{ob {final}}}."),
            (w, f"{capital(who)} knüpfte die Zusage daran, {{dass {final}}}."),
            (w, f"Alles steht und fällt damit, {{dass {final}}}, sagte {who}."),
        ],
        "denied": [
            (w, f"{denied}, {{solange {not_final}}}."),
            (w, f"{denied}, {{bevor {final}}}."),
            (w, f"{denied}, {{ehe {final}}}, betonte {who}."),
        ],
        "none": [
            ("n", f"{plain}, auch wenn {bare(not_final)}."),
            ("n", f"{plain}, obwohl {bare(not_final)}."),
            ("n", f"{plain}, egal ob {free}."),
            ("n", f"Unabhängig davon, ob {free}, {after}."),
            ("n", f"Selbst wenn {bare(not_final)}, {after}."),
            ("n", f"{plain}, gleichgültig, ob {free}, sagte {who}."),
            ("n", f"{plain}, weil {free}."),
        ],
        "question": [
            ("n", f"Offen blieb, ob {free}."),
            ("n", f"{capital(who)} konnte nicht sagen, ob {free}."),
            ("n", f"Auf die Frage, ob {free}, wollte {who} nicht eingehen."),
            ("n", f"Dass {free}, hält {who} für wahrscheinlich."),
        ],
        "wish": [
            ("w", f"Es wäre schön, wenn {bare(c.subject)} {c.rest} {c.infinitive} {would}, seufzte {who}."),
            ("w", f"{capital(who)} hofft, dass {free}."),
            ("w", f"Wünschenswert sei, dass {free}, sagte {who}."),
        ],
    }  # fmt: skip


def english(topic: str, main: tuple[str, str], c: Clause, who: str) -> dict[str, list[tuple[str, str]]]:
    """Frames by kind; each is the code and the marked sentence."""
    plain, denied = main
    clause = f"{c.subject} {c.finite} {c.rest}"
    auxiliary = "do" if c.finite == c.infinitive else "does"
    negative = f"{bare(c.subject)} {auxiliary} not {c.infinitive} {c.rest}"
    w, free, inner = c.what, bare(clause), lower(plain)
    return {
        "after": [(w, f"{plain} {{{k} {clause}}}.") for k in ("if", "provided", "provided that", "as long as", "on condition that", "only if", "once", "assuming", "so long as")],
        "before": [
            (w, f"{{Should {c.subject} {c.infinitive} {c.rest}}}, {inner}."),
            *((w, f"{{{k} {clause}}}, {inner}.") for k in ("If", "Provided", "Once", "As soon as")),
        ],
        "reported": [
            (w, f"{capital(who)} said {inner} {{if {clause}}}."),
            (w, f"{plain}, {who} said, {{but only if {clause}}}."),
            (w, f"It all depends {{on whether {clause}}}, {who} said."),
            (w, f"{capital(who)} made the promise conditional {{on whether {clause}}}."),
        ],
        "denied": [
            (w, f"{denied} {{unless {clause}}}."),
            (w, f"{denied} {{until {clause}}}."),
            (w, f"{denied} {{before {clause}}}, {who} insisted."),
        ],
        "none": [
            ("n", f"{plain} even if {negative}."),
            ("n", f"{plain} although {negative}."),
            ("n", f"{plain} whether or not {free}."),
            ("n", f"{plain}, regardless of whether {free}."),
            ("n", f"{plain} because {free}."),
        ],
        "question": [
            ("n", f"It remained unclear whether {free}."),
            ("n", f"{capital(who)} could not say if {free}."),
            ("n", f"Asked whether {free}, {who} would not be drawn."),
            ("n", f"That {free} is likely, {who} said."),
        ],
        "wish": [
            ("w", f"It would be nice to see {bare(c.subject)} {c.infinitive} {c.rest}, {who} sighed."),
            ("w", f"{capital(who)} said it was to be hoped that {free}."),
        ],
    }  # fmt: skip


def rows(seed: int = 9) -> Iterator[tuple[str, str, str]]:
    """(language, head, marked sentence) in a fixed order: for every pair of clauses one frame of most kinds."""
    draw = random.Random(seed)
    for topic, main, fitting in GERMAN:
        for c in fitting:
            frames = german(topic, main, c, draw.choice(SPEAKERS_DE))
            for kind in ("after", "before", "reported", "denied", "none", "question", "wish"):
                if kind != "wish" or draw.random() < 0.5:
                    code, sentence = draw.choice(frames[kind])
                    yield "de", f"{code} {topic}", sentence
    for topic, main_en, fitting in ENGLISH:
        for c in fitting:
            frames = english(topic, main_en, c, draw.choice(SPEAKERS_EN))
            for kind in ("after", "before", "reported", "denied", "none", "question", "wish"):
                if kind != "wish" or draw.random() < 0.5:
                    code, sentence = draw.choice(frames[kind])
                    yield "en", f"{code} {topic}", sentence
