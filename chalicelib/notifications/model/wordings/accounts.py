"""What people are told about their own account (F7)."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import Wording

ACCOUNTS: dict[str, dict[str, Wording]] = {
    "password_invited": {
        "zh-CN": Wording(
            subject="{desk} 邀请您使用客服台",
            heading="欢迎加入 {desk}",
            lead="{name}，您好！{desk} 为您开通了客服账号，登录邮箱为 {email}。请打开下面的链接设置密码。",
            closing="链接七天内有效，只能使用一次，请勿转发。如果您不认识 {desk}，请忽略此邮件。",
            button=("设置密码", "url"),
            sms="{desk}为您开通了客服账号，请在邮件中设置密码。",
        ),
        "en": Wording(
            subject="{desk} invites you to its service desk",
            heading="Welcome to {desk}",
            lead="Hello {name}, {desk} has made an account for you. You sign in with {email}. Please open this link "
            "and choose a password.",
            closing="The link counts for seven days and once; do not pass it on. "
            "If you do not know {desk}, do nothing.",
            button=("Choose a password", "url"),
            sms="{desk} has made an account for you; choose a password by the link in our e-mail.",
        ),
    },
    "password_forgotten": {
        "zh-CN": Wording(
            subject="{desk}：重新设置密码",
            heading="重新设置密码",
            lead="{name}，您好！有人（应该是您）申请重新设置 {desk} 客服账号 {email} 的密码。请打开链接设置新密码。",
            closing="链接一小时内有效，只能使用一次，请勿转发。如果不是您本人申请，请忽略此邮件，密码不会改变。",
            button=("设置新密码", "url"),
            sms="请在{desk}的邮件中重新设置密码。",
        ),
        "en": Wording(
            subject="{desk}: choose a new password",
            heading="Choose a new password",
            lead="Hello {name}, somebody, probably you, asked for a new password of the account {email} at {desk}. "
            "Please open this link and choose one.",
            closing="The link counts for an hour and once; do not pass it on. If it was not you, do nothing: your "
            "password stays as it is.",
            button=("Choose a new password", "url"),
            sms="Choose a new password by the link in the e-mail from {desk}.",
        ),
    },
}
