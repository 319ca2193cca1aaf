"""Events: triggers, mentions, dates, order, one event from many mentions."""
