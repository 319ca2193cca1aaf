"""Files and words that give events in place of an article."""
