"""Words of the page around an article: credits, notices, invitations, disclaimers, contacts."""

from __future__ import annotations

import re

_CREDITS = (
    r"(?:(?:additional|further|with) )?(?:reporting|writing|editing|compiled|edited|written|translated) by\b",
    r"(?:graphics?|rewriting|produced|production) by\b",
    r"our standards:",
    r"with (?:files|material|inputs?|assistance) from\b",
    r"\S{1,20} \S{1,20} (?:and \S{1,20} \S{1,20} )?contributed to this\b",
    r"(?:image|picture|photo)s? (?:source|credit|courtesy)\b",
    r"copyright\b",
    r"\(c\) ?(?:19|20)\d\d",
    r"this (?:material|content) may not be\b",
)
_INVITATIONS = (
    r"(?:sign|log) (?:up|in) (?:for|to|here|now|with|today)\b",
    r"subscribe (?:to|now|here|today|for|and)\b",
    r"register (?:now|here|for free)\b",
    r"(?:click|tap) (?:here|below|on the)\b",
    r"download (?:the|our)\b.{0,30}\bapp\b",
    r"get (?:our|the|breaking|all|unlimited|more)\b.{0,80}"
    r"\b(?:inbox|newsletters?|app|alerts|access|e-?mail)\b",
    r"follow (?:us|me|him|her|the author|@\w+)\b",
    r"follow (?:\S{1,20} ){1,5}on (?:twitter|facebook|x|instagram|linkedin|youtube|telegram|whatsapp)\b",
    r"(?:like|find) us on\b",
    r"join (?:us on|our (?:telegram|whatsapp|channel|newsletter|community))\b",
    r"share (?:this|on|via|full)\b",
    r"(?:print|email|save|bookmark) this\b",
    r"already a subscriber",
    r"to (?:continue|keep) reading",
    r"(?:leave|post|write|add) a (?:reply|comment)\b",
    r"(?:story|article|report) continues (?:below|after)",
    r"continue reading\b",
    r"(?:read|see|learn) (?:more|next|also)\b",
    r"(?:also|must)[ -]read\b",
    r"see also\b",
    r"(?:watch|listen|video|podcast|related|more)(?: (?:live|now|here|below))?:",
    r"(?:watch|listen) (?:to )?(?:the|this|our) (?:article|podcast|story|episode|video|report)\b",
    r"you (?:may|might) (?:also )?(?:like|be interested)",
    r"don't miss\b.{0,60}\b(?:newsletter|story|stories|update)",
    r"send (?:us )?(?:a )?(?:tips?|feedback|news tip)\b",
    r"contact (?:us|the (?:author|reporter|writer))\b",
    r"(?:email|write to) .{0,60}@",
    r"do you have a (?:tip|story)",
    r"(?:we|and our partners) use cookies",
    r"by (?:clicking|signing up|submitting|subscribing|continuing)\b",
    r"please enable javascript",
    r"skip to (?:main |the )?(?:content|navigation)",
    r"back to top\b",
    r"\d{1,3} ?min(?:ute)?s? read\b",
    r"(?:this|the) (?:story|article|post|piece) (?:has been|was|is) (?:(?:first|originally|last) )?"
    r"(?:updated|corrected|amended|published|produced|supplied|auto|free)",
    r"this report (?:has been|was|is) (?:updated|corrected|amended|first published|produced|supplied|auto"
    r"|free)",
)
_NOTICES = (
    r"disclos(?:ure|aimer)s?:",
    r"past performance (?:is|does)",
    r"(?:this|the) (?:article|content|information|commentary) (?:is|does not|should not)\b.{0,60}"
    r"\b(?:advice|recommendation|solicitation)",
    r"the author (?:has|holds|does not|owns)\b.{0,40}\b(?:position|shares|stocks?)",
    r"(?:this|the) (?:press |news )?release (?:may )?(?:contains?|includes?)\b.{0,60}forward[ -]looking",
    r"(?:certain )?statements (?:in|made in|contained in) this (?:press |news )?(?:release|document)",
    r"forward[ -]looking statements\b",
    r"(?:for )?(?:more|further|additional) information,? (?:please )?(?:contact|visit|call|see|go to)\b",
    r"(?:tel|phone|fax|e-?mail|mob|mobile|website|web)\.?: ?\S",
)
_LINES = (
    r"advertise?ments?|advertising|sponsored(?: content)?|promoted|comments?(?: \(?\d+\)?)?|\d+ comments?",
    r"share|print|e-?mail|menu|search|home|close|log ?in|sign in|register|subscribe|follow|save|copy link",
    r"trending(?: now)?|recommended(?: for you)?|newsletters?|cookies?(?: policy)?|privacy(?: policy)?",
    r"terms(?: (?:of|and) .{3,20})?|contact(?: us)?|about(?: us)?|topics|read next|more stories|top stories",
    r"(?:tags?|filed under|topics?|keywords|categor(?:y|ies)): .{0,90}",
    r"most (?:read|popular|viewed|shared)|editor'?s'? picks?|latest news|up next|loading",
    r"facebook|twitter|whatsapp|linkedin|reddit|photos?|videos?|live|breaking(?: news)?",
    r"(?:for immediate release|press release|news release|media release)",
    r"(?:afp|ap|epa|getty images|reuters|bloomberg|shutterstock)(?: ?(?:/|via) ?.{2,40}| photo)?",
    r"(?-i:[Bb]y|BY) (?-i:[A-Z][\w.'-]{1,20},?)"
    r"(?: (?-i:[A-Z][\w.'-]{0,20},?|and|of|in|for|at|with|[|/&-])){1,14}",
    r"https?://\S+|[\w.+-]{1,40}@[\w.-]{3,60}|[+\d][\d ()/.-]{7,24}",
)
_NO_BYLINE = re.compile(r"\W{0,3}by (?:mon|tues|wednes|thurs|fri|satur|sun|mid|the )", re.IGNORECASE)
# From such a line on nothing is news: what a company says of itself and of the law, and whom to ask.
_NOTES = (
    r"(?:[a-z]{3,12} ){0,4}forward[ -]looking (?:statements?|information)(?: [a-z]{2,12}){0,3}",
    r"safe harbou?r(?: [a-z]{2,12}){0,4}|cautionary (?:note|statement)s?(?: [a-z]{2,12}){0,5}|disclaimers?",
    r"important (?:notice|information)|notes? (?:to|for) editors?",
    r"about (?:the )?(?:authors?|writers?)|(?-i:About|ABOUT)(?-i: [A-Z&][\w.,&'-]{0,24}){1,7}",
    r"(?:(?:media|press|investors?|analysts?|company|corporate) ){0,2}"
    r"(?:(?:relations|and|or|enquiries) ){0,2}contacts?(?: information| details)?",
    r"(?:media|press|investor|analyst) (?:relations|enquiries|inquiries)",
)
_LINKS = (
    r"related(?: (?:articles?|stories|coverage|topics|news|content|links|reading))",
    r"more (?:from|on) .{2,50}|(?:most|also) (?:read|popular)|recommended(?: for you)?|you may also like",
    r"further reading|references|sources|trending(?: now)?|read next|more stories|top stories",
)


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\W_]{{0,6}}(?:{'|'.join(patterns)})", re.IGNORECASE)


