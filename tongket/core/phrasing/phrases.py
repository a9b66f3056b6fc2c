"""Every fixed phrase of a report, Vietnamese beside English: the one place to correct wording.

Values in braces are filled in by `say`. A test compares the keys and braces of both languages.
"""

from __future__ import annotations

from tongket.core.phrasing import page_phrases, period_phrases

LANGUAGES = ("vi", "en")

VIETNAMESE: dict[str, str] = {
    # letterhead, signature, recipients
    "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "motto": "Độc lập - Tự do - Hạnh phúc",
    "number": "Số:{gap}/BC{symbol}",
    "kind": "BÁO CÁO NHANH",
    "place_and_date": "{place}, {date}",
    "no_issuer": "Tên cơ quan, tổ chức",
    "signer": "THỦ TRƯỞNG CƠ QUAN",
    "recipients": "Nơi nhận:",
    "to_superior": "{superior} (để báo cáo)",
    "to_leaders": "Lãnh đạo cơ quan",
    "file_copy": "Lưu: VT.",
    # titles
    "title_losses": "Tình hình thiệt hại do {title}",
    "title_other": "{title}",
    "title_in_unit": "{title} tại {unit}",
    "title_as_of": "{title} (tính đến {moment})",
    "situation": "TÌNH HÌNH CHUNG",
    "losses": "TÌNH HÌNH THIỆT HẠI",
    "figures": "SỐ LIỆU TỔNG HỢP",
    "about_figures": "VỀ SỐ LIỆU",
    # opening
    "as_of": "Tính đến {moment}: ",
    "headline_other": "{name} {amount}",
    "headline_be": "",
    "headline_be_one": "",
    "as_of_nothing": "Tính đến {moment}: chưa có số liệu của địa phương.",
    "covers": "Báo cáo tổng hợp số liệu của {reported}/{expected} {units}.",
    "covers_some": "Báo cáo tổng hợp số liệu của {reported} {units}.",
    "map": "Số liệu xếp theo địa giới hành chính ngày {date}.",
    "map_as_it_was": "Số liệu xếp theo đơn vị hành chính tại thời điểm của từng báo cáo.",
    "see_units": "Số liệu theo từng địa phương tại {annex}.",
    "see_sources": "Nguồn của từng số liệu tại {annex}.",
    # one figure
    "name": "{name}: ",
    "increase": "tăng {amount} so với báo cáo trước ({moment})",
    "decrease": "giảm {amount} so với báo cáo trước ({moment})",
    "unchanged": "không thay đổi so với báo cáo trước ({moment})",
    "part_total": "{amount} {word}",
    "part_named": "{word}: {amount}",
    "stands_at": "số liệu đến {moment}",
    "stands_since": "số liệu từ {oldest} đến {moment}",
    "parts_change": "So với báo cáo trước, {changes}.",
    "part_increase": "{name} tăng {amount}",
    "part_decrease": "{name} giảm {amount}",
    "part_unchanged": "{name} không thay đổi",
    "unsplit_total": "{amount} chưa phân tách",
    "unsplit": "{number} chưa phân tách",
    "of_which": ", trong đó: ",
    "namely": ", cụ thể: ",
    "all_in": ", tất cả tại ",
    "rest": " và {count} {localities} khác, tổng cộng {amount} ({annex})",
    "rest_no_sum": " và {count} {localities} khác ({annex})",
    "besides": "; ngoài ra, ",
    "over": "trên {amount}",
    "nearly": "gần {amount}",
    "about": "khoảng {amount}",
    "reported": "Có {reported}/{expected} {units} báo cáo",
    "zero_by_list_losses": "{count} {units} không có thiệt hại theo danh sách đầy đủ",
    "zero_by_list_other": "{count} {units} không phát sinh theo danh sách đầy đủ",
    "zero_rest_losses": "{count} {units} còn lại không có thiệt hại theo danh sách đầy đủ",
    "zero_rest_other": "{count} {units} còn lại không phát sinh theo danh sách đầy đủ",
    "older": "{count} {localities} chưa có số mới, lấy số của báo cáo trước (sớm nhất: {moment})",
    "no_local": "chưa có số liệu của địa phương; số công bố: {amount}",
    "not_comparable": "không có số so sánh được trên bản đồ hành chính được chọn",
    "published": "Số công bố cùng thời điểm: {amount}",
    "agrees": ", khớp với số tổng hợp",
    "differs": "; chênh lệch {amount}",
    "differs_part": "; {name} chênh lệch {amount}",
    "not_compared": "; không có danh sách đầy đủ nên không đối chiếu",
    "other_published": "Nguồn khác cùng thời điểm công bố {amounts}.",
    "missing_figures": "Chưa có số liệu về: {names}.",
    "closing": "Số liệu có thể thay đổi khi các địa phương bổ sung báo cáo./.",
    "compared": "Đối chiếu với số công bố cùng thời điểm ({annex}): {results}.",
    "compared_agree": "{count} chỉ tiêu khớp",
    "compared_differ": "{count} chỉ tiêu có chênh lệch",
    "compared_no_list": "{count} chỉ tiêu không có danh sách đầy đủ nên không đối chiếu",
    "units_country": "tỉnh, thành phố",
    "units_country_one": "tỉnh, thành phố",
    "units_other": "đơn vị",
    "units_other_one": "đơn vị",
    "level_district": "{unit} (cấp huyện)",
    "level_commune": "{unit} (cấp xã)",
    "within": "{unit} ({under})",
    "localities": "địa phương",
    "localities_one": "địa phương",
    "and": "{first} và {last}",
    # notes
    "note_contradiction": (
        "{name} của {unit}, {moment}: các nguồn nêu khác nhau; tính {counted}, không tính {others}{refs}."
    ),
    "below": "các đơn vị bên dưới",
    "below_district": "các huyện",
    "below_commune": "các xã",
    "note_contradiction_same": "{name} của {unit}, {moment}: nhiều nguồn cùng nêu {counted}; chỉ tính một lần{refs}.",
    "note_set_aside": "{name} của {unit}, {moment}: danh sách đầy đủ chỉ nêu số chung; không tính {others}{refs}.",
    "note_unsplit": "{unit}: nguồn chỉ nêu số chung, {amount} chưa phân tách{into}{refs}.",
    "note_unsplit_into": " thành {names}",
    "note_from_children": ("{name} của {unit} được cộng từ báo cáo của {below}, vì {unit} chưa có số chung{refs}."),
    "note_children_differ": (
        "{name} của {unit} là {own}, tổng của các đơn vị bên dưới là {sum}; báo cáo tính số của {unit}{refs}."
    ),
    "note_outside": "{unit} không thuộc địa phương nào: {amount} được tính vào tổng số và ghi riêng{refs}.",
    "note_former_unit": (
        "{unit} không còn trên bản đồ hành chính được chọn: {amount} được tính vào đơn vị cấp trên{refs}."
    ),
    "note_not_comparable": ("{name} của {unit}: {amount} không quy đổi được sang bản đồ hành chính được chọn{refs}."),
    "note_no_rows": "{name}: chưa có số liệu của địa phương nào.",
    "note_suspect": "{name}: nguồn nêu {amount}, nhưng danh sách của chính nguồn đó cho số khác{refs}.",
    "note_suspect_unit": (
        "{name} của {unit}: nguồn nêu {amount}, nhưng danh sách của chính nguồn đó cho số khác{refs}."
    ),
    "note_nearest_map": "Số liệu xếp theo bản đồ hành chính gần nhất hiện có, vì chưa có bản đồ của ngày {date}.",
    "note_nearest_map_undated": "Số liệu xếp theo bản đồ hành chính gần nhất hiện có.",
    "composed": "{unit} gồm số của {members}.",
    "reading_sum_of_parts": "{name} của {unit}: nguồn chỉ nêu từng phần, số này là tổng các phần.",
    "reading_single_case": "{name} của {unit}: số của một vụ việc.",
    "reading_as_printed_suspect": "{name} của {unit}: nguồn in {amount}, trái với danh sách của chính nguồn đó.",
    "ref": " (nguồn [{numbers}])",
    # reconciliation
    "why_agrees": "Khớp.",
    "why_no_list": "Không có danh sách đầy đủ.",
    "why_no_rows": "Chưa có số liệu của địa phương.",
    "why_contradiction": "Khớp nếu {unit} tính {other} thay cho {counted}.",
    "why_outside": "Số công bố không gồm {units}.",
    "why_moved": ("Tổng {whole} khớp; số công bố đã chuyển {amount} từ “{from_}” sang “{to}”, danh sách chưa chuyển."),
    "why_unsplit": "Còn {amount} chưa phân tách{units}.",
    "why_unsplit_units": " ({units})",
    "why_suspect": "Nguồn của số công bố mâu thuẫn với danh sách của chính nguồn đó.",
    "why_other_page": "Số công bố lấy từ nguồn khác với danh sách của các địa phương.",
    "why_unknown": "Chưa rõ nguyên nhân.",
    # annexes
    "annex": "Phụ lục {roman}",
    "attached": "(Kèm theo {kind} {number} ngày {date} của {issuer})",
    "attached_no_issuer": "(Kèm theo {kind} {number} ngày {date})",
    "annex_units": "Số liệu theo địa phương",
    "annex_reconciliation": "Đối chiếu với số công bố cùng thời điểm",
    "annex_sources": "Nguồn số liệu",
    "caption_units": "Bảng {number}. {groups} (tính đến {moment})",
    "caption_reconciliation": "Số tổng hợp và số công bố (tính đến {moment})",
    "caption_sources": "Các nguồn đã dùng trong báo cáo",
    "groups_losses": "Thiệt hại {names}",
    "groups_other": "{names}",
    "summary_units": "{rows} hàng, hàng đầu là tổng số; mỗi cột một chỉ tiêu: {names}.",
    "summary_reconciliation": "Mỗi hàng một chỉ tiêu có số công bố: số tổng hợp, số công bố, chênh lệch và giải thích.",
    "summary_sources": "Mỗi hàng một nguồn: số thứ tự, địa chỉ, các số liệu lấy từ nguồn đó.",
    "col_no": "TT",
    "col_unit": "Địa phương",
    "col_as_of": "Số liệu đến",
    "col_indicator": "Chỉ tiêu",
    "col_ours": "Số tổng hợp",
    "col_published": "Số công bố",
    "col_difference": "Chênh lệch",
    "col_why": "Giải thích",
    "col_source": "Nguồn",
    "col_address": "Địa chỉ",
    "col_served": "Số liệu đã dùng",
    "col_measured": "{name} ({unit})",
    "total": "Tổng số",
    "mark_not_reported": "“…”: chưa có số liệu.",
    "mark_zero_losses": "“-”: không có thiệt hại theo danh sách đầy đủ.",
    "mark_zero_other": "“-”: không phát sinh theo danh sách đầy đủ.",
    "mark_not_applicable": "“x”: không áp dụng.",
    "mark_as_of": "Cột “{column}” ghi thời điểm của số liệu; nhiều thời điểm thì ghi cũ nhất và mới nhất.",
    "mark_from_children": "Cộng từ các đơn vị bên dưới: {units}.",
    "mark_from_children_unit": "{unit} ({names})",
    "mark_not_named": "Địa phương không có tên trong bảng không phát sinh hoặc chưa có số liệu.",
    "served": "{names}: {units}",
    "published_total": "số công bố",
    "complete_list": "danh sách đầy đủ",
}

