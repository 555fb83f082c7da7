"""The demo branch's directory of providers outside the company."""

from uuid import UUID

from fieldapp.domain.base import new_id
from fieldapp.domain.outside import OutsideContact

DIRECTORY = (
    ("燃气", "Gas", "城市燃气客服", "95158"),
    ("宽带", "Broadband", "电信客服", "10000"),
    ("家电售后", "Appliance service", "家电联保服务", "4006990000"),
    ("搬家、搬钢琴", "Moving, pianos", "安捷搬家", "0571-55550123"),
    ("家具维修", "Furniture repair", "老木匠家具", "0571-55550168"),
)


def contacts(branch_id: UUID) -> list[OutsideContact]:
    """Five of them."""
    return [
        OutsideContact(id=new_id(), branch_id=branch_id, trade_zh=zh, trade_en=en, name=name, phone=phone)
        for zh, en, name, phone in DIRECTORY
    ]
