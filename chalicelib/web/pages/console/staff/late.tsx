/** Staff files: fetched when one is opened, or when there is something new in one's own. */
import { useEffect } from "preact/hooks";
import { Late } from "../../desk/late.ts";
import { after } from "../../desk/timer.ts";
import { t } from "../../desk/i18n.ts";
import type { AgentRef } from "../../desk/operations.ts";
import { type Desk, useDesk } from "../desk.ts";
import { WithWords } from "../conversations/moves.tsx";
import { Coming } from "../lists/coming.tsx";
import { type About, staffOf, type View } from "./place.ts";
import { newsOf } from "./news.ts";

const SOON_MS = 6000;
const pages = new Late(() => import("./pages.ts"));

export function StaffPage(props: { view: View }) {
  const late = pages.use();
  return late ? <late.StaffPage key={props.view} {...props} /> : <Coming />;
}

/** Above everything while something in one's own file is new. */
export function NewInFile() {
  const desk = useDesk();
  const news = newsOf(desk);
  const isNew = news.isSaid;
  useEffect(() => {
    const cancel = after(SOON_MS, () => news.start());
    return () => {
      cancel();
      news.stop();
    };
  }, []);
  useEffect(() => isNew ? void pages.come() : undefined, [isNew]);
  const late = pages.there;
  return late && isNew && staffOf(desk.selection.place) !== "own" ? <late.NewsBar news={news} /> : null;
}

async function enterAbout(desk: Desk, about: About): Promise<void> {
  await (await pages.come())?.enterInFile(desk, about);
}

/** Enters something in the file of whoever has, or had, a conversation or a ticket. */
export function EnterButton({ agent, ...thing }: { agent: AgentRef | null } & Omit<About, "agent">) {
  const desk = useDesk();
  if (!desk.session.can("staff.enter") || !agent?.id || agent.id === desk.agentId) return null;
  return (
    <WithWords
      icon="file"
      words={t("staff.enter_about")}
      onClick={() => void enterAbout(desk, { ...thing, agent })}
    />
  );
}
