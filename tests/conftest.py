"""Settings of the whole suite."""

import os

from hypothesis import settings

# What decides whether a change lands draws the same examples every time; elsewhere they vary.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
