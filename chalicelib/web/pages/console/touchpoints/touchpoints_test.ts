/** A touch point in words; who corrects it says what was seen. */
import { equal } from "../../desk/headless.ts";
import type { TouchpointBesideView } from "../../desk/operations.ts";
import { meaning, Touchpoint, words } from "./touchpoints.ts";

const HELD: TouchpointBesideView = {
  about_id: "cnv_1",
  code: "WEB-A-01",
  by: null,
  version: 3,
  kind: null,
  flow_version: null,
  steps: [],
  may_correct: true,
  businesses: [{ code: "01", zh: "咨询", en: "Enquiry" }],
  channels: [{ code: "WEB", zh: "网页", en: "Web" }],
  brands: [],
};

Deno.test("a code is told in words, and as it is where its parts are gone", () => {
  equal(meaning(HELD, "en"), "Enquiry · Web");
  equal(meaning({ ...HELD, code: "FAX-A-09" }, "zh-CN"), "09 · FAX");
  equal(words({ zh: "问候", en: "" }, "en"), "问候");
});

Deno.test("who corrects says which version was seen, and an earlier answer is not shown over a later one", async () => {
  const asked: unknown[] = [];
  let answer: (held: TouchpointBesideView) => void = () => {};
  const touchpoint = new Touchpoint({
    read: () => new Promise((resolve) => answer = resolve),
    correct: (body) => {
      asked.push(body);
      return Promise.resolve({ ...HELD, code: "WEB-A-02", version: 4 });
    },
  });
  touchpoint.read();
  answer(HELD);
  await Promise.resolve();
  await Promise.resolve();
  const slow = touchpoint.read();

  const isCorrected = await touchpoint.correct("WEB-A-02");
  answer(HELD);

  equal([isCorrected, await slow], [true, false]);
  equal(asked, [{ code: "WEB-A-02", version: 3 }]);
  equal(touchpoint.held?.code, "WEB-A-02");
});
