"""Why a row is not taken, in both languages. Pure."""

from __future__ import annotations

from collections.abc import Mapping

WHY: Mapping[str, tuple[str, str]] = {
    "needed": ("必填", "Needed"),
    "invalid": ("不符合要求", "Does not hold"),
    "broken": ("这一行无法读取", "The line cannot be read"),
    "too_many_cells": ("列数比表头多", "More cells than columns"),
    "too_long": ("内容过长", "Too long"),
    "too_many": ("数量过多", "Too many"),
    "bad_id": ("编号不能用作外部编号", "Cannot be an external id"),
    "not_text": ("应为文字", "Should be a text"),
    "not_json": ("应为 JSON 数组", "Should be a JSON list"),
    "not_a_number": ("应为数字", "Should be a number"),
    "not_yes_or_no": ("应为是或否", "Should be yes or no"),
    "not_a_time": ("无法识别的时间", "Not a time"),
    "not_a_time_here": ("时间超出允许范围", "A time before 1970, or ahead"),
    "shortened": (
        "数字被表格软件写成了科学计数，位数已丢失",
        "A spreadsheet has shortened the number: digits are gone",
    ),
    "unknown_plan": ("没有这个方案", "There is no such plan"),
    "unknown_level": ("没有这个等级", "There is no such level"),
    "unknown_channel": ("没有这种联系方式", "There is no such channel"),
    "unknown_field": ("没有这个字段", "There is no such field"),
    "not_a_choice": ("不是可选的值", "None of its choices"),
    "open_conversation": ("客户正在会话中，稍后再导入一次", "In a conversation now: import it again later"),
    "several": ("客户由几个访客合并而成，请在客户卡片中修改", "Merged from several: change it on their card"),
    "erased": ("客户的个人信息已删除，不再导入", "The customer was erased: nothing of theirs is taken in again"),
    "same_as": ("与已有客户的联系方式相同，可能是同一人", "Reached as somebody else is: likely the same person"),
    "differs": ("与系统中的内容不一致", "The desk has something else"),
    "beyond_your_rights": ("超出你的权限", "Beyond your rights"),
    "forbidden": ("没有权限", "Not allowed"),
    "email_taken": ("邮箱已被使用", "Somebody has this address"),
    "number_taken": ("工号已被使用", "Somebody has this number"),
    "shortcut_taken": ("快捷码已被使用", "The shortcut is taken"),
    "shelf_full": ("常用语已满", "No room for more phrases"),
    "not_yours": ("不在你的管理范围", "Out of your reach"),
    "second_person_needed": ("需由他人审核发布", "Somebody else has to publish it"),
    "picture_missing": ("文中的图片不在文件中", "A picture that the text shows is not in the file"),
    "wrong_state": ("当前状态不允许", "Not in a state for this"),
    "changed_meanwhile": ("刚被他人修改", "Somebody else changed it just now"),
}


def why_in(language: str, why: str) -> str:
    """In words of this language; what has none stays as it is."""
    zh, en = WHY.get(why, (why, why))
    return zh if language.startswith("zh") else en
