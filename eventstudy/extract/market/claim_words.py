"""Words around a price that make a claim of a move, or that show that there is none."""

from __future__ import annotations

import re

FUTURE = re.compile(
    r"\b(?:could|would|might|(?<!in )(?<!for )(?<!of )(?<!late )(?<!since )(?<!last )may(?! \d"
    r"| delivery| contract)|will|should|if|whether|expect(?:s|ed|ing)? (?:to|that|a|an|it"
    r"|them)|forecasts?|predict(?:s|ed)?|likely to"
    r"|(?:set|poised|due|projected|tipped|on track|on course|headed|bound|seen|about|ready|braced"
    r"|need(?:s|ed)?|threaten(?:s|ed|ing)?|trying|failed) (?:to|for|a(?! (?:new |fresh "
    r"|[\w-]+ )?(?:record|high|low|peak)))\b"
    r"(?! (?:close|end|settle|finish)(?:d|ed)\b)|can|must|target(?:s|ing)?|futures imply|indicated to"
    r"|'ll|'d)\b"
)
_SENT = (
    r"(?!.*\b(?:sent|sending|pushed|pushing|drove|driving|lifted|lifting|dragged|dragging|knocked"
    r"|helped|took|propelled|boosted|boosting)\b)"
)
FORECAST = re.compile(
    r"\b(?:(?:expect(?:s|ed|ing)?|forecast(?:s|ing)?|predict(?:s|ed|ing)?|sees?|could|would|might"
    r"|(?<!in )(?<!for )(?<!of )(?<!late )(?<!since )(?<!last )may(?! \d| delivery| contract)|will|if"
    r"|unless|should|whether|every|to prevent|to avoid|to stop|can)\b"
    r"|(?:fear(?:s|ed)? (?:that|of|a)|prospects? (?:that|of|for)|risk(?:s|ed)? (?:that|of)|warn(?:s|ed"
    r"|ing)? (?:that|of)|likel(?:y|ihood)|chance (?:that|of)|betting|bets? (?:that|on)"
    rf"|hop(?:es?|ing) (?:that|for))\b{_SENT})[^,;.]*\Z"
)
OTHER_SUBJECT = re.compile(
    r"\b(?:producers?|companies|analysts?|traders?|investors?|demand|supply|output|production|inflation"
    r"|sales|profits?|revenues?|exports|imports|economy|gdp"
    r"|unemployment|inventories|stockpiles|consumption|growth|earnings|forecast|target|tariffs?"
    r"|interest rates?|volumes?|holdings|said|says|announced|agreed)\b"
)
ELLIPSIS = re.compile(
    r"[\s,;)]*(?:and|while|with|but|as|plus|followed by|as did)?[\s,]*(?:(?:in"
    r"|over) [a-z]+,? )?(?:both |the |its |[a-z]{3,14}(?: [a-z]{3,10})?'s |tech-heavy "
    r"|technology-heavy |broader |wider |broad |benchmark |blue-chip |small-cap |pan-european |mid-cap "
    r"|narrower |tech-rich |technology-laden |u\.s\. |us )*\Z"
)
CONDITION = re.compile(r"(?:'s)?(?: prices| futures| shares)? (?:would|could|will|might|may|can|should)\b")
NO_SUBJECT = re.compile(
    r"\b(?:track(?:ed|ing|s)|follow(?:ed|ing|s)|mirror(?:ed|ing)|match(?:ed|ing)|outpac(?:ed|ing)"
    r"|outperform(?:ed|ing)|underperform(?:ed|ing)|echo(?:ed|ing)|unlike"
    r"|(?:fallers?|risers?|gainers?|losers?|performers?|decliners?|laggards?|stocks?|shares?|names?"
    r"|drags?|weight"
    r"|firms|companies|members|constituents|components) (?:on|in|of)"
    r"|like|versus|compared with|alongside|than|premium (?:over|to)|discount to|exposed to|linked to"
    r"|pegged to|priced in|member of the|component of the)"
    r" (?:the |a |those (?:of|in) |gains in |losses in |falls in |moves in )*\Z"
)
VERB_NEXT = re.compile(
    r"(?:'s)?(?: (?:prices?|futures|index|average|crude|also|slightly|modestly|marginally|narrowly"
    r"|steeply|strongly|further|even|well|later|then|has|have|had|was|were"
    r"|nevertheless|still|briefly|sharply|closed|ended"
    r"|finished|settled|opened|edged|traded|moved|turned|itself|meanwhile|too|yields?|been|quickly"
    r"|initially|immediately|hit|inched|stocks?|both|each|largely"
    r"|broadly|mostly|swung|crept|ticked|an?|its|record|suffered|posted|on|\w+day|remained|held|came|is"
    r"|are|being))*,? "
)
LONG_RISING = re.compile(r"(?:'s)? (?:had|has|have) been [a-z]+ing\b(?![^,;.]{0,40}\d ?(?:%|per|point|cent))")
LEAD = re.compile(
    r"(?:\bfutures (?:on|for|tied to|tracking) |\bcontracts on )?(?:\b(?:shares|stock) (?:in"
    r"|of) )?(?:\bthe (?:price|prices|value) (?:of|for) )?(?:\bthe )?"
    r"(?:\b(?:benchmark|front-month|broader|broad|wider|tech-heavy|technology-heavy|blue-chip"
    r"|pan-european) )?\Z"
)
COUNTERPART = re.compile(r"(?:\b(?:against|versus|vs|to|per|on|than)|/)(?: the| a)? ?\Z")
ALSO_COUNTERPART = re.compile(r"\b(?:against|versus)\b[^,;\d]{0,30}\band (?:the )?\Z")
OPENING_AGAINST = re.compile(r"\b(?:against|versus) (?:the )?\Z")
SIDE_BY_SIDE = re.compile(
    r"(?: index| futures| prices| shares)?(?:,? and|,|/| as well as| and both)\s?(?:in |of )?(?:also )?"
    r"(?:the |its |tech-heavy |broader |benchmark |u\.s\. )*"
)
OPENING = re.compile(
    r"(?:having|after|after having|despite)(?P<words> (?!the\b)[^;:]{5,100}),? (?:the )?(?:benchmark "
    r"|broader )?"
)
