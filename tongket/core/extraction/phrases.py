"""The phrases by which clauses are told apart: what charges, what introduces, what only tells or closes. No rules."""

from __future__ import annotations

import re

from tongket.core.extraction.lexicon import UPPER

IDLE = re.compile(  # sections that tell, aim or define, and charge nobody
    r"(?:mục đích|yêu cầu|mục tiêu|quan điểm|phạm vi|đối tượng|nguyên tắc|căn cứ|tình hình|kết quả|đánh giá"
    r"|tồn tại|hạn chế|nguyên nhân"
    r"|thực trạng|sự cần thiết|bối cảnh|khái quát|tầm nhìn|chỉ tiêu|cơ sở|giải thích|dự báo|bài học"
    r"|những kết quả|về kết quả|hiệu lực"
    r"|mục đích, yêu cầu|thời gian|địa điểm|thành phần|nội dung hội|kinh phí khen|tiêu chí|phương châm"
    r"|định hướng|khen thưởng|hình thức)"
)
TELLING = re.compile(
    r"(?:ghi nhận|đánh giá|biểu dương|thống nhất với|đồng ý|cơ bản thống|thay mặt|sau khi nghe|tham dự|tại cuộc"
    r"|ngày \d|trong những|qua \d|thời gian qua|vừa qua|trong \d+ tháng|hoan nghênh|căn cứ |xét |chúc mừng)"
)
GENERIC = re.compile(
    r"(?:(?:chủ động|tích cực|khẩn trương|tập trung|nghiêm túc|quyết liệt|phối hợp|chủ trì|chỉ đạo|triển khai"
    r"|tổ chức|thực hiện|hiệu quả|ngay|có|tốt|đồng bộ|nghiêm|đầy đủ|kịp thời|và|theo chức năng[^:]*?|,"
    r"|có trách nhiệm|cụ thể|khẩn trương|thẩm quyền|quan tâm|nhiệm vụ được giao|trong phạm vi[^:]*?)[ ,]*)*"
    r"(?:thêm |tốt |(?:một số|các|những)? ?(?:nhiệm vụ|nội dung|giải pháp|công việc|việc|biện pháp)[^:.]{0,140}"
    r"|như sau|sau|sau đây|cụ thể như sau|để|:)*:?"
)
CLOSING = re.compile(
    r"(?:căn cứ [^;.]{0,40} )?(?:nghiêm túc|nghiêm chỉnh|quan tâm|phối hợp|chịu trách nhiệm|có trách nhiệm"
    r"|căn cứ|triển khai|tổ chức|thực hiện|thi hành|quán triệt|chấp hành|biết|và|,|để|đầy đủ|kịp thời"
    r"|khẩn trương|tích cực|chủ động|quyết liệt|trân trọng|chỉ đạo|cùng|xem xét"
    r"|nội dung|các nội dung|kết luận|chỉ thị|công điện|kế hoạch|quyết định|nghị quyết|thông báo|công văn"
    r"|văn bản|quy định|quy chế|hướng dẫn|chương trình|này|nêu trên|trên|theo|đúng|nghiêm|hiệu quả|có|của|tại"
    r"|kể từ ngày ký|\./|[ .,;/])+"
)
NOTICE = re.compile(
    r"(?:xin )?(?:trân trọng )?thông báo(?:[^.]{0,40}(?:để|đến|tới|cho)\b|[ ./]*$)|có hiệu lực"
    r"|(?:xin )?trân trọng (?:cảm ơn|kính)"
)
CHARGED = re.compile(
    r",? ?(?:cần|phải|chỉ đạo|có trách|tập trung|chủ động|khẩn trương|tiếp tục|tổ chức|triển khai|thực hiện|phối hợp"
    r"|chủ trì|rà soát|theo chức)"
)
AIMS = re.compile(r"(?:mục tiêu|chỉ tiêu|kết quả)(?: chính| chủ yếu| cụ thể| như sau| sau đây| sau|,)*:$")
TOPIC = re.compile(r"(?:về|đối với) [^:;.]{2,80}: ")
HEADED = re.compile(
    r"(?:(?P<role>trách nhiệm(?: thực hiện)? của|nhiệm vụ của)|đối với|phân công|đề nghị:?)"
    r"(?: các cơ quan:| các đơn vị:)? "
)
ASKED = re.compile(r"(?:đề nghị|yêu cầu)\b")
ASKED_YOU = re.compile(r"(?:trân trọng |kính )?(?:đề nghị|mong) quý ")
TROUBLE = re.compile(
    r"(?:trong quá trình|quá trình|trong thời gian|nếu (?:có|phát)|trường hợp|khi có"
    r"|mọi)[^.;]{0,120}?(?:khó khăn|vướng mắc|phát sinh|vượt thẩm quyền|sửa đổi, bổ sung|đề nghị)"
)
SENTENCE = re.compile(
    rf"[.!?…”] +(?=[{UPPER}“])|; +(?=giao |đề nghị |yêu cầu |trường hợp |Giao |Đề nghị |Yêu cầu )"
    rf"|; +(?=(?P<other>Bộ|Sở) [{UPPER}])"
)
NO_END = ("TP.", "Tp.", "tr.", "Th.", "P.", "Q.")
SLOT = re.compile(
    r"[-+* ]*(?:(?:các |cơ quan|đơn vị|về|phân công|đầu mối)[ ,]*)*(?P<lead>chủ trì(?: tham mưu)?(?: thực hiện)?"
    r"|cơ quan thực hiện|đơn vị thực hiện|thực hiện)? ?"
    r"(?P<support>phối hợp(?: thực hiện)?)?(?P<due>thời gian(?: thực hiện| hoàn thành| triển khai)?"
    r"|thời hạn(?: thực hiện| hoàn thành)?|tiến độ(?: thực hiện)?|lộ trình|hoàn thành)?"
    r"(?P<product>(?:kết quả,? )?sản phẩm(?: đầu ra| dự kiến)?|kết quả(?: đầu ra"
    r"| dự kiến)?)?(?P<task>nhiệm vụ(?: cụ thể)?|nội dung(?: thực hiện| công việc)?)? ?: ?"
)
LED_IN_SLOT = re.compile(r",? ?(?:là (?:cơ quan|đơn vị) )?(?:chủ trì|phối hợp)\b")
ASKS = re.compile(
    r"(?:báo cáo|thống kê|cung cấp|tổng hợp|rà soát|cập nhật|số liệu)[^.]*(?:nội dung|số liệu|thông tin|chỉ tiêu"
    r"|nhóm)[^.:]{0,60}:\s*$"
)
MEASURED = re.compile(
    r"(?P<unit>số|tổng số|số lượng|tổng|tỷ lệ|tỉ lệ|diện tích|kinh phí|nhu cầu|danh sách|giá trị|khối lượng"
    r"|thiệt hại|ước|mức|sản lượng|chiều dài|thời gian|tình hình|kết quả|dự kiến|công suất|doanh thu)\b"
)
