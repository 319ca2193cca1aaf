"""Whether a word that could be a place is part of another name: of a person, a firm, a newspaper, a team."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import word_set
from eventstudy.extract.geography.gazetteer import listed_words

_FIRM = re.compile(
    r" (?:Bank|Bancorp|Bancshares|Airlines?|Airways|Times|Post|Journal|Daily|Herald|Tribune|Globe|Chronicle"
    r"|Gazette|Observer|Mail|Group|Corp|Corporation|Co|Inc|Ltd|LLC|PLC|Plc|AG|SA|NV|Holdings?|Partners"
    r"|Composite|University|College|Declaration|Instruments|Capital|Securities|Insurance|Asset Management"
    r"|Investments?|Whale|Papers|Steel|Motors?|Breweries|Brewing|Pharmaceuticals?|Electric|Mining|Minerals"
    r"|Resources|Petroleum|Gold|Lithium|Networks?|Saint-Germain|United|City FC|Rovers|Athletic|Wanderers"
    r"|Bulls|Bears|Cubs|Yankees|Mets|Giants|Jets|Lakers|Dodgers|Celtics|Patriots|Red Sox|Cowboys|Eagles"
    r"|Heat|Raiders|Broncos|Marathon|Open|Grand Prix|Wall|Symphony|Opera|Philharmonic|Fashion Week|Syndrome"
    r"|syndrome|Convention|Principles|Protocol|Treaty|Bowl|Derby|Convention)\b(?!\w)"
)
_ADJECTIVE_FIRM = re.compile(r" (?:Airlines?|Airways|Open|Re|Telecom|Express|Eagle|Depositary)\b")
# "the Bank of Scotland", "the Duke of York": not for a country, whose bank is its central bank.
_OF = re.compile(
    r"\b(?:University|College|Duke|Duchess|Earl|Bishop|Archbishop|Battle|Treaty|Merchant|Museum|Spirit"
    r"|Lloyd's|Peace|Prince|Princess|Statue|Bank) of (?:the )?\Z"
)
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lady|Lord|Prof|Judge|Justice|Sen|Rep|Gen|Sgt|Capt|Col|Lt|Adm|Secretary"
    r"|Chancellor|Minister|Senator|Professor|Detective|Sergeant|General|Captain|Pope|Saint|Officer)\.? \Z"
)
_INITIAL = re.compile(r"(?<![\w.])[A-Z]\. \Z")
_WORD_BEFORE = re.compile(r"(?<![\w'-])([A-Z][a-z]+) \Z")
_NEXT = re.compile(r" ((?:[A-Z]\. )?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)(?![\w'-])")
_IN = re.compile(
    r"(?:\b(?:in|near|outside|around|into|across|inside|(?:city|town|port|suburb|village|cities|towns"
    r"|university|streets|outskirts|east|west|north|south|coast) of) (?:\w+ and )?|\A|\n)\Z"
)
_DATELINE = re.compile(r"(?:,| \(|/)")
# Capitalised words that stand behind the name of a place and make no surname of themselves.
_NOUNS = word_set(
    "Airport Police Mayor Gov Governor Senate Stock Exchange Agreement Accord Metro Attorney Republican"
    " Republicans Democrat Democrats Secretary State Power Supreme Court Prime President King Queen Fed"
    " City County Fire Department District International Central National Federal House Parliament"
    " Strait Canal Port Harbor Harbour Island Islands Bay River Valley Road Street Avenue Square Bridge"
    " Convention Conference Summit Club Accords Deal Talks Treaty Office Ministry Health School Energy"
    " Refinery Border Army Navy Air Force Says Said Minister Foreign Defence Defense Finance Interior"
    " Time Standard Daylight Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February"
    " March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug"
    " Sept Sep Oct Nov Dec The In On At And For But After Before When While He She It They As"
)


def is_in_other_name(
    clean: str, start: int, end: int, *, demonym: bool = False, country: bool = False
) -> bool:
    """Whether the place at ``[start, end)`` is a word of the name of something or somebody else."""
    if clean.startswith(" ", end) and (_ADJECTIVE_FIRM if demonym else _FIRM).match(clean, end):
        return True
    before = clean[max(0, start - 28) : start]
    if demonym or not before.endswith(" "):
        return False
    of = _OF.search(before)
    if of is not None and not (country and of.group().startswith("Bank")):
        return True
    if _INITIAL.search(before) or (_TITLE.search(before) and not country):
        return True
    given = _WORD_BEFORE.search(before)
    return given is not None and given[1].lower() in listed_words("given_names.txt")


def has_surname(clean: str, key: str, end: int) -> bool:
    """Whether a place that is also a first name stands before a surname: "Paris Hilton"."""
    return key in listed_words("given_names.txt") and _is_name(clean, end)


def is_of_person(clean: str, start: int, end: int, key: str, *, head: bool) -> bool:
    """Whether a single word is part of the name of another person: "Colin Powell", "Novak Djokovic"."""
    if " " in key:
        return False
    given = _WORD_BEFORE.search(clean[max(0, start - 28) : start])
    if given is not None and given[1].lower() in listed_words("given_names.txt"):
        return True
    return head and not clean[start:end].isupper() and _is_name(clean, end)


def is_shy(key: str) -> bool:
    """Whether the name is also a common word or a surname: "Reading", "Jackson"."""
    return key in listed_words("shy_names.txt")


def is_told_as_place(clean: str, start: int, end: int) -> bool:
    """Whether a preposition, or its stand in a dateline, makes a shy name a place: "in Reading"."""
    if _is_name(clean, end):
        return False
    found = _IN.search(clean[max(0, start - 24) : start])
    if found is None:
        return False
    return bool(found.group().strip()) or (clean[start:end].isupper() and bool(_DATELINE.match(clean, end)))


def _is_name(clean: str, end: int) -> bool:
    following = _NEXT.match(clean, end)
    return following is not None and following[1].split("-")[0] not in _NOUNS
