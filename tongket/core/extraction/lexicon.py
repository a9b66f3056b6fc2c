"""Words by which official Vietnamese is read: kinds of document, bodies, offices, verbs. Data, no rules.

Sources: Nghị định 30/2020/NĐ-CP art. 7 and annex III (kinds), the Party's 05-HD/VPTW (kinds of the Party),
Luật Tổ chức Chính phủ and its reforms of 2025 (ministries, old and new). All entries are in lower case.
"""

# Vietnamese letters for character classes: their code points are mixed, so no range will do.
UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

KINDS = frozenset(
    """nghị quyết|quyết định|chỉ thị|quy chế|quy định|thông cáo|thông báo|hướng dẫn|chương trình|kế hoạch|phương án
đề án|dự án|báo cáo|biên bản|tờ trình|hợp đồng|công điện|bản ghi nhớ|bản thỏa thuận|giấy ủy quyền|giấy mời
giấy giới thiệu|giấy nghỉ phép|phiếu gửi|phiếu chuyển|phiếu báo|công văn|luật|bộ luật|pháp lệnh|lệnh|nghị định
thông tư|thông tư liên tịch|nghị quyết liên tịch|kết luận|thông tri|quy trình|chiến lược|tuyên bố|lời kêu gọi
thông báo kết luận|báo cáo nhanh|công điện khẩn|điều lệ|kết luận thanh tra|văn bản|công bố""".replace("\n", "|").split(
        "|"
    )
)

# Abbreviation in a number -> kind (Nghị định 30/2020/NĐ-CP annex III; laws and Party kinds beside it).
SYMBOLS = {
    "nq": "nghị quyết",
    "qđ": "quyết định",
    "ct": "chỉ thị",
    "qc": "quy chế",
    "qyđ": "quy định",
    "tc": "thông cáo",
    "tb": "thông báo",
    "hd": "hướng dẫn",
    "ctr": "chương trình",
    "ctrhđ": "chương trình",
    "kh": "kế hoạch",
    "pa": "phương án",
    "đa": "đề án",
    "da": "dự án",
    "bc": "báo cáo",
    "bb": "biên bản",
    "ttr": "tờ trình",
    "cđ": "công điện",
    "gm": "giấy mời",
    "nđ": "nghị định",
    "tt": "thông tư",
    "ttlt": "thông tư liên tịch",
    "kl": "kết luận",
    "cv": "công văn",
    "ql": "quy định",
}

FIELDS = tuple(  # what ministries and departments are named after, longest first
    sorted(
        """quốc phòng|công an|ngoại giao|nội vụ|tư pháp|tài chính|công thương|nông nghiệp và môi trường|xây dựng
văn hóa, thể thao và du lịch|khoa học và công nghệ|giáo dục và đào tạo|y tế|dân tộc và tôn giáo|giao thông vận tải
kế hoạch và đầu tư|thông tin và truyền thông|lao động - thương binh và xã hội|lao động, thương binh và xã hội
tài nguyên và môi trường|nông nghiệp và phát triển nông thôn|văn hóa và thể thao|du lịch|ngoại vụ|an toàn thực phẩm
quy hoạch - kiến trúc|giao thông công chính|nông nghiệp|thương mại|dân tộc|khoa học, công nghệ và môi trường
văn hóa, thể thao|công nghiệp|thủy sản|kh&cn|gd&đt|gdđt|khcn|vh,tt&dl|vhttdl|nn&mt|nnmt|tn&mt|kh&đt|lđtbxh|lđ-tbxh|tt&tt
thanh tra chính phủ|ngân hàng nhà nước việt nam|ngân hàng nhà nước|văn phòng chính phủ|ủy ban dân tộc""".replace(
            "\n", "|"
        ).split("|"),
        key=len,
        reverse=True,
    )
)

# Cities under the centre, with the first year of that standing where it is recent.
CITIES = {
    "hà nội": 0,
    "hồ chí minh": 0,
    "hải phòng": 0,
    "đà nẵng": 0,
    "cần thơ": 0,
    "huế": 2025,
    "đồng nai": 2026,
    "quảng ninh": 2026,
    "bắc ninh": 2026,
}

