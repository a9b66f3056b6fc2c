"""Those who sign in to the demonstration: one of each role. Their password is known to everybody."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.flow.organisation.actors import Role

PASSWORD = "hoa dao no som"  # noqa: S105 (printed on the demonstration's sign-in page)


@dataclass(frozen=True, slots=True)
class Person:
    """A sign-in: the name, who it stands for, what they may do, and at which unit: the province or a commune of it."""

    username: str
    full_name: str
    role: Role
    unit: str = "Lào Cai"
    of_committee: bool = False


PEOPLE = (
    Person("can-bo-xa", "Cán bộ xã Bảo Hà", Role.OFFICIAL, "Bảo Hà, Lào Cai"),
    Person("can-bo-xa-2", "Cán bộ xã Bắc Hà", Role.OFFICIAL, "Bắc Hà, Lào Cai"),
    Person("lanh-dao-xa", "Chủ tịch UBND xã Bát Xát", Role.UNIT_HEAD, "Bát Xát, Lào Cai"),
    Person("thu-ky", "Thư ký Ban Chỉ đạo", Role.SECRETARY, of_committee=True),
    Person("truong-ban", "Trưởng Ban Chỉ đạo", Role.CHAIR, of_committee=True),
    Person("uy-vien", "Uỷ viên Ban Chỉ đạo", Role.MEMBER, of_committee=True),
    Person("quan-tri", "Quản trị tài khoản", Role.ADMINISTRATOR),
    Person("kiem-tra", "Người kiểm tra", Role.AUDITOR),
)
