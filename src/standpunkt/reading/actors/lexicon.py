"""Closed word classes that finding actors needs, German and English."""

from __future__ import annotations

__all__ = [
    "ACTING", "ADJECTIVES", "DETERMINERS", "DOCUMENTS", "FUNCTION", "GOVERNMENT", "GROUP_NOUNS", "GROUP_TAILS",
    "LOCATIVE", "NOT_NAMES", "ORGANISATION_TAILS", "OWN_WORDS",
    "PARTICLES", "PLACE_NOUNS", "POSSESSIVES", "PRONOUNS", "QUANTIFIERS", "SAYINGS", "SPEECH_AROUND", "TITLES",
]  # fmt: skip


ADJECTIVES = frozenset({"adjective", "capital_adjective"})  # kinds of the knowledge's forms


def _w(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = {
    "de": _w(
        "der die das des dem den ein eine einer eines einem einen dieser diese dieses diesem diesen jener jene jenes"
    ),
    "en": _w("the a an this that these those"),
}
POSSESSIVES = {
    "de": _w(
        "sein seine seinem seinen seiner seines ihr ihre ihrem ihren ihrer ihres unser unsere unserem unseren unserer"
    ),
    "en": _w("his her its their our"),
}
QUANTIFIERS = {
    "de": _w(
        "viele vielen vieler mehrere mehreren mehrerer einige einigen einiger alle allen aller manche manchen wenige "
        "wenigen andere anderen anderer zahlreiche zahlreichen zwei zweier drei dreier vier fünf sechs sieben "
        "acht neun "
        "zehn elf zwölf beide beiden sämtliche verschiedene weitere dutzende hunderte tausende"
    ),
    "en": _w(
        "many several some all most few other various two three four five six seven eight nine ten eleven "
        "twelve both "
        "dozens hundreds thousands more numerous"
    ),
}
PRONOUNS: dict[str, dict[str, tuple[str | None, str | None]]] = {
    "de": {"er": ("m", "sg"), "ihm": ("m", "sg"), "ihn": ("m", "sg"), "sie": (None, None), "ihr": ("f", "sg"),
           "ihnen": (None, "pl")},
    "en": {"he": ("m", "sg"), "him": ("m", "sg"), "she": ("f", "sg"), "her": ("f", "sg"), "they": (None, "pl"),
           "them": (None, "pl"), "it": ("n", "sg")},
}  # fmt: skip
PARTICLES = _w("von van de der den di del della da dos du le la bin ibn al el zu zum ten ter af av y")
TITLES = {
    "de": {"Herr": "m", "Herrn": "m", "Frau": "f", "Dr": None, "Prof": None, "Sir": "m", "Lord": "m", "Lady": "f"},
    "en": {"Mr": "m", "Mrs": "f", "Ms": "f", "Miss": "f", "Dr": None, "Prof": None, "Sir": "m", "Dame": "f",
           "Lord": "m", "Lady": "f", "Cllr": None, "Canon": None, "Rev": None, "Sister": "f", "Capt": None},
}  # fmt: skip
GOVERNMENT = {
    "de": _w(
        "regierung staatsführung führung delegation seite regierungskreisen regierungskreise regierungsvertreter "
        "verhandlungsdelegation diplomatie staatsspitze"
    ),
    "en": _w("government administration delegation side leadership negotiators team cabinet"),
}
GROUP_NOUNS = {
    "de": _w(
        "delegation delegationen länder ländern länderchefs staaten regierungen kreise kreisen verhandlungskreise "
        "verhandlungskreisen koalitionskreisen diplomatenkreisen mitgliedstaaten mitgliedsstaaten mitgliedsländer "
        "anrainer anrainerstaaten parteien verbände gewerkschaften umweltverbände nachbarn leute menschen gemeinden "
        "städte kommunen teilnehmerstaaten fraktionen eltern fachkreise fachkreisen fachleute umfeld"
    ),
    "en": _w(
        "delegations countries states governments circles members parties groups unions capitals communities towns "
        "councils cities companies people families parents crews nations partners allies rivals sides"
    ),
}
# Nouns for what somebody says, which name nobody themselves.
SAYINGS = {
    "de": _w(
        "worten angaben aussagen aussage auskunft berechnungen berechnung schätzungen schätzung darstellung "
        "informationen ansicht sicht augen meinung auffassung überzeugung lesart mitteilung einschätzung erkenntnissen"
    ),
    "en": _w("words account accounts estimate estimates calculations view opinion statement remarks figures"),
}
# What stands before them where they are the subject's own, and where somebody has them written
OWN_WORDS = POSSESSIVES["de"] | POSSESSIVES["en"] | _w(
    "eigene eigenen eigener eigenem own vernehmen bekunden brief schreiben sekretariat sekretariats büro büros papier "
    "antrag entwurf programm wahlprogramm letter office manifesto"
)  # fmt: skip
DOCUMENTS = _w("paper report study survey analysis studie papier bericht gutachten umfrage analyse")
GROUP_TAILS = (
    "kreise", "kreisen", "staaten", "länder", "ländern", "verbände", "verbänden", "gewerkschaften", "regierungen",
    "delegationen", "vertreter", "vertretern", "vertreterinnen", "parteien", "gemeinden", "klubs", "vereine",
    "vereinen",
)  # fmt: skip
ACTING = _w(
    "will wollte hat hatte ist war bleibt lehnt lehnte fordert forderte zögert zögerte stimmt stimmte "
    "verlangt verlangte "
    "droht drohte bietet bot prüft prüfte hält kann könnte müsse werde habe sei plant plante setzt besteht bestand"
)
ORGANISATION_TAILS = {
    "de": tuple(
        _w(
            "flüchtlingsrat studierendenrat betriebsrat personalrat seniorenrat ethikrat rundfunkrat integrationsrat "
            "bürgerliste wählerliste wählergemeinschaft volkspartei "
            "elternrat ministerrat aufsichtsrat verwaltungsrat stiftungsrat ortsrat bezirksrat wirtschaftsrat "
            "gymnasium grundschule stadtteilschule gesamtschule "
            "reederei werft krankenkasse sparkasse gewerkschaftsbund sozialverband jugendbund städtebund "
            "ministerium ministeriums verband verbands verbandes kommission gewerkschaft behörde verwaltung partei "
            "fraktion konzern unternehmen betreiber bündnis koalition verein initiative stiftung institut agentur "
            "landkreis landkreises allianz kammer gesellschaft genossenschaft senat stadtrat gemeinderat kreistag "
            "landtag parlament kabinett amt ratsfraktion bürgerinitiative universität hochschule kirche klinik bistum "
            "zentrale aufsicht kanzlei präsidentschaft vorstand rathaus werke klub club liga präsidium versammlung "
            "enbund erbund zbund tbund innung bibliothek museum theater komitee ausschuss städtetag landkreistag "
            "gemeindetag vertretung dezernat "
            "polizei feuerwehr bundeswehr redaktion orchester "
            "gericht kuratorium träger hospital krankenhaus vereinigung fanbund bauernbund verlag bank "
            "hauptmannschaft handel industrie handwerk gastgewerbe baugewerbe belegschaft ärzteschaft "
            "studierendenschaft studentenschaft schülerschaft elternschaft lehrerschaft bauernschaft kaufmannschaft "
            "jägerschaft anwohnerschaft nachbarschaft pfarrgemeinde kirchengemeinde pfarrei dekanat ordinariat "
            "rektorat generaldirektion intendanz geschäftsleitung klinikleitung schulleitung werksleitung heimleitung "
            "unternehmensleitung geschäftsführung konzernspitze parteispitze stadtspitze fraktionsspitze "
            "vereinsspitze verbandsspitze elternbeirat beirat kirchenrat regierungsrat landjugend bauernjugend "
            "hersteller versorger zulieferer importeur exporteur anbieter molkerei brauerei käserei bäckerei "
            "versicherer landsgemeinde diözese bürgerforum rechnungshof finanzkontrolle organisation verfassungsschutz "
            "kollektiv ensemble rennstall almgemeinschaft agrargemeinschaft händlergemeinschaft werbegemeinschaft "
            "interessengemeinschaft arbeitsgemeinschaft erbengemeinschaft eigentümergemeinschaft bergbahnen "
            "wasserwacht bergwacht küstenwache grenzschutz hotellerie gastronomie "
        )
    ),
    "en": tuple(
        _w(
            "centre center team squad newspaper theatre museum "
            "ministry council union association commission party company agency authority alliance bloc coalition "
            "committee board federation institute department office foundation consortium operator secretariat "
            "parliament senate assembly university charity trust organisation organization watchdog regulator "
            "presidency group network syndicate chamber league society cooperative utility diocese club bank hospital "
            "guild court college congress campaign movement "
        )
    ),
}
# Bodies where the word stands alone, but not at the end of every compound ("Straßenbahn", "Arbeitsgruppe" may be).
BODIES = frozenset(
    _w(
        "branche direktion jury opposition synode kloster post bahn armee militär justiz team mannschaft wirtschaft "
        "landwirtschaft mehrheit minderheit gruppe orden marine luftwaffe konkurrenz basis kundschaft stammtisch"
    )
)
# Trade as what is done, no trade as those who do it.
NO_BODIES = frozenset(
    _w(
        "handel freihandel welthandel außenhandel binnenhandel menschenhandel drogenhandel waffenhandel tierhandel "
        "emissionshandel zertifikatehandel kuhhandel"
    )
)
PLACE_NOUNS = {
    "de": _w("land landes lande stadt gemeinde kommune kreis region insel dorf bundesland kanton republik"),
    "en": _w("country city town village county island region province nation borough state municipality canton"),
}
LOCATIVE = {
    "de": _w("in nach bei im am an bis über um nahe nördlich südlich östlich westlich unweit"),
    "en": _w("in at to near outside around into inside through across"),
}
# Capitalised words next to each other that are no name.
NOT_NAMES = {
    "de": _w(
        "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar jänner februar märz "
        "april mai juni "
        "juli august september oktober november dezember uhr euro millionen milliarden prozent dollar franken meter "
        "kilometer ende anfang mitte stand jahr jahre jahren monat wochen tage mal teil rund nord ost süd west etwa "
        "gleiche weitere neue alte große kleine hohe niedrige höhere strengere klare feste eigene gemeinsame "
        "zusätzliche erste zweite letzte echte jüngste künftige kostenlose solche "
        "sämtliche mögliche freiwillige einheitliche "
        "tonnen hektar stunden minuten million milliarde gut knapp tausend dutzend abend morgen nachmittag nacht"
    ),
    "en": _w(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
        "september october november december gmt bst north south east west sea river valley lake bay gulf "
        "ocean mount "
        "street road bridge island islands city council union party act treaty christmas easter park station line "
        "university bank airport port harbour conference summit agreement committee commission association ministry "
        "times post herald mail gazette tribune courier institute foundation published by updated"
    ),
}
SPEECH_AROUND = {
    "de": _w(
        "sagte sagt sagten erklärte erklärt betonte forderte warnte meinte kündigte teilte nannte kritisierte "
        "versicherte "
        "bezeichnete will wollte lehnte fügte verwies sprach ließ hält hielt so laut zufolge räumte bestätigte räumt "
        "antwortete entgegnete äußerte berichtete schrieb verlangte zeigte findet fand sieht sah plädierte "
        "pocht pochte "
        "drohte mahnte rief beharrte zweifelte bekräftigte schloss"
    ),
    "en": _w(
        "said says told argued added warned insisted replied called claimed noted announced asked declined refused "
        "suggested signalled pledged wrote stated explained confirmed denied demanded urged who according conceded "
        "acknowledged promised hinted stressed maintained countered dismissed rejected accused complained wants"
    ),
}
FUNCTION = {
    "de": _w(
        "danach deren dessen hingegen immerhin womöglich vielleicht zunächst schließlich stattdessen dennoch davor "
        "daraufhin mittlerweile offenbar einerseits andererseits gleichwohl überhaupt natürlich freilich wohl längst "
        "gerade etwas manches nichts alles beides solche solcher lediglich dabei hierfür hier demnach somit also "
        "und oder aber denn doch auch nicht noch nur schon so sehr wie wenn weil dass ob als bis in im an am "
        "auf aus bei "
        "beim mit nach von vom vor zu zum zur über unter für gegen ohne um durch zwischen während wegen trotz "
        "seit er sie "
        "es wir ich ihr ihn ihm man wer was wo wann warum welche welcher welches hier dort da dann nun jetzt "
        "heute gestern "
        "morgen eigentlich bisher allerdings jedoch deshalb daher dabei damit darauf daran dazu außerdem "
        "zudem ganz erst "
        "immer wieder bereits inzwischen offiziell deutlicher andernfalls ist sind war waren wird werden hat "
        "haben kann "
        "soll sollen muss will eine ein der die das den dem des kein keine niemand jemand alle viele mehrere einige "
        "seine ihre sein unser noch einzige konkreter alternativ trotzdem drei zwei vier rund mehr weniger "
        "dafür dagegen "
        "laut hinter neben ebenso dennoch zuletzt zuvor künftig derzeit zugleich anders ähnlich mindestens höchstens "
        "ebenfalls nach nachdem bevor damals dies diese dieser dieses jede jeder jedes einer eines einem einen selbst"
    ),
    "en": _w(
        "unless whether although though despite once like unlike both either neither according earlier later last next "
        "today yesterday tomorrow perhaps maybe nobody nothing everyone somebody someone anyone nor "
        "and or but not no nor yet so as if when while because that whether than then there here this these "
        "those the a "
        "an in on at by for from with without to of into over under about after before until since during against "
        "between among he she it they we i you his her its their our your him them who what where why how "
        "which is are "
        "was were be been has have had do does did will would can could may might must should shall none all "
        "some many "
        "several most more less asked also only just even still already however meanwhile instead officials "
        "among both "
        "each every another any such same other own very too now never always once again"
    ),
}