HOLDERS = frozenset(
    """bộ trưởng|thứ trưởng|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|thủ trưởng|chủ nhiệm|tổng giám đốc|trưởng ban
người đứng đầu|chánh văn phòng|tổng thanh tra|thống đốc|bí thư|phó bí thư|cục trưởng|vụ trưởng|hiệu trưởng|trưởng phòng
chỉ huy trưởng|đồng chí|lãnh đạo|chánh thanh tra|tổng cục trưởng|chi cục trưởng|viện trưởng|chánh án|tư lệnh
trưởng các|phó trưởng ban|giám đốc, thủ trưởng""".replace("\n", "|").split("|")
)

# First words of a body by themselves ...
HEADS = frozenset(
    """ubnd|hđnd|ủy ban|hội đồng|văn phòng|cục|tổng cục|chi cục|đài|thông tấn|công an|quân khu|mặt trận|ubmttq|mttq
mttqvn|liên đoàn|liên minh|hiệp hội|tỉnh đoàn|thành đoàn|tỉnh ủy|thành ủy|đảng ủy|đảng bộ|huyện ủy|cấp ủy|trường
học viện|bệnh viện|trung tâm|tập đoàn|tổng công|công ty|kho bạc|bảo hiểm|hải quan|cảng vụ|tòa án|viện kiểm
kiểm toán|chính phủ|thủ tướng|phó thủ|quốc hội|cổng thông|cổng ttđt|tổ công|ban chỉ|ban quản|ban thường|ban tổ
ban tuyên|ban dân|ban nội|ban bí|ban cán|ngân hàng|bộ chỉ|bộ tư|bộ đội|thanh tra|doanh nghiệp|nhà đầu|chủ đầu
nhà thầu|nhà cung|lực lượng|thành viên|thường trực|cơ quan|đơn vị|địa phương|chính quyền|tổ chức|ngành|vpcp
bchqs|bhxh|nhnn|evn|ttxvn|vtv|vov|qlda|ban qlda|hợp tác|cấp có|tổ giúp|tổ thư|ban ngành|ban, ngành|trạm|nhà xuất
nhà trường|các|bộ|sở|ubmttqvn|tandtc|vksndtc|thuế|báo|hội|đoàn|viện|vụ|phòng|ban|tổ|kho|xã|phường|tỉnh|thành phố
quỹ|toàn thể|nhân dân|ủy viên|cấp|bcđ|tổng hội|xí nghiệp|tòa|vptw|phân ban|trưởng ban|tiểu ban|câu lạc|hộ kinh
chủ rừng|chủ hồ""".replace("\n", "|").split("|")
)
# ... of which these need a capital letter (or a word of the second set) after them.
NEED_NAME = frozenset(
    [
        "bộ",
        "sở",
        "ban",
        "hội",
        "đoàn",
        "viện",
        "vụ",
        "phòng",
        "báo",
        "thuế",
        "tổ",
        "xã",
        "phường",
        "tỉnh",
        "trường",
        "kho",
        "trạm",
        "quỹ",
        "tòa",
        "đài",
        "cục",
        "thanh",
        "tra",
        "cấp",
    ]
)
NAMED_BY = frozenset(
    [
        "chỉ",
        "quản",
        "thường",
        "tổ",
        "tuyên",
        "dân",
        "nội",
        "bí",
        "cán",
        "và",
        "công",
        "đội",
        "tư",
        "huy",
        "thư",
        "giúp",
        "xây",
        "thể",
        "quyền",
        "ủy",
        "nhà",
        "kiểm",
        "án",
        "tướng",
        "phố",
        "ngành",
        "nghiệp",
        "chuyên",
        "tỉnh",
        "thành",
        "trực",
        "có",
        "xã",
        "phường",
        "đại",
        "thông",
        "cấp",
    ]
)

