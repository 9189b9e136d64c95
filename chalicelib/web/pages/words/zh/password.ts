/** 选择自己的密码。 */

export const words = {
  "password.title": "请设置您自己的密码",
  "password.why": "您现在的密码由管理员设置。请换成只有您自己知道的密码，然后开始工作。",
  "password.current": "当前密码",
  "password.new": "新密码",
  "password.again": "再次输入新密码",
  "password.submit": "修改并继续",
  "password.differs": "两次输入的新密码不一致。",
  "password.refused.current": "当前密码不正确。",
  "password.refused.new": "这个密码不能使用：{message}",
  "password.refused.other": "{message}",
  "password.weak.too_short": "密码至少需要 10 个字符。",
  "password.weak.too_long": "密码最多 128 个字符。",
  "password.weak.blank": "密码不能只有空格或看不见的字符。",
  "password.weak.too_simple": "这个密码太简单：请不要重复少数几个字符，也不要用连续的字符。",
  "password.weak.too_common": "这个密码太常见，很容易被猜到。请换一个，例如几个不相关的词。",
  "password.weak.about_you": "请不要用姓名、工号或邮箱作密码，也不要只在后面加几个字符。",
  "password.weak.same_as_before": "新密码不能和当前密码相同。",
  "password.failed.no_answer": "暂时连接不上服务器，请检查网络后重试。",
  "password.failed.too_many_attempts": "尝试次数过多，请在 {wait}后再试。",
  "password.failed.other": "密码没有修改成功，请重试。（{code}）",
};
