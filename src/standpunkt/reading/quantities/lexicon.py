"""The words of quantities in German and English: multipliers, units, bounds, hedges."""

from __future__ import annotations

from collections.abc import Mapping

from standpunkt.reading.times.tokens import words

Bound = str  # "about", "least", "most", "exact"

MULTIPLIERS: Mapping[str, float] = {
    "tausend": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9,
    "billion": 1e12, "billionen": 1e12, "bio": 1e12, "dutzend": 12, "hundert": 100,
}  # fmt: skip
MULTIPLIERS_EN: Mapping[str, float] = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9,
    "tn": 1e12, "k": 1e3, "dozen": 12, "hundred": 100,
}  # fmt: skip

CURRENCY_SIGNS: Mapping[str, tuple[str, str]] = {
    "€": ("Euro", "euro"), "$": ("Dollar", "dollars"), "£": ("Pfund", "pounds"), "¥": ("Yen", "yen"),
    "₹": ("Rupien", "rupees"), "₽": ("Rubel", "roubles"), "₺": ("Lira", "lira"), "₴": ("Hrywnja", "hryvnia"),
    "₪": ("Schekel", "shekels"), "₩": ("Won", "won"), "zł": ("Zloty", "zloty"),
}  # fmt: skip

_MONEY = """euro euros dollar dollars pfund pound pounds franken francs franc kronen krone kroner krona kronor zloty
zlotys rubel rubels rouble roubles ruble rubles yen yuan renminbi lira lire rupien rupees forint lei lew lewa
lewa peso pesos real reais rand won dinar dinare dinars hrywnja hryvnia schekel shekels cent cents pence
rappen eur usd gbp chf sek nok dkk pln riyal riyals dirham dirhams tenge lari taka naira shilling shillings"""
_LENGTH = """meter metern metre metres meters kilometer kilometern kilometre kilometres kilometers km mile miles meile
meilen seemeile seemeilen zentimeter centimetres centimeters millimeter millimetres cm mm m feet foot yard
yards inch inches"""
_AREA = """hektar hectare hectares acre acres quadratmeter quadratmetern quadratkilometer quadratkilometern ha"""
_MASS = """tonne tonnen tonnes tons ton kilogramm kilo kilos kilogram kilograms kilogrammes kg gramm grams pound"""
_VOLUME = """liter litern litre litres liters kubikmeter kubikmetern barrel barrels fass gallons gallonen hektoliter"""
_POWER = """mb gb tb gigabyte terabyte megabyte megabit mbit gigabit
watt kilowatt megawatt gigawatt teramb gb tb gigabyte terabyte megabyte megabit mbit gigabit
watt kilowattstunden megawattstunden gigawattstunden
terawattstunden mw gw
kw gwh mwh kwh twh volt ampere bytes gigabytes megabytes"""
_TIME = """sekunde sekunden minute minuten stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre
jahren jahrzehnt jahrzehnte jahrzehnten quartale quartalen jahrhunderte jahrhunderten second seconds minute
minutes hour hours day days week weeks month months year years decade decades quarters centuries fortnight"""
_PERCENT = "prozent percent prozentpunkt prozentpunkte prozentpunkten basispunkte basispunkten promille"
_TEMPERATURE = "grad degrees celsius"

UNITS: Mapping[str, str] = {
    w: kind
    for kind, listed in (
        ("count", _POWER), ("temperature", _TEMPERATURE), ("volume", _VOLUME), ("mass", _MASS), ("area", _AREA),
        ("length", _LENGTH), ("time", _TIME), ("percent", _PERCENT), ("money", _MONEY),
    )
    for w in listed.split()
}  # fmt: skip

PEOPLE = words("""soldaten soldatinnen menschen leute personen bürger frauen männer kinder einwohner mitarbeiter
beschäftigte arbeiter angestellte beamte polizisten abgeordnete minister mitglieder delegierte
teilnehmer demonstranten flüchtlinge asylbewerber migranten patienten schüler studenten studierende
lehrer ärzte pfleger helfer freiwillige kandidaten wähler tote verletzte opfer gäste zuschauer fans
experten forscher rentner eltern familien haushalte blauhelme truppen people men women children
soldiers troops workers employees members ministers officers citizens residents voters students
teachers doctors nurses patients refugees migrants lawmakers mps senators delegates inspectors
players volunteers victims protesters jobs households families experts scientists staff personnel
police peacekeepers""")

