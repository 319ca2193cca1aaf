"""Words that tell of an event, by type."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eventstudy.extract.text import word_set

# type -> (words that make it a verb, words that make it a noun); tested in this order.
_WORDS: dict[str, tuple[str, str]] = {
    "killing": (
        r"kill(?:ed|ing)|assassinat(?:ed|ing)|murdered|slain|shot dead|died|was executed|were executed",
        r"killings?|assassinations?|murders?|deaths?|execution of",
    ),
    "storming": (
        r"stormed|storming|overran|overrun|broke into|breached|besieged|occupied the",
        r"raids?|siege|storming|break-in|breach of",
    ),
    "airstrike": (
        r"bombed|(?:jets?|warplanes?|fighters?|bombers?) (?:\w+ ){0,4}?(?:hit|struck|bombed"
        r"|pounded)|carried out (?:\w+ ){0,2}air ?strikes?",
        r"air[ -]?strikes?|air raids?|bombing raids?|bombing campaign",
    ),
    "attack": (
        r"attacked|attacking|bombing|bombarded|shelled|shelling|(?:fired|fires|firing) (?:\w+ "
        r"){0,4}?(?:missiles?|rockets?|mortars?|drones?)"
        r"|(?:missiles?|rockets?|drones?|mortars?|gunmen|bombs?|forces|planes?) (?:\w+ ){0,4}?(?:hit|struck"
        r"|slammed into|landed)"
        r"|(?:missiles?|rockets?|drones?|mortars?|shells?) (?:\w+ ){0,3}?(?:were|was|had been) (?:fired"
        r"|launched)"
        r"|shot down|downed|hijacked|torpedoed|seized|invaded|invading|ambushed|launched (?:[\w-]+ ){0,4}?"
        r"(?:missiles?|rockets?|strikes?|attacks?|invasion|offensive|operation|drones?)|struck",
        r"(?:missile |rocket |drone |terror |terrorist |suicide |cyber |retaliatory |bomb )?(?:attacks?"
        r"|strikes?)"
        r"|bombings?|barrages?|bombardments?|shelling|invasions?|offensives?|assaults?"
        r"|cyber-?attacks?|ambush(?:es)?|hijackings?|shootings?|downing|incursions?",
    ),
    "explosion": (
        r"exploded|exploding|blew up|caught fire|derailed|crashed(?: into)?|sank|ran aground|spilled"
        r"|(?:building|bridge|towers?|dam|mine|roof|platform)s? (?:\w+ )?collapsed|fire (?:broke out|tore)",
        r"explosions?|blasts?|(?:fire|blaze) at|oil spill|spillage|meltdown|derailment|plane crash"
        r"|shipwreck|grounding of",
    ),
    "disaster": (
        r"made landfall|came ashore|battered|flooded|erupted|evacuated",
        r"landfall|earthquakes?|tsunamis?|floods?|flooding|eruptions?|wildfires?|outbreaks?|pandemic",
    ),
    "outage": (
        r"knocked out|shut down|shut in|halted|suspended (?:\w+ ){0,3}?(?:production|output|exports"
        r"|flights|trading|operations|service|flow)"
        r"|blocked|closed the|lost power|locked down|remain(?:ed|s)? (?:closed|shut)",
        r"outages?|shutdowns?|blackouts?|power cuts?|stoppages?|blockades?|closure of|lockdowns?",
    ),
    "rate_decision": (
        r"(?:cut|cuts|raised|raises|lowered|held|left|kept|slashed|increased|lifted|hiked) (?:[\w'-]+ "
        r"){0,5}?"
        r"(?:interest rates?|rates?|benchmark|bank rate|federal funds|refinancing|deposit rate)",
        r"rate (?:cuts?|hikes?|rises?|increases?|decisions?)|quantitative easing|bond-buying programme",
    ),
    "supply_decision": (
        r"(?:cut|reduce|raise|increase|boost|lower|trim|curb|slash|extend|deepen)(?:s|d|ed|ing)? (?:\w+ "
        r"){0,6}?"
        r"(?:production|output|supply|supplies|exports|quotas?|barrels)|agreed to (?:cut|raise|increase"
        r"|reduce|extend|pump)|launched (?:\w+ ){0,2}?price war"
        r"|(?:slashed|cut|raised) (?:its |their )?(?:official )?(?:selling )prices",
        r"(?:output|production|supply) (?:cuts?|deal|pact|agreement|increases?|hikes?)|oil embargo",
    ),
    "bankruptcy": (
        r"(?:bank|lender|company|firm|exchange|broker|fund|insurer|retailer|airline) (?:\w+ )?collapsed"
        r"|filed for (?:\w+ ){0,3}?(?:bankruptcy|protection|insolvency)|files for (?:\w+ ){0,3}?bankruptcy"
        r"|went bankrupt|defaulted|was placed into administration|went into administration|filing for "
        r"bankruptcy",
        r"(?:bankruptcy|insolvency) filing|(?<=the )filing|bankruptc(?:y|ies)"
        r"|insolvency|collapse of|default on",
    ),
    "rescue": (
        r"rescued|bailed out|nationali[sz]ed|propped up",
        r"bail-?outs?|rescue (?:of|package|plan|deal)|nationali[sz]ation",
    ),
    "tariff": (
        r"(?:imposed|imposing|slapped|levied|announced|raised|doubled|imposes) (?:\w+ |\d[\d.,%]* "
        r"?){0,8}?(?:tariffs?|duties|levies)",
        r"tariffs?|(?:import )?duties",
    ),
    "sanctions": (
        r"sanctioned|(?:imposed|reimposed|announced|lifted|tightened) (?:\w+ ){0,5}?sanctions|froze "
        r"(?:\w+ ){0,3}?assets|blacklisted",
        r"sanctions|embargo|asset freeze",
    ),
    "vote": (
        r"voted|elected|re-elected|won (?:\w+ ){0,5}?(?:election|vote|referendum|presidency)|voted out"
        r"|impeached|ratified",
        r"referendums?|elections?|votes?|ballot|impeachment",
    ),
    "withdrawal": (
        r"(?:ended|terminated|scrapped|cancelled) (?:\w+ ){0,4}?(?:deal|merger|agreement|accord|pact)"
        r"|withdrew|pulled out|abandoned|quit(?: the)?|walked away from|left the (?:deal|accord|agreement"
        r"|pact|union|bloc)|resigned|stepped down"
        r"|was (?:fired|ousted|sacked|dismissed)|was overthrown|toppled",
        r"withdrawal|resignation|ouster|coup|exit from|departure of",
    ),
    "deal": (
        r"(?:agreed to|acquired|acquires|to buy|bought|merged with|signed|struck|reached|sealed) (?:\w+ "
        r"){0,6}?"
        r"(?:deal|agreement|pact|accord|treaty|ceasefire|truce|merger|takeover|buyout|stake)|agreed (?:on "
        r"\w+ )?to (?:buy|acquire|merge)",
        r"ceasefire|truce|merger|takeover|acquisition|peace deal|trade deal|nuclear deal|phase one deal",
    ),
    "earnings": (
        r"(?:reported|posted|announced|missed|beat) (?:[\w$.,-]+ ){0,7}?(?:earnings|profits?|loss(?:es)?"
        r"|results|revenues?|sales)"
        r"|cut its (?:forecast|guidance|outlook|dividend)|warned on profits?|issued a profit warning"
        r"|raised its (?:forecast|guidance|outlook)",
        r"profit warning|earnings report|quarterly results",
    ),
    "approval": (
        r"approved|authori[sz]ed|cleared the|granted (?:\w+ ){0,4}?(?:approval|authori[sz]ation)|rejected"
        r"|recalled|banned|fined|sued|indicted",
        r"approval|authori[sz]ation|recall of|ban on|lawsuit|indictment|ruling",
    ),
    "data_release": (
        r"(?:figures|data|numbers|statistics) (?:\w+ ){0,2}?(?:published|released|showed|shows?|out)"
        r"|(?:department|bureau|statistics office|statistics agency|statistics) (?:said|reported|announced)",
        r"(?:jobs|payrolls|inflation|gdp|employment) (?:report|figures|data)|nonfarm payrolls",
    ),
    "rating": (
        r"downgraded|stripped (?:\S+ ){0,5}?rating|cut (?:\S+ ){0,5}?credit rating",
        r"downgrades?|credit rating cut|rating cut",
    ),
    "breakdown": (
        r"(?:talks|negotiations|summit) (?:[\w+-]+ ){0,6}?(?:collapsed|broke down|broke up|failed|ended "
        r"without)",
        r"(?:collapse|breakdown|failure) of (?:the )?(?:talks|negotiations|summit)",
    ),
    "protest": (
        r"protested|rioted|went on strike|walked out|demonstrated",
        r"protests?|riots?|demonstrations?|uprising|general strike|walkout",
    ),
    "arrest": (r"arrested|detained|captured|kidnapped", r"arrests?|detention of|kidnapping|capture of"),
    "statement": (
        r"announced|declared|said|vowed|warned|pledged|ordered|tweeted|told|addressed|apologi[sz]ed"
        r"|acknowledged|admitted|confirmed|unveiled"
        r"|released|published|launched",
        r"announcement|speech|address|statement|news conference|press conference|testimony",
    ),
}

# Words of war that name no event of their own, or a thing and not a happening.
_NOT_EVENTS = re.compile(
    r"\b(?:air ?strike capab\w+|strike group|strike price|death toll|death penalty|attack helicopters?"
    r"|attack aircraft"
    r"|(?:anti-missile|missile) defen[cs]e|vote of confidence|election campaign|trade war fears"
    r"|price war|iraq war|nuclear deal|sanctions relief|stock exchange|struck a (?:note|tone|chord|more)"
    r"|strike a|strike action|takeover target"
    r"|life-and-death|merger talks|bond sale)\b"
)
_TRIGGER = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<v_{kind}>{verbs})" for kind, (verbs, _) in _WORDS.items())
    + "|"
    + "|".join(f"(?P<n_{kind}>{nouns})" for kind, (_, nouns) in _WORDS.items())
    + r")\b"
)
_OVER = re.compile(r"\s+(?:\w+\s+)?(?:ended|was over|were over|subsided|faded|continued|goes on)\b")
# What is announced is a decision, whatever the tense of the words that follow.
DECISIONS = word_set(
    "rate_decision supply_decision tariff sanctions deal withdrawal bankruptcy rescue approval earnings "
    "vote outage rating data_release"
)
_ANNOUNCES = word_set("announced declared said ordered unveiled confirmed signed")
_REFERS = re.compile(
    r"\b(?:the|its|their|this|an?) (?:\w+ )?(?:decision|move|deal|agreement|ruling|results?|verdict|plan"
    r"|package|cut|increase|filing|measures?)"
    r"(?: was| were)? \Z"
)
_ITS_STATEMENT = re.compile(r"\b(?:the|its|their)(?: policy)? \Z")
_SPOKEN = re.compile(
    r"\b(?:speech|statement|address|televised|twitter|tweet(?:ed)?|news conference|press conference"
    r"|testimony|interview"
    r"|told (?:a crowd|parliament|congress|lawmakers|reporters|the nation))\b"
)
_SOLEMN = word_set("announced declared unveiled ordered addressed tweeted announcement speech testimony")
LABELS = {
    "rate_decision": "Rate decision",
    "supply_decision": "Supply decision",
    "storming": "Storming",
    "airstrike": "Air strike",
    "approval": "Decision",
}
# Types of which one happening may be told by the words of another.
FAMILIES: dict[str, str] = {
    "killing": "violence",
    "attack": "violence",
    "airstrike": "violence",
    "explosion": "violence",
    "storming": "violence",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word that tells of an event, at ``[start, end)``."""

    start: int
    end: int
    type: str
    word: str
    noun: bool

    @property
    def family(self) -> str:
        """Group of types that can speak of one happening."""
        return FAMILIES.get(self.type, self.type)


