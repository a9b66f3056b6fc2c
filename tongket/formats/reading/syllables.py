"""Whether a word can be a Vietnamese syllable: the measure by which a wrong decoding gives itself away."""

import re
import unicodedata

_ONSET = "kr|br|pl|đr|bl|ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx]"
# Every rhyme of the written language, its tone taken off; the last line is of highland names (Đắk Lắk, Krông Búk).
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ă
u ua uân uâng uât uây uc uê uêch uênh uêu ui um un ung uôc uôi uôm uôn uông uôp uôt up ut
uơ uy uya uych uyên uyêt uynh uyt uyu uyp u ư ưa ưc ưi ưm ưn ưng ưt ưu ươ ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu
ak ăk âk ek êk ik iêk ok oăk ôk ơk uk ưk ưl ăl al ôl ơl ir
"""
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{'|'.join(sorted(_RHYMES.split(), key=len, reverse=True))})")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_ONE_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_MARKED = re.compile(r"[^\W\d_]+")


def is_syllable(word: str) -> bool:
    """Whether the word is built like a Vietnamese syllable: onset, rhyme, at most one tone.

    >>> is_syllable("nghiêng"), is_syllable("UỶ"), is_syllable("Uû"), is_syllable("nh©n"), is_syllable("café")
    (True, True, False, False, False)
    """
    parts = unicodedata.normalize("NFD", word.lower())
    if len(_ONE_TONE.findall(parts)) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", parts.translate(_TONES))) is not None


def share_of_syllables(text: str) -> float | None:
    """The share of syllables among the words with letters beyond ASCII; None where there is no such word."""
    marked = {word.lower() for word in _MARKED.findall(unicodedata.normalize("NFC", text)) if not word.isascii()}
    return sum(map(is_syllable, marked)) / len(marked) if marked else None
