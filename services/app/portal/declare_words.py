"""The texts of the public form in Vietnamese, English and Chinese: the only page in three languages.

The warning is told word for word as on the official form (rule book 3.1); the others are its translations.
"""

from typing import Literal

FormLanguage = Literal["vi", "en", "zh"]
LANGUAGES: dict[FormLanguage, str] = {"vi": "Tiếng Việt", "en": "English", "zh": "中文"}

WARNING = "Khuyến cáo: Khai báo thông tin sai là vi phạm pháp luật Việt Nam và có thể xử lý hình sự"

WORDS: dict[str, tuple[str, str, str]] = {
    "title": (
        "Khai báo y tế – di chuyển nội địa", "Health declaration – domestic travel", "健康申报 – 国内出行",
    ),
    "warning": (
        "",
        "Warning: declaring false information violates Vietnamese law and may be prosecuted.",
        "警告：虚假申报违反越南法律，可能被追究刑事责任。",
    ),
    "must": ("Bắt buộc", "Required", "必填"),
    "person": ("Người khai", "The person", "申报人"),
    "full_name": ("Họ tên (ghi chữ IN HOA)", "Full name (capital letters)", "姓名（大写）"),
    "id_number": ("Số hộ chiếu / CMND / CCCD", "Passport or identity card number", "护照 / 身份证号码"),
    "birth_year": ("Năm sinh", "Year of birth", "出生年份"),
    "sex": ("Giới tính", "Sex", "性别"),
    "male": ("Nam", "Male", "男"),
    "female": ("Nữ", "Female", "女"),
    "other": ("Khác", "Other", "其他"),
    "nationality": ("Quốc tịch", "Nationality", "国籍"),
    "address": ("Địa chỉ liên lạc tại Việt Nam", "Address in Vietnam", "在越南的联系地址"),
    "addr_province": ("Tỉnh thành", "Province", "省 / 市"),
    "addr_district": ("Quận huyện", "District", "郡 / 县"),
    "addr_commune": ("Phường xã", "Commune", "坊 / 乡"),
    "addr_detail": (
        "Số nhà, phố, tổ dân phố/thôn/đội", "House number, street, hamlet", "门牌号、街道、居民组 / 村",
    ),
    "phone": ("Điện thoại", "Telephone", "电话"),
    "email": ("Email", "E-mail", "电子邮箱"),
    "insurance_no": ("Số thẻ bảo hiểm y tế", "Health insurance number", "医疗保险卡号"),
    "journey": ("Thông tin đi lại", "The journey", "行程信息"),
    "vehicle_type": ("Phương tiện", "Means of travel", "交通工具"),
    "plane": ("Máy bay", "Plane", "飞机"),
    "train": ("Tàu hỏa", "Train", "火车"),
    "coach": ("Xe khách", "Coach", "客车"),
    "boat": ("Tàu thuyền", "Boat", "船舶"),
    "own": ("Cá nhân", "Own vehicle", "个人车辆"),
    "flight_no": ("Mã hiệu chuyến bay", "Flight number", "航班号"),
    "vehicle_no": ("Số phương tiện (biển số)", "Vehicle number (plate)", "车辆号码（车牌）"),
    "seat": ("Số ghế", "Seat", "座位号"),
    "depart_date": ("Ngày khởi hành", "Day of departure", "出发日期"),
    "from_area": ("Nơi đi (tỉnh, huyện)", "From (province, district)", "出发地（省、县）"),
    "from_place": ("Điểm đi", "From (place)", "出发地点"),
    "to_area": ("Nơi đến (xã, phường)", "To (commune)", "目的地（坊、乡）"),
    "to_place": ("Điểm đến", "To (place)", "到达地点"),
    "places": (
        "Trong vòng 14 ngày qua, Anh/Chị có đến tỉnh/thành phố, quốc gia/vùng lãnh thổ nào?",
        "Which provinces, countries or territories were you in within the last 14 days?",
        "过去14天内，您到过哪些省市、国家或地区？",
    ),
    "stay_place": ("Nơi đã đến", "Place", "到过的地点"),
    "stay_area": ("Thuộc tỉnh, huyện", "Province, district", "所属省、县"),
    "stay_from": ("Từ ngày", "From", "开始日期"),
    "stay_to": ("Đến ngày", "To", "结束日期"),
    "health": ("Sức khỏe và tiếp xúc", "Health and contacts", "健康与接触情况"),
    "any_symptom": (
        "Trong vòng 14 ngày qua có ít nhất một dấu hiệu: sốt, ho, khó thở, viêm phổi, đau họng, mệt mỏi?",
        "Any of these within the last 14 days: fever, cough, short breath, pneumonia, sore throat, fatigue?",
        "过去14天内是否出现以下任一症状：发热、咳嗽、呼吸困难、肺炎、咽痛、乏力？",
    ),
    "contact": (
        "Trong vòng 14 ngày qua có tiếp xúc với:",
        "Within the last 14 days, were you in contact with:",
        "过去14天内，您是否接触过：",
    ),
    "exp_case": (
        "Người bệnh hoặc nghi ngờ mắc COVID-19",
        "A person with COVID-19 or suspected of it",
        "新冠肺炎患者或疑似患者",
    ),
    "exp_country": (
        "Người từ nước có bệnh COVID-19",
        "A person from a country with COVID-19",
        "来自有新冠疫情国家的人员",
    ),
    "exp_ill": (
        "Người có biểu hiện sốt, ho, khó thở, viêm phổi",
        "A person with fever, cough, short breath or pneumonia",
        "有发热、咳嗽、呼吸困难、肺炎症状的人员",
    ),
    "yes": ("Có", "Yes", "是"),
    "no": ("Không", "No", "否"),
    "pledge": (
        "Tôi cam kết đi thẳng về nơi lưu trú, báo y tế địa phương, chấp hành và trả chi phí của biện pháp.",
        "I will go straight to my lodging, tell the local health station, obey and pay for the measures.",
        "我承诺直接前往住宿地、向当地卫生机构报告，并遵守防疫措施及承担相关费用。",
    ),
    "send": ("Gửi tờ khai", "Send the declaration", "提交申报"),
    "choose": ("– chọn –", "– choose –", "– 请选择 –"),
    "provinces": ("Tỉnh, thành phố", "Provinces", "省市"),
    "districts": ("Huyện giáp ranh", "Districts nearby", "邻近县市"),
    "inside": ("Trong tỉnh", "Inside this province", "本省"),
    "refused": (
        "Chưa gửi được; xin sửa những ô sau:",
        "Not sent; please mend these fields:",
        "未能提交，请更正以下内容：",
    ),
    "done": ("Đã nhận tờ khai", "Declaration received", "已收到申报"),
    "show": (
        "Đưa mã này cho chốt cùng giấy tờ tùy thân. Hãy lưu ảnh: mã dùng được cả khi không có mạng.",
        "Show this code at the post together with your paper. Save the picture: it works without a network.",
        "请在检查站出示此二维码及身份证件。请保存图片：无网络时也可使用。",
    ),
    "valid_until": ("Có giá trị đến", "Valid until", "有效期至"),
    "code_of": ("Mã tờ khai", "Declaration code", "申报编号"),
    "receipt": ("Biên nhận", "Receipt", "回执"),
    "save": ("Lưu ảnh mã", "Save the picture", "保存二维码图片"),
    "noticed": ("Lưu ý của hệ thống", "The system noticed", "系统提示"),
    "again": ("Khai tờ khác", "Another declaration", "再次申报"),
}  # fmt: skip


def worded(language: FormLanguage, key: str) -> str:
    """One text of the form."""
    return WORDS[key][list(LANGUAGES).index(language)]
