"""Which language a text is in."""

from collections.abc import Callable

import pytest

from overhorizon.clean.language import language_of
from overhorizon.domain.reports import Rejection, Report, Unread

Read = Callable[..., Report | Unread | Rejection]


TEXTS = {
    "en": "The army said on Monday that two soldiers had been killed in an attack on a post near the border.",
    "es": "El ejército informó el lunes de que dos soldados murieron en un ataque contra un puesto cerca de la frontera.",
    "fr": "L'armée a annoncé lundi que deux soldats ont été tués dans une attaque contre un poste près de la frontière.",
    "de": "Die Armee teilte am Montag mit, dass zwei Soldaten bei einem Angriff auf einen Posten nahe der Grenze getötet wurden.",
    "pt": "O exército informou na segunda-feira que dois soldados foram mortos num ataque a um posto perto da fronteira.",
    "ru": "Армия сообщила в понедельник, что два солдата погибли при нападении на пост у границы.",
    "uk": "Армія повідомила в понеділок, що двоє солдатів загинули під час нападу на пост біля кордону.",
    "ar": "قال الجيش يوم الاثنين إن جنديين قتلا في هجوم على نقطة قرب الحدود.",
    "tr": "Ordu pazartesi günü sınır yakınındaki bir karakola düzenlenen saldırıda iki askerin öldüğünü söyledi.",
    "zh": "军方周一表示，两名士兵在边境附近一个哨所遭袭击身亡。警方正在调查此事。",
    "id": "Tentara mengatakan pada hari Senin bahwa dua prajurit tewas dalam serangan terhadap sebuah pos di dekat perbatasan.",
    "sw": "Jeshi lilisema Jumatatu kwamba askari wawili waliuawa katika shambulio dhidi ya kituo karibu na mpaka.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages_of_reports_are_told_apart(code: str) -> None:
    assert language_of(TEXTS[code]) == code


@pytest.mark.parametrize("code", [c for c in TEXTS if c != "en"])
def test_a_report_in_another_language_is_kept_unread(read: Read, code: str) -> None:
    result = read(TEXTS[code])
    assert isinstance(result, Unread) and result.report.language == code
    assert result.report.text == TEXTS[code] and result.report.repeats == ()


@pytest.mark.parametrize(
    "text", ["Two soldiers killed in raid near Oster.", "Bomb kills nine in Vellmar market, police say", TEXTS["en"]]
)
def test_short_english_is_english(read: Read, text: str) -> None:
    assert isinstance(read(text), Report)


def test_english_names_and_quotations_do_not_make_a_text_foreign(read: Read) -> None:
    text = "The Brigade des Martyrs de la Forêt and the Frente Popular de la Sierra both said that they had no part in the raid."
    assert isinstance(read(text), Report)
