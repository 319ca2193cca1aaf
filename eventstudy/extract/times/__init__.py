"""Words for times: found, tagged in TIMEX3 terms, resolved to intervals."""
