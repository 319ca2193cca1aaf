"""The IANA zone of the words beside a clock time: "ET", "Baghdad time", "+03:00"."""

from __future__ import annotations

import re

from eventstudy.extract.geography.gazetteer import country_rows, index, key_of
from eventstudy.extract.geography.places import place_named

CLOCK_ZONES = {
    **dict.fromkeys(
        ("gmt", "utc", "z", "zulu", "greenwich mean", "universal", "coordinated universal"), "UTC"
    ),
    **dict.fromkeys(("bst", "british", "british summer", "uk", "u.k."), "Europe/London"),
    **dict.fromkeys(("cet", "cest", "central european", "central european summer"), "Europe/Paris"),
    **dict.fromkeys(("eet", "eest", "eastern european"), "Europe/Athens"),
    **dict.fromkeys(("wet", "west", "western european"), "Europe/Lisbon"),
    **dict.fromkeys(("est", "edt", "et", "eastern", "us east coast", "east coast"), "America/New_York"),
    **dict.fromkeys(("cst", "cdt", "ct", "central"), "America/Chicago"),
    **dict.fromkeys(("mst", "mdt", "mt", "mountain"), "America/Denver"),
    **dict.fromkeys(("pst", "pdt", "pt", "pacific", "west coast"), "America/Los_Angeles"),
    **dict.fromkeys(("akst", "akdt", "alaska"), "America/Anchorage"),
    **dict.fromkeys(("hst", "hawaii", "hawaiian"), "Pacific/Honolulu"),
    **dict.fromkeys(("ast", "adt", "atlantic"), "America/Halifax"),
    **dict.fromkeys(("nst", "ndt", "newfoundland"), "America/St_Johns"),
    **dict.fromkeys(("brt", "brst", "brasilia"), "America/Sao_Paulo"),
    "art": "America/Argentina/Buenos_Aires",
    **dict.fromkeys(("clt", "clst"), "America/Santiago"),
    **dict.fromkeys(("cot",), "America/Bogota"),
    **dict.fromkeys(("vet",), "America/Caracas"),
    **dict.fromkeys(("jst", "japan"), "Asia/Tokyo"),
    **dict.fromkeys(("kst", "korea", "korean"), "Asia/Seoul"),
    **dict.fromkeys(("ist", "india", "indian"), "Asia/Kolkata"),
    **dict.fromkeys(("pkt", "pakistan"), "Asia/Karachi"),
    "npt": "Asia/Kathmandu",
    **dict.fromkeys(("irst", "irdt", "iran"), "Asia/Tehran"),
    **dict.fromkeys(("gst", "gulf"), "Asia/Dubai"),
    "arabia": "Asia/Riyadh",
    **dict.fromkeys(("trt", "turkey"), "Europe/Istanbul"),
    **dict.fromkeys(("idt", "israel"), "Asia/Jerusalem"),
    **dict.fromkeys(("msk", "msd", "moscow"), "Europe/Moscow"),
    **dict.fromkeys(("sgt", "sst"), "Asia/Singapore"),
    **dict.fromkeys(("hkt", "hk"), "Asia/Hong_Kong"),
    **dict.fromkeys(("wib", "western indonesia"), "Asia/Jakarta"),
    **dict.fromkeys(("wita", "central indonesia"), "Asia/Makassar"),
    **dict.fromkeys(("wit", "eastern indonesia"), "Asia/Jayapura"),
    **dict.fromkeys(("ict",), "Asia/Bangkok"),
    **dict.fromkeys(("pht",), "Asia/Manila"),
    **dict.fromkeys(("myt",), "Asia/Kuala_Lumpur"),
    **dict.fromkeys(("aest", "aedt"), "Australia/Sydney"),
    **dict.fromkeys(("acst", "acdt"), "Australia/Adelaide"),
    **dict.fromkeys(("awst",), "Australia/Perth"),
    **dict.fromkeys(("nzst", "nzdt", "nzt"), "Pacific/Auckland"),
    "sast": "Africa/Johannesburg",
    **dict.fromkeys(("wat",), "Africa/Lagos"),
    **dict.fromkeys(("cat",), "Africa/Maputo"),
    **dict.fromkeys(("eat",), "Africa/Nairobi"),
}
# Letters that mean another zone where the event is: "IST" in Israel, "CST" in China.
_LOCAL = {
    "ist": {"IL": "Asia/Jerusalem", "PS": "Asia/Jerusalem", "IE": "Europe/Dublin"},
    "cst": {"CN": "Asia/Shanghai", "TW": "Asia/Taipei", "CU": "America/Havana", "AU": "Australia/Adelaide"},
    "bst": {"BD": "Asia/Dhaka"},
    "est": {"AU": "Australia/Sydney"},
    "edt": {"AU": "Australia/Sydney"},
    "ast": {
        **dict.fromkeys(("SA", "YE"), "Asia/Riyadh"),
        "IQ": "Asia/Baghdad",
        "KW": "Asia/Kuwait",
        "BH": "Asia/Bahrain",
        "QA": "Asia/Qatar",
    },
    "pst": {"PH": "Asia/Manila"},
    "wst": {"AU": "Australia/Perth"},
    "sst": {"WS": "Pacific/Apia"},
}
_TAIL = re.compile(r"\s*(?:\b(?:local|standard|daylight|summer|winter|savings?)\b\s*)*(?:\btime\b)?\s*\Z")
_LEAD = re.compile(r"\A\(?(?:the )?(?:(?:us|u\.s\.|american|in)(?: |\Z))?")
_OFFSET = re.compile(r"\A(?:gmt|utc)?\s?([+-])(\d{1,2})(?::?([0-5]\d))?\Z")
# Offsets of a half or quarter of an hour that one zone keeps the whole year.
_UNEVEN = {
    (3, 30): "Asia/Tehran",
    (4, 30): "Asia/Kabul",
    (5, 30): "Asia/Kolkata",
    (5, 45): "Asia/Kathmandu",
    (6, 30): "Asia/Yangon",
    (8, 45): "Australia/Eucla",
    (9, 30): "Australia/Darwin",
}


