"""The extractor that asks a language model to point at words."""
