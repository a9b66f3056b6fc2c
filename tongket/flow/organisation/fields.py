"""Validators that settings name, and fields of forms for what people word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tongket.core.text import fold, in_lines, squeeze

SHORTEST = 10
# What is tried first here, with any figures and signs around it; the list of the library knows English ones only.
TRIED_FIRST = """
mat khau, khong co, khong biet, quen roi, dang nhap, tai khoan, xin chao, anh yeu em, em yeu anh, yeu em, yeu anh,
anh nho em, con yeu, bo me, me yeu, gia dinh, hanh phuc, thanh cong, may man, viet nam, viet nam vo dich,
toi yeu viet nam, tong ket, bao cao, bao cao tong ket, ban chi dao, chuyen doi so, quan tri, quan tri vien, admin,
administrator, thu ky, can bo, lanh dao, chu tich, uy ban, uy ban nhan dan, ubnd, ubnd xa, ubnd tinh, van phong,
password, qwerty, abc, abcd, abcde, abcdef, iloveyou, welcome, hello, test, demo, user, sai gon, tphcm, nguyen van a,
an giang, bac ninh, ca mau, can tho, cao bang, da nang, dak lak, dien bien, dong nai, dong thap, gia lai, ha noi,
ha tinh, hai phong, ho chi minh, hue, hung yen, khanh hoa, lai chau, lam dong, lang son, lao cai, nghe an, ninh binh,
phu tho, quang ngai, quang ninh, quang tri, son la, tay ninh, thai nguyen, thanh hoa, tuyen quang, vinh long
"""


class LongEnough:
    """A password has at least ten letters or digits: length is worth more than strange signs."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a shorter one."""
        if len(password) < SHORTEST:
            raise ValidationError(_("This password is too short: at least 10 letters or digits."), code="too_short")

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("At least 10 letters or digits.")


class UncommonHere(CommonPasswordValidator):
    """A password is more than a word that everybody here tries first with some figures behind it."""

    def __init__(self) -> None:
        self.passwords = {_letters(word) for word in TRIED_FIRST.split(",")}

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for such a word; tones, signs, figures and capitals make no difference."""
        super().validate(_letters(password), user)  # type: ignore[arg-type]


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalpha())


class LatinName(UnicodeUsernameValidator):
    """The name of an account has Latin letters, Vietnamese ones too: a Cyrillic “о” would pass for another's name."""

    regex = r"^[0-9A-Za-z@.+_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff-]+\Z"


class Line(forms.CharField):
    """One line: a heading or a name. Signs that are not seen are left out, and they alone are empty."""

    def to_python(self, value: Any) -> str:
        """The line, clean."""
        return squeeze(super().to_python(value) or "")


class Lines(forms.CharField):
    """A few lines, like guidance."""

    def to_python(self, value: Any) -> str:
        """The lines, clean."""
        return in_lines(super().to_python(value) or "")