BOUNDS: Mapping[str, Mapping[tuple[str, ...], Bound]] = {
    "de": {
        ("rund",): "about", ("etwa",): "about", ("circa",): "about", ("ca", "."): "about", ("ca",): "about",
        ("zirka",): "about", ("ungefähr",): "about", ("gut",): "about", ("knapp",): "about", ("fast",): "about",
        ("beinahe",): "about", ("nahezu",): "about", ("annähernd",): "about", ("an", "die"): "about",
        ("um", "die"): "about", ("schätzungsweise",): "about", ("in", "etwa"): "about",
        ("kaum", "mehr", "als"): "about",
        ("kaum",): "about", ("nicht", "ganz"): "about", ("geschätzt",): "about", ("geschätzte",): "about",
        ("geschätzten",): "about", ("nicht", "viel", "mehr", "als"): "about", ("etwas", "mehr", "als"): "about",
        ("etwas", "weniger", "als"): "about", ("wenig", "mehr", "als"): "about", ("geschätzt", "rund"): "about",
        ("mindestens",): "least", ("wenigstens",): "least", ("zumindest",): "least", ("mehr", "als"): "least",
        ("über",): "least", ("weit", "über"): "least", ("deutlich", "über"): "least",
        ("weit", "mehr", "als"): "least",
        ("deutlich", "mehr", "als"): "least", ("nicht", "weniger", "als"): "least", ("nicht", "unter"): "least",
        ("bis", "zu"): "most", ("höchstens",): "most", ("maximal",): "most", ("nicht", "mehr", "als"): "most",
        ("weniger", "als"): "most", ("allenfalls",): "most", ("keine",): "most", ("unter",): "most",
        ("nicht", "einmal"): "most", ("deutlich", "weniger", "als"): "most", ("deutlich", "unter"): "most",
        ("gut", "und", "gern"): "about", ("sage", "und", "schreibe"): "exact", ("ganze",): "exact",
        ("genau",): "exact", ("exakt",): "exact",
    },
    "en": {
        ("about",): "about", ("around",): "about", ("roughly",): "about", ("approximately",): "about",
        ("some",): "about",
        ("nearly",): "about", ("almost",): "about", ("an", "estimated"): "about", ("estimated",): "about",
        ("close", "to"): "about", ("just", "over"): "about", ("just", "under"): "about",
        ("slightly", "more", "than"): "about",
        ("slightly", "less", "than"): "about", ("barely",): "about", ("a", "little", "over"): "about",
        ("little", "more", "than"): "about", ("somewhere", "around"): "about", ("just", "shy", "of"): "about",
        ("in", "the", "region", "of"): "about", ("in", "the", "order", "of"): "about", ("close", "on"): "about",
        ("north", "of"): "least", ("a", "mere"): "exact", ("a", "total", "of"): "exact", ("as", "few", "as"): "exact",
        ("or", "so"): "about", ("hardly", "more", "than"): "about", ("barely", "more", "than"): "about",
        ("at", "least"): "least", ("more", "than"): "least", ("over",): "least", ("no", "fewer", "than"): "least",
        ("no", "less", "than"): "least", ("not", "less", "than"): "least", ("well", "over"): "least",
        ("upwards", "of"): "least", ("in", "excess", "of"): "least", ("a", "minimum", "of"): "least",
        ("above",): "least",
        ("far", "more", "than"): "least", ("well", "above"): "least", ("much", "more", "than"): "least",
        ("up", "to"): "most", ("at", "most"): "most", ("no", "more", "than"): "most", ("less", "than"): "most",
        ("fewer", "than"): "most", ("under",): "most", ("below",): "most", ("a", "maximum", "of"): "most",
        ("as", "many", "as"): "most", ("as", "much", "as"): "most", ("not", "more", "than"): "most",
        ("well", "under"): "most", ("well", "below"): "most", ("far", "fewer", "than"): "most",
        ("exactly",): "exact", ("precisely",): "exact", ("somewhere",): "exact",
    },
}  # fmt: skip

