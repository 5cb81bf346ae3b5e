"""What the synthesisers say: the wake words, words that sound like them, parts
of them, and plain talk in many languages."""

WAKE = {"alexa": ["alexa"], "computer": ["computer"], "jarvis": ["jarvis"]}

# Words that share sounds, stress or rhythm with a wake word, most first named
# by people whose devices woke to them.
NEAR = {
    "alexa": """election|a letter|letter|unacceptable|Alexis|Alexander|Alex|electric|
        elected|select|selected|intellects|intellect|exile|a Lexus|Lexus|lexicon|a lecture|
        lecture|alas|relax|relaxer|relaxes|Alaska|elector|collects a|reflects a|a taxi|
        alexandra|alexia|alessa|a lesson|lessons|the next one|complexer|a leg so|elections|
        collection|direction|Texas|axis|access|accept a|except a|I like so|I'll ask her|
        ask her|a lapse|all exits|annexe|Lisa|Lexi|Alexei|Alicia|Elsa|Ella said|Olexa|
        dialect|dialects are|delects a|the lecturer|the Lexus is|let's see|a legs|a lexer|
        flexor|flex a|annex a|vexer|Mexico|Becker|a Luxor|a luxury|alleged|a left turn|
        unless a|unlucky|galaxy|syntax error|perplexed|next to|next to her|extra""",
    "computer": """commuter|competitor|compute her|compute|computed|computes|computing|
        computation|commuters|community|commute|a pewter|pewter|tutor|confuse her|confuser|
        come to her|compete|compare|compared to|come put her|suitor|compacter|compost|
        commander|companion|compose her|composer|recruiter|polluter|executor|commutator|
        compounder|complete her|dispute her|amputee|impute a|computational|rebooter""",
    "jarvis": """service|Travis|harvest|jar of|jar of this|Jarvik|nervous|surface|Jervis|
        charges|jars|chart is|job is|jealous|Davis|Mavis|Marvin|carve this|Java's|Java is|
        garbage|marvellous|Harvey|Harvey's|starve us|serve us|Chavez|varnish|charter this|
        largest|target is|artist|tar this|bars|far less|parses|chances|harness|Jasper|
        Elvis|canvas|services|John of this|job of this|guard this|darkness|harvests|
        larva|lavish|tardis|Clarice|Parvis|barbers|arches""",
}

# The near words that a measurement names: every voice says each of them.
NAMED = """election|a letter|unacceptable|Alexis|Alexander|electric|elected|intellects|
    exile|a Lexus|a lecture|lecture|alas|commuter|competitor|service|Travis|harvest|jar of|
    lexicon|select|relax|electrician|collected|the lecture|Alexandra|a lesson|
    commute|computing|compute|composer|computation|contributor|
    nervous|surface|Davis|charges|jar|Marvin|garden|carve this"""

# Some voices say these exactly as a wake word: made, to be measured, but no
# negatives to train on.
SAME = ("a lexer", "olexa", "lexa", "a lex a", "jervis", "compute her")

PARTS = {
    "alexa": "alex|lexa|exa|alec|a lex|leks|ale|ex a|xa xa|alexi|ulex|a le",
    "computer": "compu|compute|puter|pewter|com|comp you|computa|kem pew|mputer",
    "jarvis": "jar|jarv|arvis|vis|jarvy|char|jah|jar vee|jarva",
}

CARRIERS = ["{}", "{}", "{}", "the {}", "{} is here", "and {}", "my {} was there",
            "so {} again", "they said {} today", "what a {}", "no {} please"]

TALK = {
    "en": [],  # filled with transcripts of LibriSpeech
    "de": """Guten Morgen, wie geht es Ihnen heute?|Wir fahren morgen mit dem Zug nach Berlin.|
        Das Essen steht auf dem Tisch und wird kalt.|Er hat das elektrische Gerät repariert.|
        Die Kinder spielen draußen im Garten.|Lexikon, Alexander und Elektriker.|
        Kannst du bitte das Licht ausmachen?""",
    "fr": """Bonjour, comment allez-vous aujourd'hui?|Nous avons pris le train pour Lyon hier soir.|
        Les enfants jouent dans le jardin.|Il faut acheter du pain et du lait.|
        Alexandre et Alexis sont partis à l'élection.|Je ne sais pas où j'ai mis mes clés.""",
    "es": """Buenos días, ¿cómo está usted?|Mañana vamos a la playa con los niños.|
        La elección de Alejandro fue difícil.|No sé dónde dejé las llaves del coche.|
        El examen de léxico es el lunes.|Quiero un café con leche, por favor.""",
    "it": """Buongiorno, come sta oggi?|Domani andiamo al mare con la famiglia.|
        Alessandro ha perso le elezioni.|Non so dove ho messo le chiavi.|
        Vorrei un caffè e un cornetto.""",
    "nl": """Goedemorgen, hoe gaat het met u?|Morgen gaan we met de trein naar Utrecht.|
        De elektrische fiets staat in de schuur.|Ik weet niet waar mijn sleutels zijn.""",
    "pl": """Dzień dobry, jak się pan dzisiaj czuje?|Jutro jedziemy pociągiem do Krakowa.|
        Aleksander i Aleksy poszli na wybory.|Nie wiem, gdzie są moje klucze.""",
    "pt": """Bom dia, como vai o senhor?|Amanhã vamos à praia com as crianças.|
        A eleição do Alexandre foi difícil.|Não sei onde deixei as chaves.""",
    "ru": """Доброе утро, как ваши дела?|Завтра мы едем на поезде в Москву.|
        Александр и Алексей пошли на выборы.|Я не знаю, где мои ключи.""",
    "sv": """God morgon, hur mår du idag?|Imorgon åker vi tåg till Stockholm.|
        Jag vet inte var nycklarna är.""",
    "tr": """Günaydın, bugün nasılsınız?|Yarın trenle Ankara'ya gidiyoruz.|
        Anahtarlarım nerede bilmiyorum.""",
    "hu": """Jó reggelt, hogy van ma?|Holnap vonattal megyünk Budapestre.|
        Nem tudom, hol vannak a kulcsaim.""",
    "el": """Καλημέρα, τι κάνετε σήμερα;|Αύριο πάμε με το τρένο στην Αθήνα.|
        Ο Αλέξανδρος και η Αλεξία.""",
    "hi": """नमस्ते, आप कैसे हैं?|कल हम ट्रेन से दिल्ली जाएंगे।|मेरी चाबियाँ कहाँ हैं?""",
    "id": """Selamat pagi, apa kabar hari ini?|Besok kami naik kereta ke Jakarta.""",
    "fi": """Hyvää huomenta, mitä kuuluu?|Huomenna menemme junalla Turkuun.|
        En tiedä missä avaimet ovat.""",
    "cs": """Dobré ráno, jak se máte?|Zítra jedeme vlakem do Prahy.|Nevím, kde mám klíče.""",
}


def same(text):
    """Whether a text holds one of SAME, whole words only."""
    return any(f" {t} " in f" {text.lower()} " for t in SAME)


def split(text):
    """The entries of a list written with bars."""
    return [p.strip() for p in text.replace("\n", " ").split("|") if p.strip()]
