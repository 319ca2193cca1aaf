"""Forms of English verbs and nouns: what a word list in base forms stands for in running text."""

from __future__ import annotations

from functools import cache

from eventstudy.extract.article.word_sets import word_set

_VOWELS = "aeiou"
# base: past, participle; several spellings are set apart by "/".
_IRREGULAR = {
    "shoot": ("shot", "shot"),
    "break": ("broke", "broken"),
    "overrun": ("overran", "overrun"),
    "hit": ("hit", "hit"),
    "strike": ("struck", "struck/stricken"),
    "blow": ("blew", "blown"),
    "sink": ("sank/sunk", "sunk"),
    "spread": ("spread", "spread"),
    "shut": ("shut", "shut"),
    "lose": ("lost", "lost"),
    "cut": ("cut", "cut"),
    "hold": ("held", "held"),
    "leave": ("left", "left"),
    "keep": ("kept", "kept"),
    "buy": ("bought", "bought"),
    "begin": ("began", "begun"),
    "bid": ("bid", "bid"),
    "sell": ("sold", "sold"),
    "seek": ("sought", "sought"),
    "slay": ("slew", "slain"),
    "swing": ("swung", "swung"),
    "sweep": ("swept", "swept"),
    "flee": ("fled", "fled"),
    "withdraw": ("withdrew", "withdrawn"),
    "tear": ("tore", "torn"),
    "take": ("took", "taken"),
    "overthrow": ("overthrew", "overthrown"),
    "bear": ("bore", "borne"),
    "freeze": ("froze", "frozen"),
    "send": ("sent", "sent"),
    "meet": ("met", "met"),
    "tell": ("told", "told"),
    "say": ("said", "said"),
    "write": ("wrote", "written"),
    "win": ("won", "won"),
    "quit": ("quit", "quit"),
    "stand": ("stood", "stood"),
    "put": ("put", "put"),
    "rise": ("rose", "risen"),
    "fall": ("fell", "fallen"),
    "undo": ("undid", "undone"),
    "show": ("showed", "shown/showed"),
    "plead": ("pleaded/pled", "pleaded/pled"),
    "pay": ("paid", "paid"),
    "lay": ("laid", "laid"),
    "speak": ("spoke", "spoken"),
    "broadcast": ("broadcast", "broadcast"),
    "run": ("ran", "run"),
    "go": ("went", "gone"),
    "drive": ("drove", "driven"),
    "let": ("let", "let"),
    "set": ("set", "set"),
    "beat": ("beat", "beaten"),
    "burst": ("burst", "burst"),
    "undergo": ("underwent", "undergone"),
    "uphold": ("upheld", "upheld"),
    "draw": ("drew", "drawn"),
    "upset": ("upset", "upset"),
    "split": ("split", "split"),
    "ride": ("rode", "ridden"),
    "sit": ("sat", "sat"),
    "hide": ("hid", "hidden"),
    "feel": ("felt", "felt"),
    "lend": ("lent", "lent"),
    "become": ("became", "become"),
    "choose": ("chose", "chosen"),
    "bring": ("brought", "brought"),
    "give": ("gave", "given"),
    "find": ("found", "found"),
    "fly": ("flew", "flown"),
    "shake": ("shook", "shaken"),
    "build": ("built", "built"),
    "make": ("made", "made"),
    "come": ("came", "come"),
    "catch": ("caught", "caught"),
    "steal": ("stole", "stolen"),
    "spend": ("spent", "spent"),
    "throw": ("threw", "thrown"),
    "undertake": ("undertook", "undertaken"),
    "forbid": ("forbade", "forbidden"),
    "swear": ("swore", "sworn"),
    "lead": ("led", "led"),
}
_GERUNDS = {"die": "dying", "flee": "fleeing", "lie": "lying", "tie": "tying", "free": "freeing"}
# Two syllables, stressed on the last: the consonant is doubled; those on "l" are both ways.
_DOUBLED = word_set(
    "abet acquit admit backstop begin commit compel confer defer expel impel incur kidnap occur permit"
    " rebel refer unpeg"
)
_NOT_DOUBLED = word_set(
    "target open offer enter lower order trigger batter murder monitor visit limit exit ambush detain"
    " abandon pardon happen deliver recover cover surrender suffer render hamper counter edit credit"
    " deposit profit audit prohibit inhibit benefit riot pilot bolster falter hammer plunder shelter"
    " slaughter release evict torpedo launder tender resign"
)
_EITHER = word_set("cancel travel label model signal total level channel marshal shovel")


@cache
def verb_forms(base: str) -> dict[str, str]:
    """Return the forms of a verb: form -> ``base``, ``third``, ``past`` or ``gerund``.

    A participle counts as past; where base and past agree ("cut") the form counts as past.
    """
    past = [p for group in _IRREGULAR.get(base, ()) for p in group.split("/")] or _regular(base, "ed")
    forms = {base: "base", _third(base): "third"}
    forms |= dict.fromkeys([_GERUNDS[base]] if base in _GERUNDS else _regular(base, "ing"), "gerund")
    return forms | dict.fromkeys(past, "past")


def plural(noun: str) -> str:
    """Return the plural of a noun."""
    return _third(noun)


def _third(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word in ("go", "do", "echo", "veto", "embargo", "torpedo") else f"{word}s"


def _regular(base: str, ending: str) -> list[str]:
    if ending == "ed":
        if base.endswith("e"):
            return [f"{base}d"]
        if base.endswith("y") and base[-2:-1] not in _VOWELS:
            return [f"{base[:-1]}ied"]
    elif base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return [f"{base[:-1]}ing"]
    if base in _EITHER:
        return [f"{base}{ending}", f"{base}{base[-1]}{ending}"]
    return [f"{base}{base[-1] if _doubles(base) else ''}{ending}"]


def _doubles(base: str) -> bool:
    """Whether the last consonant is doubled: "halted", but "banned", "admitted"."""
    if base in _NOT_DOUBLED or len(base) < 3 or base[-1] in "aeiouwxyh":
        return False
    sounds = base.replace("qu", "kw")
    closed = sounds[-2] in _VOWELS and sounds[-3] not in _VOWELS
    one_syllable = sum(letter in _VOWELS for letter in sounds) == 1
    return closed and (one_syllable or base in _DOUBLED)
