"""What an agent's words promise by when, and what only looks like it."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.followups.model.promising import due_at, spoken
from tests.plans.weeks import SHANGHAI, utc

NOW = utc("2026-11-27T02:00")  # Friday, 10:00 in Shanghai

PROMISES = {
    # what is said                                              by when there       by which channel
    "明天上午十点给您回电": "Sat 28 10:00 phone",
    "好的，明天上午十点半给您回电话。": "Sat 28 10:30 phone",
    "我们会在明天下午3点前联系您": "Sat 28 15:00 phone",
    "您好！后天给您答复。": "Sun 29 18:00 chat",
    "稍后给您回电": "Fri 27 11:00 phone",
    "我查一下，一会儿回复您": "Fri 27 11:00 chat",
    "两小时内给您答复": "Fri 27 12:00 chat",
    "2个小时之内给您回复": "Fri 27 12:00 chat",
    "半小时后给您打电话": "Fri 27 10:30 phone",
    "一个半小时内给您反馈": "Fri 27 11:30 chat",
    "十五分钟内回电给您": "Fri 27 10:15 phone",
    "24小时内会有同事联系您": "Sat 28 10:00 phone",
    "下周一上午9点给您发邮件": "Mon 30 09:00 email",
    "周日晚上八点给您打电话": "Sun 29 20:00 phone",
    "星期六给您发短信通知": "Sat 28 18:00 sms",
    "今晚8点前给您答复": "Fri 27 20:00 chat",
    "今天下午给您回电": "Fri 27 18:00 phone",
    "明早给您回电": "Sat 28 09:00 phone",
    "明天三点给您回电": "Sat 28 15:00 phone",
    "12月1日上午给您答复": "Tue 01 12:00 chat",
    "30号下午两点一刻给您致电": "Mon 30 14:15 phone",
    "三天内给您答复": "Mon 30 10:00 chat",
    "一两天内给您答复": "Sun 29 10:00 chat",
    "两三天内给您答复": "Mon 30 10:00 chat",
    "两三个小时内给您答复": "Fri 27 13:00 chat",
    "十二三分钟后给您回电": "Fri 27 10:13 phone",
    "二三十分钟内给您回电": "Fri 27 10:30 phone",
    "十十分钟内给您回电": "Fri 27 10:10 phone",
    "明天上午十点四五给您回电": "Sat 28 10:45 phone",
    "我14:30给您回电": "Fri 27 14:30 phone",
    "I'll call you back tomorrow at 10": "Sat 28 10:00 phone",
    "I will call you tomorrow at 3:30 pm.": "Sat 28 15:30 phone",
    "We'll get back to you within two hours.": "Fri 27 12:00 chat",
    "Sorry about that. I'll email you by 5pm today.": "Fri 27 17:00 email",
    "I’ll ring you on Monday at 9 am": "Mon 30 09:00 phone",
    "We will let you know by tomorrow morning": "Sat 28 12:00 chat",
    "Let me get back to you in half an hour": "Fri 27 10:30 chat",
    "I'll text you in 20 minutes": "Fri 27 10:20 sms",
    "I'm going to call you back later today": "Fri 27 18:00 phone",
    "I'll get back to you shortly": "Fri 27 10:30 chat",
    "We will contact you next Tuesday at noon": "Tue 01 12:00 chat",
    "I'll have an answer by the end of the day": "Fri 27 18:00 chat",
    "I will follow up tomorrow afternoon at 4": "Sat 28 16:00 chat",
    "I'll send you the invoice by e-mail tomorrow": "Sat 28 18:00 email",
    "We'll call you tonight at 8": "Fri 27 20:00 phone",
}
OTHERS = (
    "您好，请问有什么可以帮您？",
    "明天上午十点您方便接电话吗？",
    "您可以明天上午十点再联系我们",
    "请您明天上午十点致电客服热线",
    "昨天下午三点已经给您回电了",
    "刚才给您打过电话",
    "很抱歉，明天无法给您回电",
    "我们周末不会给您打电话",
    "如果明天还没收到，我们给您回电",
    "快递明天上午送到",
    "营业时间是上午九点到下午六点",
    "明天见",
    "订单将在48小时内发货",
    "我给您回电",
    "尽快给您回复",
    "今天上午九点给您回电",
    "发票已于11月20日发到您的邮箱",
    "这款水壶1.5升，明天有活动",
    "方便的话明天联系我",
    "明天上午十点给您回电可以吗？",
    "谢谢您的耐心等待",
    "您稍后可以在订单页查看",
    "How can I help you?",
    "You can call us tomorrow at 10",
    "Please call us tomorrow between 9 and 5",
    "I called you yesterday at 10",
    "I can't call you tomorrow",
    "I will not be able to call you back today",
    "Will you call me back tomorrow at 10?",
    "Shall I call you back tomorrow at 10?",
    "Your parcel arrives tomorrow at 10",
    "We are open from 9 to 6",
    "I will call you",
    "I'll get back to you as soon as possible",
    "If it breaks again I'll call you within two hours",
    "I already wrote to you within two hours",
    "I'll be here until 6",
    "Talk to you later",
    "I'll call you back at 9 am today",
    "See you tomorrow at 10!",
)

PIECES = [
    *"给您回电明天下周一二三十百两零点半分号月日小时内后0123459:：上午晚 ",
    "I'll call you ",
    " at ",
    " in ",
    " days",
    "pm",
]


@pytest.mark.parametrize("text", PROMISES)
def test_a_promise_is_recognised_with_its_time_and_channel(text: str) -> None:
    said = spoken(text)

    at = due_at(said, NOW, SHANGHAI) if said is not None else None

    assert said is not None
    assert at is not None
    assert f"{at.astimezone(ZoneInfo(SHANGHAI)):%a %d %H:%M} {said.channel}" == PROMISES[text]


@pytest.mark.parametrize("text", OTHERS)
def test_what_promises_nothing_or_not_by_a_time_to_come_is_left_alone(text: str) -> None:
    said = spoken(text)

    at = due_at(said, NOW, SHANGHAI) if said is not None else None

    assert at is None


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=200, deadline=None)
def test_whatever_is_written_is_read_without_an_accident(text: str) -> None:
    said = spoken(text)

    at = due_at(said, NOW, SHANGHAI) if said is not None else None

    assert at is None or at > NOW


def test_the_same_words_mean_the_desks_own_clock() -> None:
    said = spoken("明天上午十点给您回电")
    assert said is not None

    shanghai, london = due_at(said, NOW, SHANGHAI), due_at(said, NOW, "Europe/London")

    assert shanghai is not None
    assert london is not None
    assert london - shanghai == timedelta(hours=8)
