/** The admin page's beginning: its words, then whatever is to be seen. */
import { render } from "preact";
import { speak } from "../desk/i18n.ts";
import { App } from "./app.tsx";

const words = {
  "zh-CN": () => import("../words/zh/for-admin.ts"),
  en: () => import("../words/en/for-admin.ts"),
};

// Not awaited here: sections that are fetched later import from this file, and must not wait for it.
speak(words).then((spoken) => spoken && render(<App />, document.getElementById("app")!));