ENGLISH: dict[str, str] = {
    "nation": "SOCIALIST REPUBLIC OF VIET NAM",
    "motto": "Independence - Freedom - Happiness",
    "number": "No.:{gap}/BC{symbol}",
    "kind": "FLASH REPORT",
    "place_and_date": "{place}, {date}",
    "no_issuer": "Name of agency",
    "signer": "HEAD OF AGENCY",
    "recipients": "Recipients:",
    "to_superior": "{superior} (for reporting)",
    "to_leaders": "Leaders of the agency",
    "file_copy": "Archives.",
    "title_losses": "Damage caused by {title}",
    "title_other": "{title}",
    "title_in_unit": "{title}: {unit}",
    "title_as_of": "{title} (as of {moment})",
    "situation": "SITUATION",
    "losses": "DAMAGE",
    "figures": "CONSOLIDATED FIGURES",
    "about_figures": "ABOUT THE FIGURES",
    "as_of": "As of {moment}, ",
    "headline_other": "{name} stood at {amount}",
    "headline_be": "were ",
    "headline_be_one": "was ",
    "as_of_nothing": "As of {moment}, no local figures have been received.",
    "covers": "This report covers figures from {reported} of {expected} {units}.",
    "covers_some": "This report covers figures from {reported} {units}.",
    "map": "Figures are shown by administrative unit as of {date}.",
    "map_as_it_was": "Figures are shown by administrative unit as it stood when each report was made.",
    "see_units": "Figures by locality are given in {annex}.",
    "see_sources": "The source of each figure is given in {annex}.",
    "name": "{name}: ",
    "increase": "up {number} from the previous report ({moment})",
    "decrease": "down {number} from the previous report ({moment})",
    "unchanged": "unchanged from the previous report ({moment})",
    "part_total": "{number} {word}",
    "part_named": "{word}: {amount}",
    "stands_at": "as reported at {moment}",
    "stands_since": "as reported between {oldest} and {moment}",
    "parts_change": "Compared with the previous report: {changes}.",
    "part_increase": "{name} up {number}",
    "part_decrease": "{name} down {number}",
    "part_unchanged": "{name} unchanged",
    "unsplit_total": "{number} not broken down",
    "unsplit": "{number} not broken down",
    "of_which": "; of which: ",
    "namely": "; by locality: ",
    "all_in": ", all in ",
    "rest": " and {count} other {localities} with {number} in total ({annex})",
    "rest_no_sum": " and {count} other {localities} ({annex})",
    "besides": "; in addition, ",
    "over": "more than {amount}",
    "nearly": "nearly {amount}",
    "about": "about {amount}",
    "reported": "Reports received from {reported} of {expected} {units}",
    "zero_by_list_losses": "{count} {units} had none according to a complete list",
    "zero_by_list_other": "{count} {units} had none according to a complete list",
    "zero_rest_losses": "the remaining {count} {units} had none according to a complete list",
    "zero_rest_other": "the remaining {count} {units} had none according to a complete list",
    "older": "figures for {count} {localities} carried over from earlier reports (oldest: {moment})",
    "no_local": "no local figures received; published figure: {amount}",
    "not_comparable": "no figure that can be compared on the chosen map",
    "published": "Published figure for the same moment: {amount}",
    "agrees": ", in agreement with the consolidated figure",
    "differs": "; difference {number}",
    "differs_part": "; {name} differs by {number}",
    "not_compared": "; no complete list, so not compared",
    "other_published": "Other sources published {amounts} for the same moment.",
    "missing_figures": "No figures have been received for: {names}.",
    "closing": "Figures may change as localities submit further reports.",
    "compared": "Comparison with the figures published for the same moment ({annex}): {results}.",
    "compared_agree": "{count} in agreement",
    "compared_differ": "{count} with a difference",
    "compared_no_list": "{count} not compared for want of a complete list",
    "units_country": "provinces and cities",
    "units_country_one": "province or city",
    "units_other": "units",
    "units_other_one": "unit",
    "level_district": "{unit} (district)",
    "level_commune": "{unit} (commune)",
    "within": "{unit} ({under})",
    "localities": "localities",
    "localities_one": "locality",
    "and": "{first} and {last}",
    "note_contradiction": "{name}, {unit}, {moment}: sources differ; {counted} counted, {others} not counted{refs}.",
    "below": "the units below it",
    "below_district": "its districts",
    "below_commune": "its communes",
    "note_contradiction_same": "{name}, {unit}, {moment}: several sources give {counted}; counted once{refs}.",
    "note_set_aside": "{name}, {unit}, {moment}: the complete list gives the sum only; {others} not counted{refs}.",
    "note_unsplit": "{unit}: the source gives the sum only; {amount} not broken down{into}{refs}.",
    "note_unsplit_into": " into {names}",
    "note_from_children": "{name}, {unit}: added up from reports of {below}, as {unit} has no figure of its own{refs}.",
    "note_children_differ": (
        "{name}, {unit}: its own figure is {own}, the units below it add up to {sum}; its own figure is counted{refs}."
    ),
    "note_outside": "{unit} belongs to no locality: {amount} counted in the total and shown separately{refs}.",
    "note_former_unit": "{unit} no longer exists on the chosen map: {amount} counted in the unit above it{refs}.",
    "note_not_comparable": "{name}, {unit}: {amount} cannot be converted to the chosen map{refs}.",
    "note_no_rows": "{name}: no locality has reported.",
    "note_suspect": "{name}: the source gives {amount}, but its own list gives another figure{refs}.",
    "note_suspect_unit": "{name}, {unit}: the source gives {amount}, but its own list gives another figure{refs}.",
    "note_nearest_map": "Figures are shown on the nearest administrative map on record, there being none for {date}.",
    "note_nearest_map_undated": "Figures are shown on the nearest administrative map on record.",
    "composed": "{unit} includes {members}.",
    "reading_sum_of_parts": "{name}, {unit}: the source gives only the parts; this figure is their sum.",
    "reading_single_case": "{name}, {unit}: figure of a single incident.",
    "reading_as_printed_suspect": "{name}, {unit}: printed as {amount}, which contradicts the list of the same source.",
    "ref": " (source [{numbers}])",
    "why_agrees": "Agrees.",
    "why_no_list": "No complete list.",
    "why_no_rows": "No locality has reported.",
    "why_contradiction": "Agrees if {other} is taken for {unit} in place of {counted}.",
    "why_outside": "The published figure leaves out {units}.",
    "why_moved": (
        "The total of {whole} agrees; the headline moved {amount} from “{from_}” to “{to}”, the list did not."
    ),
    "why_unsplit": "{amount} not broken down{units}.",
    "why_unsplit_units": " ({units})",
    "why_suspect": "The source of the published figure contradicts its own list.",
    "why_other_page": "The published figure comes from another source than the list of localities.",
    "why_unknown": "Reason not known.",
    "annex": "Annex {roman}",
    "attached": "(Attached to {kind} {number} dated {date}, {issuer})",
    "attached_no_issuer": "(Attached to {kind} {number} dated {date})",
    "annex_units": "Figures by locality",
    "annex_reconciliation": "Comparison with the figures published for the same moment",
    "annex_sources": "Sources",
    "caption_units": "Table {number}. {groups} (as of {moment})",
    "caption_reconciliation": "Consolidated and published figures (as of {moment})",
    "caption_sources": "Sources used in this report",
    "groups_losses": "Damage: {names}",
    "groups_other": "{names}",
    "summary_units": "{rows} rows, the first is the total; a column for each indicator: {names}.",
    "summary_reconciliation": "A row for each indicator with a published figure: ours, published, difference, reason.",
    "summary_sources": "A row for each source: its number, its address, the figures taken from it.",
    "col_no": "No.",
    "col_unit": "Locality",
    "col_as_of": "Figures as of",
    "col_indicator": "Indicator",
    "col_ours": "Consolidated",
    "col_published": "Published",
    "col_difference": "Difference",
    "col_why": "Explanation",
    "col_source": "Source",
    "col_address": "Address",
    "col_served": "Figures taken from it",
    "col_measured": "{name} ({unit})",
    "total": "Total",
    "mark_not_reported": "“…”: no figure received.",
    "mark_zero_losses": "“-”: none, according to a complete list.",
    "mark_zero_other": "“-”: none, according to a complete list.",
    "mark_not_applicable": "“x”: not applicable.",
    "mark_as_of": "“{column}” gives the moment of the figures; the oldest and the newest where there are several.",
    "mark_from_children": "Added up from the units below: {units}.",
    "mark_from_children_unit": "{unit} ({names})",
    "mark_not_named": "Localities that are not named have no figure above 0, or none was received.",
    "served": "{names}: {units}",
    "published_total": "published figure",
    "complete_list": "complete list",
}