def _whole(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\W_]{{0,6}}(?:{'|'.join(patterns)})[\W_]{{0,6}}", re.IGNORECASE)


_OPENS = _any(_CREDITS + _INVITATIONS + _NOTICES)
_HOLDS = re.compile(
    r"all rights reserved|©\s?(?:19|20)\d\d"
    r"|\breporting by [^;.]{3,120}; ?(?:additional|further|editing|writing)",
    re.IGNORECASE,
)
_LINE, _SECTION, _LINK_LIST = _whole(_LINES), _whole(_NOTES), _whole(_LINKS)
_END = re.compile(r"\W{0,4}(?:ENDS?|-? ?30 ?-?|###|# # #)\W{0,4}")
_SHORT = 140


def is_boilerplate(words: str) -> bool:
    """Whether a sentence is of the page and not of the news; ``words`` is its text."""
    return bool(_OPENS.match(words) or _HOLDS.search(words))


def is_page_line(words: str) -> bool:
    """Whether a line of its own is of the page: "Advertisement", a byline, an address."""
    return len(words) <= _SHORT and bool(_LINE.fullmatch(words)) and not _NO_BYLINE.match(words)


def opens_notes(words: str) -> bool:
    """Whether a line heads the notes at the foot of a release: a disclaimer, the company, contacts."""
    return len(words) <= _SHORT and bool(_SECTION.fullmatch(words))


def opens_links(words: str) -> bool:
    """Whether a line heads a list of links to other articles."""
    return len(words) <= _SHORT and bool(_LINK_LIST.fullmatch(words))


def ends_news(words: str) -> bool:
    """Whether a line marks the end of a release: "ENDS", "###"."""
    return 2 < len(words) <= 16 and bool(_END.fullmatch(words))
