"""The accounts of the demo branch, as `make run` prints them: who is who in fieldapp/demo/cast.py."""

ACCOUNTS = {
    "desk, desk2": "客服前台 · front desk",
    "repair": "维修主管 · repair supervisor",
    "cleaning": "环境主管 · cleaning supervisor",
    "butler": "管家部主管 · supervisor of booking, errand and purchase",
    "tech1 … tech6": "维修 · technicians, repair",
    "tech7, tech8": "保洁 · technicians, cleaning",
    "tech9, tech10": "工程 · other engineering technicians",
    "tech11": "代办 · errands",
    "cashier": "收费 · money at the customer centre",
    "operations": "运营中心经理 · operations manager",
    "general": "总经理 · general manager",
    "head": "总公司 · head office",
    "admin": "管理员 · administrator",
}
