/** A proposal that is sent. */
import { equal } from "../../desk/headless.ts";
import type { ProposalView } from "../../desk/operations.ts";
import { isSent } from "./models.ts";

const proposal = (id: string, answer: string) => ({ author: { id }, answer }) as unknown as ProposalView;

Deno.test("what one proposed before is not taken for what was just sent", () => {
  const typed = { title: "Tea", answer: "Eighty degrees.\nCall 13800138000. " };

  const sent = ["Eighty degrees.\nCall 13800138000.", "Eighty degrees.\nCall ***.", "Seventy degrees."].map((answer) =>
    isSent(proposal("agt_1", answer), "agt_1", typed)
  );

  equal(sent, [true, true, false]);
  equal(isSent(proposal("agt_2", typed.answer.trim()), "agt_1", typed), false);
});
