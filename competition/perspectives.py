"""The seven perspectives of openness of the model project Offene Kommunen (BMI, 2017)."""

# Short keys, and the words of the call. A call's file may name the list instead of repeating it.
LIST_NAME = "perspectives of openness"
OPENNESS = [
    ("transparency", "Transparenz"),
    ("agenda", "Offene Themensetzung"),
    ("participation", "Dialogorientierte Bürgerbeteiligung"),
    ("cocreation", "Co-Produktion und Co-Kreation"),
    ("innovation", "Offenheit für Veränderung und Innovation"),
    ("data", "Offene digitale Technologien und Daten"),
    ("culture", "Offenheit als Organisationskultur"),
]


def choices() -> list[dict[str, str]]:
    """The perspectives as the choices of a question."""
    return [{"value": key, "label": label} for key, label in OPENNESS]