def find_triggers(lower: str, start: int, end: int) -> list[Trigger]:
    """Find the trigger words of ``lower[start:end]``, in order, without overlap."""
    barred = [(m.start(), m.end()) for m in _NOT_EVENTS.finditer(lower, start, end)]
    found = []
    for match in _TRIGGER.finditer(lower, start, end):
        if _OVER.match(lower, match.end()) or any(first <= match.start() < last for first, last in barred):
            continue
        name = match.lastgroup or ""
        found.append(
            Trigger(
                start=match.start(),
                end=match.end(),
                type=name[2:],
                word=match.group(),
                noun=name.startswith("n_") or _is_noun(lower, match),
            )
        )
    return found


def is_announcement(trigger: Trigger) -> bool:
    """Whether ``trigger`` is a verb by which a decision is made known."""
    return trigger.type == "statement" and trigger.word in _ANNOUNCES


def refers_back(lower: str, trigger: Trigger) -> bool:
    """Whether ``trigger`` is the making known of a decision already told: "The decision was announced"."""
    before = lower[max(0, trigger.start - 50) : trigger.start]
    if trigger.word == "statement":
        return bool(_ITS_STATEMENT.search(before))
    return trigger.type == "statement" and bool(_REFERS.search(before))


def is_occasion(lower: str, trigger: Trigger, start: int, end: int) -> bool:
    """Whether a statement is an occasion of its own, and not how the article names its source."""
    return trigger.word in _SOLEMN or bool(_SPOKEN.search(lower, start, end))


def _is_noun(lower: str, match: re.Match[str]) -> bool:
    """Tell whether a gerund stands after an article or a possessive: "the killing", "the man's killing"."""
    if not match.group().endswith("ing"):
        return False
    before = lower[max(0, match.start() - 12) : match.start()].split()
    followed_by_of = lower.startswith(" of ", match.end())
    return followed_by_of or bool(
        before and (before[-1] in ("the", "a", "his", "its") or before[-1].endswith("'s"))
    )


def label_of(kind: str) -> str:
    """Return the word for a type in labels."""
    return LABELS.get(kind, kind.replace("_", " ").capitalize())
