"""The audit log's seals (F7): what is sent away when a day is sealed, so that its past can be checked by it."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording

SEALS: dict[str, dict[str, Wording]] = {
    "audit_sealed": {
        ZH: Wording(
            subject="{day} 的审计日志封印",
            heading="{day} 的审计日志已封存",
            lead="请保留这封邮件：以后用下面的封印即可查验，这一天以及之前的审计记录是否被改动、删除或补写。",
            rows=(("日期（UTC）", "day"), ("记录数", "acts"), ("封印", "chain")),
            closing="在管理后台的“审计日志”中可以查验，运维人员也可以用封印核对整份日志。",
            sms="{day} 的审计日志封印：{chain}",
        ),
        EN: Wording(
            subject="Seal of the audit log of {day}",
            heading="The audit log of {day} is sealed",
            lead="Keep this letter: by the seal below it can be checked later whether anything of that day or before "
            "it was changed, taken out or added.",
            rows=(("Day (UTC)", "day"), ("Acts", "acts"), ("Seal", "chain")),
            closing="It is checked in the administration under Audit log; operators check the whole log by it.",
            sms="Seal of the audit log of {day}: {chain}",
        ),
    },
}
