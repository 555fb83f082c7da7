"""What a table calls roles, departments, trades and skills: in Chinese, as the screens do; the codes are read, too."""

from enum import StrEnum
from typing import TypeVar

from fieldapp.domain.people import Department, Role, Skill, Trade

Word = TypeVar("Word", bound=StrEnum)

ROLE_WORDS = {
    Role.TECHNICIAN: "服务人员", Role.SUPERVISOR: "主管", Role.DESK: "客服前台", Role.CASHIER: "收费",
    Role.OPERATIONS: "运营中心经理", Role.GENERAL: "总经理", Role.HEAD: "总公司", Role.ADMIN: "管理员",
}  # fmt: skip
DEPARTMENT_WORDS = {
    Department.REPAIR: "维修", Department.CLEANING: "环境", Department.BUTLER: "管家部", Department.ENGINEERING: "工程",
    Department.CUSTOMER_CENTRE: "客户中心", Department.OFFICE: "办公室",
}  # fmt: skip
TRADE_WORDS = {
    Trade.PLUMBER: "水工", Trade.ELECTRICIAN: "电工", Trade.CARPENTER: "木工", Trade.LOCKSMITH: "锁匠",
    Trade.HEATING: "暖通", Trade.APPLIANCE: "家电", Trade.BUILDER: "泥瓦", Trade.CLEANER: "保洁",
    Trade.GARDENER: "园艺", Trade.ERRANDS: "代办",
}  # fmt: skip
SKILL_WORDS = {
    Skill.WATERPROOFING: "防水", Skill.REFRIGERANT: "制冷剂", Skill.LOW_VOLTAGE: "弱电", Skill.HEIGHT: "高处作业",
    Skill.STONE_CARE: "石材养护",
}  # fmt: skip


def readable(words: dict[Word, str]) -> dict[str, Word]:
    """Everything that a cell may say: the word, or the code."""
    return {word: member for member, word in words.items()} | {member.value: member for member in words}


def listed(members: frozenset[Word], words: dict[Word, str]) -> str:
    """Several of them in one cell, as they are read again; always in the same order."""
    return ",".join(word for member, word in words.items() if member in members)
