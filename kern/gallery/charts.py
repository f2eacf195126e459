"""One picture of every kind, for the gallery."""

from fractions import Fraction

from kern.charts import Bar, Bars, Grid, GridGroup, GridRow, Number, Sign, Strip, StripRow, Table


def _points(numerator: int, denominator: int, text: str) -> Number:
    value = Fraction(numerator, denominator)
    return Number(value, text, "" if value.denominator == 1 else f"genau {value}")


IN = Sign("disc", "ausgewählt")
NEAR = Sign("ring", "nicht ausgewählt, knapp", framed=True)
OUT = Sign("ring", "nicht ausgewählt")
HIGH, MIDDLE, LOW = _points(40, 3, "13,33"), _points(21, 2, "10,50"), _points(9, 1, "9,00")
ROWS = [("Musterstadt", HIGH, IN), ("Adorf", MIDDLE, NEAR), ("Beispielhausen", LOW, OUT)]

STRIP = Strip(
    key="gallery-strip",
    title="Punkte",
    description="Von 9,00 bis 13,33 Punkten, ausgewählt 1 von 3.",
    table=Table(
        ["Bewerbung", "Punkte", "Ergebnis"],
        [[name, at, sign.meaning] for name, at, sign in ROWS],
        frozenset({1}),
    ),
    rows=[
        StripRow(name, at, sign, [Number(at.value + step, "") for step in (-1, 0, 1, 1)])
        for name, at, sign in ROWS
    ],
    scale=[Number(Fraction(at), str(at)) for at in (8, 10, 12, 14, 16)],
    line=(HIGH, "Platz 1: 13,33"),
    dots_meaning="Punkte eines Jurymitglieds",
)

BARS = Bars(
    key="gallery-bars",
    title="Abstände",
    description="Nach rechts die ausgewählten, nach links die anderen.",
    table=Table(
        ["Bewerbung", "Abstand"],
        [["Musterstadt", _points(17, 6, "2,83")], ["Adorf", _points(17, 6, "2,83")]],
        frozenset({1}),
    ),
    upper=[Bar("Musterstadt", _points(17, 6, "2,83"), "2,83 · 34 Schritte")],
    lower=[Bar("Adorf", _points(17, 6, "2,83"), "2,83 · 34 Schritte")],
    sides=("ausgewählt", "nicht ausgewählt"),
)

GRID = Grid(
    key="gallery-grid",
    title="Wer welche Regel erfüllt",
    description="Zeilen sind Werte, Spalten Bewerbungen.",
    table=Table(
        ["Wert", "Ausgewählte", "Bewerbungen"],
        [["Bayern", "1, höchstens 2", "Adorf"], ["Hessen", "1, höchstens 2", "Musterstadt"]],
    ),
    columns=["Adorf", "Musterstadt"],
    groups=[
        GridGroup(
            "Höchstens zwei je Land",
            [
                GridRow("Bayern", [IN, None], "1, höchstens 2"),
                GridRow("Hessen", [None, IN], "1, höchstens 2"),
            ],
        )
    ],
    upright=True,
)
