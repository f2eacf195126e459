"""What differs between two states of some texts."""

from competition.differences import Difference, Piece, between


def test_only_what_differs_is_named_and_a_missing_text_is_empty() -> None:
    before = {"title": "Alt", "summary": "Gleich", "contact": "a@example.org"}
    after = {"summary": "Gleich", "title": "Neu", "remedy": "Klage."}

    assert between(before, after) == [
        Difference("title", "Alt", "Neu"),
        Difference("remedy", "", "Klage."),
        Difference("contact", "a@example.org", ""),
    ]


def test_pieces_give_both_texts_back() -> None:
    found = Difference("summary", "Neun Kommunen\nje zwei Jahre", "Zehn Kommunen\nzwei Jahre lang")
    old = [piece.words for piece in found.pieces if piece.kind != "new"]
    new = [piece.words for piece in found.pieces if piece.kind != "gone"]

    assert "".join(old) == found.before
    assert "".join(new) == found.after
    assert found.pieces[:2] == [Piece("gone", "Neun"), Piece("new", "Zehn")]
