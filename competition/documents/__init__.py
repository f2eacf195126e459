"""Documents to print and to keep: the draft, a sealed version, a receipt.

``papers`` says what stands in them, ``typesetting`` makes an accessible PDF of it, ``word`` a DOCX.
All are in German, the language of the procedure (§ 23 VwVfG), whatever the page's language is.
"""
