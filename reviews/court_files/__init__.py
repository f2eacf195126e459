"""What the jury adds to the court file of one application (``competition.court_files``).

Nothing of any other application, and never a juror's private notes. In German whatever the page's
language is.
"""
