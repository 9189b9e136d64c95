/** A moment that is planned elsewhere is written by the clock there, and says where. */
import "../build/as_in_a_browser.ts";
import { timeIn } from "./format.ts";
import { equal } from "./headless.ts";
import { language } from "./i18n.ts";

Deno.test("a moment elsewhere is written with that place's day, hour and name, wherever the browser is", async () => {
  await language.choose("en");
  const there = [timeIn("Asia/Shanghai", "2026-11-29T23:30:00Z"), timeIn("America/New_York", "2026-11-29T23:30:00Z")];

  await language.choose("zh-CN");
  const chinese = timeIn("Asia/Shanghai", "2026-11-29T23:30:00Z");

  equal(there, ["Nov 30, 2026, 07:30 China Standard Time", "Nov 29, 2026, 18:30 Eastern Time"]);
  equal(chinese.includes("2026年11月30日") && chinese.includes("07:30") && chinese.includes("中国"), true);
});
