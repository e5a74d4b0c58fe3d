"""Live figures and checks for a notebook course on derivatives."""

__version__ = "0.1.0"
