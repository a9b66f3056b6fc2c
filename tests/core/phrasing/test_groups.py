"""How indicators are grouped, and which are told together."""

from dataclasses import replace

from tests.core.phrasing.examples import DEAD, DEAD_MISSING, FILES, INJURED, MISSING, RICE, figure, reform, row, yagi
from tongket.core.phrasing.groups import group_of, grouped, is_losses, items
from tongket.core.rollup.model import Indicator, OverUnits


def named(measure: str, id_: str = "new") -> Indicator:
    return Indicator(id_, {"vi": "Chỉ tiêu mới"}, measure)


def test_groups_stand_in_the_order_of_the_ministry() -> None:
    assert [
        (group.names["vi"], [item.figure.indicator.id for item in told]) for group, told in grouped(yagi().figures)
    ] == [
        ("Về người", ["dead_missing"]),
        ("Về nhà ở", ["houses_damaged"]),
        ("Về nông nghiệp, lâm nghiệp, cây xanh", ["rice_flooded_damaged_ha"]),
        ("Về thuỷ sản, chăn nuôi, tàu thuyền", ["aquaculture_cages_lost"]),
        ("Về kinh tế", ["economic_loss_bn_vnd"]),
    ]


def test_another_field_has_one_group_in_its_own_order() -> None:
    assert not is_losses([FILES])
    assert [(group.names["vi"], len(told)) for group, told in grouped(reform().figures)] == [("Các chỉ tiêu khác", 2)]


def test_an_unknown_indicator_goes_by_its_unit_of_measure_only_beside_losses() -> None:
    assert group_of(named("person"), losses=True).names["vi"] == "Về người"
    assert group_of(named("ha"), losses=True).names["vi"] == "Về nông nghiệp, lâm nghiệp, cây xanh"
    assert group_of(named("m3"), losses=True).names["vi"] == "Các chỉ tiêu khác"
    assert group_of(named("person"), losses=False).names["vi"] == "Các chỉ tiêu khác"
    assert group_of(named("item", "dyke_incidents"), losses=True).names["vi"] == "Về cơ sở hạ tầng"


def told(*figures: object) -> list[tuple[str, list[str]]]:
    found = items(figures)  # type: ignore[arg-type]
    return [(item.figure.indicator.id, [part.indicator.id for part in item.parts]) for item in found]


def test_a_sum_is_told_with_its_parts_where_the_first_of_them_stands() -> None:
    assert told(figure(INJURED), figure(DEAD), figure(MISSING), figure(DEAD_MISSING)) == [
        ("injured", []),
        ("dead_missing", ["dead", "missing"]),
    ]


def test_parts_stand_alone_where_their_sum_is_not_known_but_they_are() -> None:
    assert told(figure(DEAD, (row("Hà Nội", 1),)), figure(MISSING), figure(DEAD_MISSING)) == [
        ("dead", []),
        ("missing", []),
        ("dead_missing", []),
    ]


def test_other_formulas_have_no_parts() -> None:
    ratio = replace(DEAD_MISSING, formula="dead / missing")
    mean = replace(DEAD_MISSING, over_units=OverUnits.MEAN)
    unknown = replace(DEAD_MISSING, formula="dead + lost")
    mixed = replace(DEAD_MISSING, formula="dead + rice_flooded_damaged_ha")
    for indicator in (ratio, mean, unknown, mixed):
        assert ("dead_missing", []) in told(figure(DEAD), figure(MISSING), figure(RICE), figure(indicator))
