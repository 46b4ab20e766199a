"""The language of a text: the page's word for it, unless the text itself says otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language import language_of

TEXTS = {
    "en": "The council voted on Monday to close the baths, and said that its roof would cost more than it had.",
    "de": "Der Rat hat am Montag beschlossen, das Bad zu schließen, weil das Dach mehr kosten würde, als er hat.",
    "fr": "Le conseil a voté lundi la fermeture de la piscine, car le toit du bâtiment coûterait plus que prévu.",
    "es": "El consejo votó el lunes por el cierre de la piscina, porque el tejado costaría más de lo que tiene.",
    "it": "Il consiglio ha votato lunedì per la chiusura della piscina perché il tetto costerebbe più di quanto ha.",
    "tr": "Meclis pazartesi günü havuzun kapatılması için oy verdi, ancak çatının onarımı için bir bütçe yok ve "
    "bu karar daha sonra çok tartışıldı.",
    "ru": "Совет в понедельник проголосовал за закрытие бассейна и сообщил, что крыша обойдётся дороже.",
    "ja": "市議会は月曜日、プールの閉鎖を決めた。屋根の修理には予算を超える費用がかかるという。",
    "ko": "시의회는 월요일 수영장 폐쇄를 의결했다. 지붕 수리비가 예산을 넘는다고 밝혔다.",
    "el": "Το συμβούλιο ψήφισε τη Δευτέρα το κλείσιμο της πισίνας, επειδή η στέγη κοστίζει πολύ.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_forty_words_tell_the_language(language: str, text: str) -> None:
    text = f"{text} {text}"
    assert language_of(text) == language
    assert language_of(text, f"{language}-XX") == language


@pytest.mark.parametrize("declared", ["en-US", "en", "EN_gb"])
def test_a_template_that_says_english_does_not_make_german_english(declared: str) -> None:
    assert language_of(TEXTS["de"] * 2, declared) == "de"


@pytest.mark.parametrize(("declared", "language"), [("en-GB", "en"), ("nb_NO", "nb"), ("", "und"), ("x", "und")])
def test_a_short_text_has_the_declared_language_or_none(declared: str, language: str) -> None:
    assert language_of("Baths close", declared) == language


def test_a_language_without_a_list_of_words_is_believed() -> None:
    assert language_of("Ba mhaith liom snámh gach lá agus níl aon áit eile sa bhaile mór seo " * 3, "ga") == "ga"


def test_a_text_that_is_plainly_not_what_it_is_declared_is_another() -> None:
    assert language_of("Ba mhaith liom snámh gach lá agus níl aon áit eile sa bhaile mór seo " * 3, "en") == "mis"


@given(st.text(max_size=300), st.text(max_size=12))
def test_every_text_has_a_code(text: str, declared: str) -> None:
    assert 2 <= len(language_of(text, declared)) <= 3
