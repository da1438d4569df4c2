"""The tests of the twin: mirrors of the sources, and folders for patterns, properties and shape."""
