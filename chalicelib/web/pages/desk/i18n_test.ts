/** What a part of a page says that was fetched late is said like all the rest. */
import "../build/as_in_a_browser.ts";
import { equal } from "./headless.ts";
import { language, speak, t } from "./i18n.ts";

const inBoth = (zh: Record<string, string>, en: Record<string, string>) => ({
  "zh-CN": () => Promise.resolve({ words: zh }),
  en: () => Promise.resolve({ words: en }),
});

Deno.test("the words of a late part join those of the page, also in the language that is chosen later", async () => {
  await language.choose("en");
  await speak(inBoth({ page: "页面" }, { page: "Page" }));
  const before = t("part");

  const isSpoken = await speak(inBoth({ part: "部分" }, { part: "Part" }));
  const said = [t("page"), t("part")];
  await language.choose("zh-CN");

  equal([before, isSpoken, said], ["part", true, ["Page", "Part"]]);
  equal([t("page"), t("part")], ["页面", "部分"]);
});
