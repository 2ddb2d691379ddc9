"""Benchmarks: commands that measure the package and write the figures of the model card. No part of the installed package."""
