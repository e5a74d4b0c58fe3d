"""The live figures, one module for each lesson."""
