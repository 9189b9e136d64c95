/** Emoji that people use when they help others, each with words to find it by, in both languages. */
const LIST = `😀 笑 开心 smile happy grin
😄 大笑 laugh happy
😊 微笑 害羞 smile blush
🙂 微笑 smile
😉 眨眼 wink
😍 喜欢 爱 love eyes
🥰 喜爱 love hearts
😘 亲亲 kiss
😋 好吃 yummy tasty
😎 酷 cool sunglasses
🤔 思考 想 think hmm
😅 尴尬 汗 sweat phew
😂 笑哭 laugh tears
🤣 笑翻 rofl laugh
😭 大哭 cry sob
😢 难过 流泪 sad cry tear
😔 失落 sad sorry
😳 脸红 惊讶 flushed
😱 惊恐 scream shock
😡 生气 angry
😮 惊讶 wow surprised
😴 困 睡 sleep tired
🤗 拥抱 hug
🤝 握手 合作 handshake deal
👍 赞 好 thumbs up good yes
👎 差 不好 thumbs down bad no
👌 好的 ok
🙏 谢谢 拜托 thanks please
👏 鼓掌 clap bravo
💪 加油 强 strong
👋 你好 再见 hello bye wave
🫡 收到 明白 salute
❤️ 爱心 喜欢 heart love
💔 心碎 broken heart
🌹 玫瑰 花 rose flower
🎉 庆祝 恭喜 party congratulations
🎁 礼物 gift present
☕ 咖啡 coffee
🍵 茶 tea
🌟 星 star
🔥 火 热门 fire hot
✅ 完成 对 done check yes
❌ 错 取消 no wrong cancel
❓ 问题 疑问 question
❗ 注意 重要 important
⚠️ 警告 注意 warning
⏳ 等待 稍候 wait hourglass
⏰ 时间 闹钟 time alarm
📅 日期 日历 date calendar
📦 包裹 快递 parcel package
🚚 物流 配送 delivery truck
🛒 购物车 下单 cart order
💰 钱 价格 money price
💳 付款 银行卡 pay card
🧾 发票 小票 receipt invoice
🔁 退换 换货 exchange repeat
↩️ 退货 返回 return back
🏷️ 优惠 标签 discount tag
📞 电话 phone call
📱 手机 mobile phone
💻 电脑 computer laptop
📧 邮件 mail email
📷 照片 相机 photo camera
🔗 链接 link
🔒 安全 锁 safe lock
🔑 密码 钥匙 password key
📍 地址 位置 address place
🏠 家 home house
🔧 修理 工具 repair tool
💡 建议 主意 idea tip
📝 记录 备注 note write
👀 看 查看 look eyes
☀️ 晴 sun
🌙 晚安 月亮 night moon
🐶 狗 dog
🐱 猫 cat`;

/** Each with its words. */
export const EMOJI: ReadonlyArray<readonly [string, string]> = LIST.split("\n").map((line) => {
  const [emoji, ...words] = line.split(" ");
  return [emoji, words.join(" ")] as const;
});
