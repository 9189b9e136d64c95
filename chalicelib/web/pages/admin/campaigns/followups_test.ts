/** How far campaigns are is asked as long as somebody looks. */
import { equal, settled } from "../../desk/headless.ts";
import { FollowUps } from "./followups.ts";

function followUpsOf() {
  const desk = { asked: 0 };
  const running = { campaign_id: "1", last_run: { state: "running" } };
  const none = () => Promise.resolve({ items: [], next: null });
  const ask = {
    readCampaigns: () => Promise.resolve({ items: [running], next: null }),
    readCampaign: () => Promise.resolve(running).finally(() => desk.asked += 1),
    readFollowUpRules: none,
  };
  const known = () => Promise.resolve({ plans: [], groups: [], agents: [], dates: [], questionnaires: [] });
  return { followUps: new FollowUps(ask as never, known, 0), desk };
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await settled();
};

Deno.test("a run that goes on is asked about until the section is left", async () => {
  const { followUps, desk } = followUpsOf();
  await followUps.reading.reload();
  await turns();
  const whileOpen = desk.asked;

  followUps.leave();
  await settled();
  const atTheEnd = desk.asked;
  await turns();

  equal([whileOpen > 2, desk.asked - atTheEnd], [true, 0]);
});

Deno.test("what was still being read when the section was left is not asked about again", async () => {
  const { followUps, desk } = followUpsOf();
  const reading = followUps.reading.reload();
  followUps.leave();

  await reading;
  await turns();

  equal(desk.asked, 1);
});
