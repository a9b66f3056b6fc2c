"""What a form says of what was typed into it: plain words of the field's own language, no words of programmers."""

from django import forms
from django.utils.translation import override


class Sheet(forms.Form):
    name = forms.CharField()
    days = forms.IntegerField(min_value=1)
    day = forms.DateField()
    level = forms.ChoiceField(choices=[("xa", "xã")])


def told(**typed) -> dict[str, list[str]]:
    with override("vi"):
        return {name: list(map(str, errors)) for name, errors in Sheet(typed).errors.items()}


def test_what_is_missing():
    assert told(days="1", day="2026-11-22", level="xa") == {"name": ["Mục này phải điền."]}


def test_what_cannot_be_read():
    assert told(name="a", days="mười", day="hôm nay", level="thôn") == {
        "days": ["Hãy nhập một số nguyên."],
        "day": ["Hãy nhập ngày, ví dụ 22/11/2026."],
        "level": ["Hãy chọn một mục trong danh sách: không có “thôn”."],
    }


def test_what_is_out_of_bounds():
    assert told(name="a", days="0", day="2026-11-22", level="xa") == {"days": ["Số này không được nhỏ hơn 1."]}