# Nouns of which groups are made: "các sở, ban, ngành", "xã, phường, đặc khu".
GROUP = frozenset(
    """bộ|sở|ban|ngành|cơ quan|đơn vị|địa phương|tỉnh|thành phố|xã|phường|đặc khu|thị trấn|huyện|quận|thị xã|tổ chức
cá nhân|đoàn thể|hội|doanh nghiệp|chính quyền|cấp|trường|viện|khu|cụm|cơ quan ngang bộ|cơ quan thuộc chính phủ
ban ngành|phòng|trung tâm|hiệp hội|cơ sở|hợp tác xã|ban đảng|cấp ủy|đoàn|cục|vụ|chi cục|tập đoàn|tổng công ty
công ty|ngân hàng|cơ quan chuyên môn|mặt trận|cơ quan truyền thông|báo chí|cơ quan báo chí|hội đoàn thể|ủy ban
truyền thông|thông tấn|cơ quan thông tấn
hội đồng""".replace("\n", "|").split("|")
)

VERBS = frozenset(  # the first two words of what a body is to do
    """chủ trì|phối hợp|chỉ đạo|rà soát|khẩn trương|tiếp tục|chủ động|tập trung|theo dõi|đôn đốc|kịp thời|có trách
chịu trách|căn cứ|thực hiện|triển khai|xây dựng|tham mưu|hướng dẫn|báo cáo|tổng hợp|thống nhất|nghiên cứu
đề xuất|kiểm tra|thanh tra|giám sát|tăng cường|đẩy mạnh|đẩy nhanh|quán triệt|phân công|ban hành|bố trí|huy động
bảo đảm|đảm bảo|cung cấp|gửi báo|gửi kết|gửi về|gửi văn|lập dự|lập kế|lập danh|lập hồ|lập báo|lập và|trình cấp
trình thủ|trình chính|trình ubnd|trình hđnd|trình ủy|trình bộ|trình hội|trình quốc|tuyên truyền|phổ biến
vận động|khắc phục|xử lý|giải quyết|tháo gỡ|sớm có|sớm hoàn|sớm trình|sớm ban|sớm triển|sớm báo|hoàn thành
hoàn thiện|hoàn chỉnh|tiếp thu|nâng cao|quản lý|sử dụng|công bố|công khai|cập nhật|đánh giá|tổ chức|thẩm định
phê duyệt|điều chỉnh|sửa đổi|bổ sung|sắp xếp|kiện toàn|thành lập|ưu tiên|cân đối|hỗ trợ|giúp đỡ|tạo điều
tạo thuận|đăng ký|đăng tải|thông tin|thông báo|phản ánh|kiến nghị|đề nghị|yêu cầu|quyết định|quyết liệt|quan tâm
chuẩn bị|sẵn sàng|ứng phó|vận hành|duy trì|phát huy|phát triển|khai thác|khuyến khích|tích cực|thường xuyên
định kỳ|nghiêm túc|trực tiếp|cụ thể|xác định|xem xét|cho ý|giao nhiệm|giao cơ|giao các|giao sở|giao ubnd
giao chủ|giao đơn|đầu tư|thống kê|kiểm soát|ngăn chặn|phòng ngừa|bám sát|chấn chỉnh|nắm chắc|nắm bắt|tiến hành
khảo sát|lựa chọn|định hướng|thẩm tra|tiếp nhận|vận dụng|áp dụng|bàn giao|thu hồi|giải ngân|phân bổ|phân cấp
phân loại|phát hiện|phát động|giới thiệu|ký kết|tư vấn|giải trình|đối chiếu|đối thoại|lồng ghép|kết nối|kết hợp
chia sẻ|số hóa|tích hợp|chuyển đổi|ứng dụng|thu thập|cải cách|cải thiện|cắt giảm|đơn giản|động viên|khen thưởng
biểu dương|chăm lo|chăm sóc|đào tạo|bồi dưỡng|tập huấn|học tập|mở rộng|thu hút|thúc đẩy|tổng kết|sơ kết|làm việc
làm rõ|làm đầu|làm tốt|làm chủ|là cơ|là đầu|là đơn|vào cuộc|đồng thời|trên cơ|theo chức|theo thẩm|theo nhiệm
theo phân|theo lĩnh|theo quy|theo phạm|theo dự|phải chủ|phải chịu|phải có|phải thực|phải tập|phải tổ|phải báo
phải bảo|phải khẩn|cần phải|cần tập|cần tiếp|cần chủ|cần thực|cần có|cần khẩn|cần rà|cần tăng|cần phối|cần bám
cần sớm|cần xây|cần quan|cần nghiên|cần chỉ|có kế|có phương|có giải|có biện|có văn|có báo|có ý|có hướng|cử cán
cử đại|cử lực|cử thành|cử chuyên|tự chịu|tự tổ|tự rà|tự chủ|đưa vào|đưa nội|đưa ra|chấp hành|tuân thủ|thi hành
quy định|quy hoạch|khẳng định|bổ trí|nhanh chóng|phấn đấu|dự báo|cảnh báo|tuyên dương|nêu cao|gắn với|mời gọi
kêu gọi|tham gia|tham dự|tham khảo|thay mặt|chuyển giao|rút kinh|sơ tán|di dời|trang bị|mua sắm|trả lời|giải đáp
nghiệm thu|thanh toán|quyết toán|xúc tiến|ủy quyền|vận chuyển|cấp phát|cấp phép|cấp kinh|chi trả|tính toán
nhập dữ|điều tra|điều phối|điều hành|điều động|tăng thời|lên phương|khôi phục|sửa chữa|gia cố|củng cố|giữ vững
đấu tranh|truyền thông|tuần tra|xóa bỏ|kiên quyết|tuyệt đối|trong phạm|trong quá|xin ý|lấy ý|góp ý|thể chế
cụ thể|bảo vệ|bảo trì|phục vụ|trực ban|dành thời|tìm kiếm|tăng tốc|thần tốc|huấn luyện|diễn tập|phân tích
so sánh|dự kiến|ký hợp|lắp đặt|khởi công|khánh thành|thi công|giải phóng|ghi nhận|đồng ý|tôn vinh|cho phép
hợp tác|nhân rộng|hình thành|đề ra|đề cao|kiểm kê|kiểm điểm|tổng rà|tái cơ|hiện đại|chuẩn hóa|quảng bá|cấp nhật
hằng năm|hàng năm|hằng tháng|hằng quý|hàng quý|hàng tháng|trao đổi|làm căn|thể hiện|xác nhận|xác minh|phân định
kế thừa|kiểm định|công nhận|chứng nhận|thí điểm|đo lường|xuất cấp|phản hồi|đi kiểm|ra mắt|cứu trợ|chi viện
biên soạn|soạn thảo|tháo dỡ|truy thu|thu gom|xử phạt|tiêu hủy|tiêm phòng|khoanh vùng|tạm dừng|đình chỉ|kiểm đếm
rút ngắn|niêm yết|liên hệ|cam kết|tự kiểm""".replace("\n", "|").split("|")
)
VERB_WORDS = frozenset(  # the one word that by itself begins what is to be done
    ["họp", "phải", "cần", "lập", "trình", "gửi", "giao", "cử", "đưa", "mời", "lấy", "xin", "nắm", "dành"]
)
NOT_ACTING = frozenset(  # after a body these tell of the past or of what the body is: no charge
    [
        "đã",
        "là",
        "được",
        "bị",
        "và",
        "đang",
        "vẫn",
        "cũng",
        "còn",
        "thì",
        "mà",
        "nêu",
        "này",
        "sẽ",
        "hoặc",
        "của",
        "tại",
        "về",
        "ở",
        "gồm",
        "bao",
        "từ",
        "vừa",
        "rất",
        "chưa",
        "không",
        "luôn",
        "đều",
        "với",
        "cho",
        "do",
        "để",
    ]
)
