"""The code by which customers see what a protected link leads to (F8)."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording

SENSITIVE: dict[str, dict[str, Wording]] = {
    "protected_code": {
        ZH: Wording(
            subject="{plan} 验证码 {code}",
            heading="验证码 {code}",
            lead="请在打开的页面上输入验证码 {code}，查看客服发给您的号码。",
            closing="验证码 {minutes} 分钟内有效，只能使用一次，请勿告诉任何人。如果不是您本人操作，请忽略。",
            sms="验证码 {code}，{minutes} 分钟内有效，请勿告诉任何人。",
        ),
        EN: Wording(
            subject="{plan}: your code is {code}",
            heading="Your code is {code}",
            lead="Enter the code {code} on the page that you opened, to see the numbers we have sent you.",
            closing="It counts for {minutes} minutes and once; tell it to nobody. If it was not you, do nothing.",
            sms="Your code is {code}. It counts for {minutes} minutes; tell it to nobody.",
        ),
    },
}
