"""One juror's own reviews: what was typed, its versions, the way through them, the overview."""
