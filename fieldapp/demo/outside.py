"""The demo branch's directory of providers outside the company."""

from datetime import datetime
from uuid import UUID

from fieldapp.domain.base import new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.outside import OutsideContact

DIRECTORY = (
    ("燃气", "Gas", "城市燃气客服", "95158", "燃气管道、灶具、热水器，24 小时"),
    ("宽带", "Broadband", "电信客服", "10000", "宽带、机顶盒"),
    ("家电售后", "Appliance service", "家电联保服务", "4006990000", "空调、冰箱、洗衣机加氟、主板"),
    ("搬家、搬钢琴", "Moving, pianos", "安捷搬家", "0571-55550123", "钢琴、红木家具，要提前一天约"),
    ("家具维修", "Furniture repair", "老木匠家具", "0571-55550168", "实木家具翻新、换五金"),
)


def contacts(branch_id: UUID, *, at: datetime) -> list[OutsideContact]:
    """Five of them."""
    return [_contact(branch_id, at, *each) for each in DIRECTORY]


def _contact(branch_id: UUID, at: datetime, zh: str, en: str, name: str, phone: str, note: str) -> OutsideContact:
    contact = OutsideContact(id=new_id(), branch_id=branch_id)
    contact.say(Act.here(by_id=None, now=at), trade_zh=zh, trade_en=en, name=name, phone=phone, note=note)
    return contact
