"""Redacted copies for access to files by third parties (IFG; § 29 VwVfG).

``blackening`` finds what must not be read, ``copy`` sets the document that is left. What is
withheld never reaches the document at all.
"""
