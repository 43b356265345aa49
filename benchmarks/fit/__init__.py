"""Fits, measured: one row, one fresh process of `gapsharp fit`."""