def clock_zone(words: str, country: str = "") -> str:
    """Return the IANA zone of words such as "ET" or "Baghdad time"; empty for "local time".

    Parameters
    ----------
    words : str
        The words beside the clock time, as the text has them.
    country : str
        ISO code of where the event is, for letters with several meanings ("IST", "CST").
    """
    lower = words.strip().strip("()").lower()
    if offset := _OFFSET.match(lower):
        return _offset_zone(offset)
    key = _TAIL.sub("", lower)
    bare = _LEAD.sub("", key)
    for name in (key, bare):
        if name in _LOCAL and country in _LOCAL[name]:
            return _LOCAL[name][country]
        if name in CLOCK_ZONES:
            return CLOCK_ZONES[name]
    return _place_zone(bare, country)


def _place_zone(name: str, country: str) -> str:
    """Return the zone of a town, region, country or demonym; empty if none has that name."""
    place = place_named(name.title(), country) if name else None
    if place is not None:
        return place.zone
    rows = index().entries.get(key_of(name), ()) if name else ()
    code = next((entry.country for entry in rows if entry.role == "demonym" or entry.rank == 0), "")
    return country_rows()[code][1] if code else ""


def _offset_zone(match: re.Match[str]) -> str:
    hours, minutes = int(match[2]), int(match[3] or 0)
    if minutes:
        return _UNEVEN.get((hours, minutes), "") if match[1] == "+" else ""
    if hours == 0:
        return "UTC"
    # The signs of these names are those of POSIX: east is negative.
    east = match[1] == "+"
    return f"Etc/GMT{'-' if east else '+'}{hours}" if hours <= (14 if east else 12) else ""
