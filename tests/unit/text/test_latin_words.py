"""Languages in Latin letters by their little words; what decides nothing is said to be nothing."""

import pytest

from studio.text.latin_words import latin_language

SAID = {
    "en": "Welcome to the dialogue workshop. We learn how to answer hate speech calmly. Thank you!",
    "fr": "Bienvenue dans l\u2019atelier. Nous apprenons à répondre avec calme. C\u2019est pour vous.",
    "es": "Hoy hablamos de los jóvenes y el diálogo, que es importante para el barrio.",
    "de": "Willkommen! Wir lernen, wie man auf Hass antwortet, und das ist nicht leicht.",
    "it": "Benvenuti. Questo è il nostro laboratorio, che non è solo per i giovani della città.",
    "tr": "Hoş geldiniz. Bu bir atölye ve biz nefret söylemine nasıl cevap verilir, öğreniyoruz. Çok önemli.",
}


@pytest.mark.parametrize("language", SAID)
def test_little_words_tell_the_language(language: str) -> None:
    assert latin_language(SAID[language]) == language


@pytest.mark.parametrize(
    "text", ["", "2024", "OK!", "Zoom WhatsApp Facebook", "مرحبا بكم", "À bientôt, déjà ?"]
)
def test_too_little_tells_nothing(text: str) -> None:
    assert latin_language(text) == ""
