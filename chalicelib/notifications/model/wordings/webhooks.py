"""Webhooks that were disabled by themselves (F10): what those who manage them hear."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording

WEBHOOKS: dict[str, dict[str, Wording]] = {
    "webhook_gone": {
        ZH: Wording(
            subject="Webhook 已停用：{description}",
            heading="对方表示不再接收，Webhook 已停用",
            lead="{host} 回答 410（已不存在），从现在起不再向它推送。",
            rows=(("接收方", "description"), ("主机", "host")),
            closing="如需恢复，请在管理后台的“Webhook”中重新启用，再重发停用期间未送达的推送。",
            sms="Webhook“{description}”回答 410，已停用。",
        ),
        EN: Wording(
            subject="A webhook was disabled: {description}",
            heading="The receiver is gone, so its webhook was disabled",
            lead="{host} answered 410 (gone): nothing is sent to it any more.",
            rows=(("Receiver", "description"), ("Host", "host")),
            closing="Enable it again in the administration under Webhooks, and send again what did not arrive.",
            sms="The webhook {description} answered 410 and was disabled.",
        ),
    },
    "webhook_failed": {
        ZH: Wording(
            subject="Webhook 已停用：{description}",
            heading="连续三天没有一次推送成功，Webhook 已停用",
            lead="向 {host} 的推送已连续三天全部失败，从现在起不再向它推送。",
            rows=(("接收方", "description"), ("主机", "host")),
            closing="请先排除对方的故障，再在管理后台的“Webhook”中重新启用，并重发未送达的推送。",
            sms="Webhook“{description}”连续三天失败，已停用。",
        ),
        EN: Wording(
            subject="A webhook was disabled: {description}",
            heading="Nothing has arrived for three days, so the webhook was disabled",
            lead="Everything that was sent to {host} in three days failed: nothing is sent to it any more.",
            rows=(("Receiver", "description"), ("Host", "host")),
            closing="Once the receiver works again, enable it in the administration under Webhooks, and send again "
            "what did not arrive.",
            sms="The webhook {description} failed for three days and was disabled.",
        ),
    },
}
