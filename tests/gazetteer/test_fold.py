from hypothesis import given
from hypothesis import strategies as st

from overhorizon.gazetteer.fold import fold, key_hash, name_key


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_keys_are_stable(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


def test_spellings_of_one_name_share_a_key() -> None:
    assert name_key("Ra's al-‘Ayn") == name_key("Ras al Ayn") == "ras al ayn"
    assert name_key("Yaoundé") == name_key("YAOUNDE")
    assert name_key("St. Louis") == name_key("St Louis")


def test_hash_is_fixed_by_the_file_format() -> None:
    assert key_hash("kabul") == 295480230450409104
