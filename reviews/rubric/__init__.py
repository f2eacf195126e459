"""How a rubric is written, judged and tried out."""
