"""The own arithmetic of signatures: RFC 8032, against its vectors and the library."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

import verify_receipt
from competition import receipts
from tests.fixtures.receipt_files import SEED
from verify_receipt import signature_fits

# RFC 8032, section 7.1, tests 1, 2, 3 and SHA(abc): secret key, public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
            "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        ),
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_vectors_of_rfc_8032_fit(key: str, message: str, signature: str) -> None:
    parts = [bytes.fromhex(part) for part in (key, message, signature)]
    assert signature_fits(*parts)
    assert not signature_fits(parts[0], parts[1] + b"\0", parts[2])


@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200))
def test_what_the_library_signs_fits(seed: bytes, message: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    assert signature_fits(receipts.raw_key(key.public_key()), message, key.sign(message))


@given(
    place=st.integers(min_value=0, max_value=64 + 32 + 12 - 1),
    bit=st.integers(min_value=0, max_value=7),
)
def test_one_flipped_bit_is_judged_like_the_library_does(place: int, bit: int) -> None:
    message = b"twelve bytes"
    whole = bytearray(SEED.sign(message) + receipts.raw_key(SEED.public_key()) + message)
    whole[place] ^= 1 << bit
    parts = bytes(whole[64:96]), bytes(whole[96:]), bytes(whole[:64])
    assert signature_fits(*parts) == receipts.fits(*parts) is False


@given(key=st.binary(max_size=40), message=st.binary(max_size=20), signature=st.binary(max_size=70))
def test_random_bytes_never_fit_and_never_fail(
    key: bytes, message: bytes, signature: bytes
) -> None:
    assert not signature_fits(key, message, signature)


def test_second_form_of_a_signature_is_refused() -> None:
    """S and S + L give the same point (RFC 8032, 8.4): only the smaller one is a signature."""
    message, key = b"text", receipts.raw_key(SEED.public_key())
    signature = SEED.sign(message)
    scalar = int.from_bytes(signature[32:], "little") + verify_receipt.ORDER
    assert not signature_fits(key, message, signature[:32] + scalar.to_bytes(32, "little"))
