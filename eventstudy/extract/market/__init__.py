"""Market claims: assets, moves, sizes, levels, days."""
