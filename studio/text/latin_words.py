"""Which language a text in Latin letters is in, by the little words that no sentence goes without."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_WORDS = {
    "en": "the and of to is you that it he for was are with they this have from we can what our your not "
    "there how do will i'm it's don't",
    "fr": "le la les des et est une du que qui dans pour pas vous nous sur avec ce il elle au aux mais c'est "
    "plus cette sont",
    "es": "el los las y es una del que por con para no se lo como más pero está son su hay muy",
    "de": "der die das und ist nicht ein eine ich sie wir zu den mit auf für es auch dem von wie sind",
    "it": "il gli e è una che di per non con sono della del nel ma anche questo più si",
    "pt": "o os as e é uma que do da em não para com um por mais se na no dos",
    "tr": "ve bir bu için ile de da ne çok var değil ama daha gibi olarak biz ben",
}
"""The commonest words without a meaning of their own; those that two languages share count for both."""
_LITTLE = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_LEAST, _MARGIN, _SHARE = 3, 1.5, 0.08


def latin_language(text: str) -> str:
    """en, fr, es, de, it, pt or tr; empty where nothing decides: too few words, or another language."""
    words = _WORD.findall(text.casefold().replace("\u2019", "'"))
    score = {language: sum(word in little for word in words) for language, little in _LITTLE.items()}
    best, second = sorted(score, key=lambda one: -score[one])[:2]
    sure = score[best] >= max(_LEAST, _MARGIN * score[second], _SHARE * len(words))
    return best if sure else ""
