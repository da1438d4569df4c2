"""The page: the only part of the twin that imports solara."""