HEDGES: Mapping[str, frozenset[str]] = {
    "de": words(
        """eventuell vielleicht womöglich möglicherweise notfalls gegebenenfalls sogar perspektivisch später"""
    ),
    "en": words("possibly perhaps maybe potentially even eventually conceivably"),
}

FRACTIONS: Mapping[str, Mapping[str, float]] = {
    "de": {"drittel": 100 / 3, "dritteln": 100 / 3, "viertel": 25.0, "vierteln": 25.0, "fünftel": 20.0,
           "fünfteln": 20.0,
           "sechstel": 100 / 6, "siebtel": 100 / 7, "achtel": 12.5, "neuntel": 100 / 9, "zehntel": 10.0,
           "zehnteln": 10.0,
},
    "en": {"third": 100 / 3, "thirds": 100 / 3, "quarter": 25.0, "quarters": 25.0, "fifth": 20.0, "fifths": 20.0,
           "sixth": 100 / 6, "sixths": 100 / 6, "eighth": 12.5, "eighths": 12.5, "tenth": 10.0, "tenths": 10.0},
}  # fmt: skip

STOP = words("""the a an of in on at to for from by with and or but nor if as than that which who whom whose when
while where is are was were be been being has have had do does did will would shall should can could
may might must not no it its he she they them their his her we us our you your i my this these those
there here said says told after before since until during under over about between against into
through per each every so then also only just still already because although though however what how
why all both some any more most less least out up down off again once went came""")

MONTHS = words(
    """januar februar märz april mai juni juli august september oktober november dezember january february
    march may june july october december"""
)
DASH = frozenset("-–—")
ONES = words("ein eine einen einem einer eines eins one a an")
ROUND = words("three four five ten zwei drei vier fünf zehn hundert 2 3 4 5 10 100")
MANY = words("mehrere mehreren einige einigen viele vielen etliche paar several few many")
LABELS = words(
    """artikel paragraf paragraph linie kapitel raum nummer nr absatz seite platz bundesstraße phase gruppe
    typ stufe level band halle gleis autobahn resolution agenda article section chapter page room
    route flight highway no number line group tier category block gate channel boeing airbus version
    figure table zone runway apollo psalm § formel formula type class grade step option covid top fortune windows"""
)
SUMS = words(
    """kredit kredite darlehen vertrag verträge auftrag aufträge rechnung abkommen scheck anleihe anleihen
    fonds paket verhandlungen gespräche streit debatte einigung entscheidung zusage zusagen
    schuldschein bürgschaft"""
)
FILLERS = words("aber noch weitere weiteren also doch jedoch insgesamt nur another further still")
NO_ADJECTIVES = words(
    """der des dem den die das alle andere einige oder aber sowie wie eine einer einen keine keiner keinen
    ihre ihren ihrer seine seinen seiner diese dieser diesen welche welcher der werden wurden haben
    hatten waren können sollen müssen wollen hätten würden wäre wurde hatte habe werde solle könne
    gegen neben zwischen unter über hinter wegen außer denen deren"""
)
PLURALS = words("""people men women children police staff personnel fish sheep aircraft feet teeth crew crews""")
JOINTS = words("auf to und and oder or , bzw beziehungsweise")
BEFORE_BARE = words(
    "have has had were are only just auf um von sind waren haben hat hatte hatten for nur erst than als"
)
NO_ADVERBS = words(
    """in im an am auf aus bei beim mit nach vor von vom zu zum zur und oder als wie pro je durch für um bis ab seit
    ist sind war hat wird soll kann will nicht auch noch schon nur dann doch so da dort wo wenn weil dass ob gegen ohne
    sich es er sie man wir ihr statt trotz laut gegenüber unter über zwischen"""
)
ROUGHLY = words(
    """gutes gute guter guten gutem knappes knappe knapper knappen knappem volle volles vollen starke starkes halbes
    good full mere whole clear solid"""
)