_PHRASES = {
    "vi": VIETNAMESE | page_phrases.VIETNAMESE | period_phrases.VIETNAMESE,
    "en": ENGLISH | page_phrases.ENGLISH | period_phrases.ENGLISH,
}


def check_language(lang: str) -> str:
    """The language itself; ValueError for one that reports are not written in."""
    if lang not in _PHRASES:
        raise ValueError(f"unknown language {lang!r}: reports are written in {' or '.join(LANGUAGES)}")
    return lang


def say(lang: str, key: str, **values: object) -> str:
    """The phrase in that language with its values filled in; KeyError for an unknown key or a value left out.

    >>> say("vi", "annex", roman="I"), say("en", "annex", roman="I")
    ('Phụ lục I', 'Annex I')
    """
    return _PHRASES[check_language(lang)][key].format(**values)


def join(lang: str, texts: list[str] | tuple[str, ...]) -> str:
    """An enumeration in running text.

    >>> join("vi", ["a", "b", "c"]), join("en", ["a"])
    ('a, b và c', 'a')
    """
    if len(texts) < 2:
        return "".join(texts)
    return say(lang, "and", first=", ".join(texts[:-1]), last=texts[-1])


def lower_first(text: str) -> str:
    """The text with a small first letter, for use inside a sentence; abbreviations stay.

    >>> lower_first("Số người chết"), lower_first("GRDP của tỉnh")
    ('số người chết', 'GRDP của tỉnh')
    """
    if len(text) > 1 and text[1].isupper():
        return text
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text with a capital first letter, for the start of a sentence."""
    return text[:1].upper() + text[1:]
