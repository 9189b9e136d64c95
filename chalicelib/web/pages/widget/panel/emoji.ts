/** A small choice of emoji; any other comes from the visitor's own keyboard. */
export const EMOJI =
  "😀 😄 😊 🙂 😉 😍 🥰 😘 😋 😎 🤔 😅 😂 🤣 😭 😢 😔 😳 😱 😡 👍 👎 👌 🙏 👏 💪 🤝 👋 ❤️ 💔 🌹 🎉 🎁 ☕ 🍵 🌟 🔥 ✅ ❌ ❓"
    .split(" ");
