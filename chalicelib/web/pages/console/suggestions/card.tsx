/** Articles beside a conversation: fetched when one that goes on is looked at, or the tab is opened first. */
import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import { pages } from "./late.ts";
import type { OpenConversation } from "../conversations/open.ts";

export function KnowledgeTab(props: { open: OpenConversation; onInserted: () => void }) {
  const late = pages.use();
  return late ? <late.KnowledgeTab {...props} /> : <p class="card-word" role="status">{t("card.loading")}</p>;
}

/** The three best articles for what the visitor wrote last, once they are in sight. */
export function Suggested(props: { open: OpenConversation; onMore: () => void }) {
  const element = useRef<HTMLDivElement>(null);
  const inSight = useSignal(false);
  useEffect(() => {
    const observer = new IntersectionObserver((seen) => {
      inSight.value = seen.some(({ isIntersecting }) => isIntersecting);
      if (inSight.value) void pages.come();
    });
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  const late = pages.there;
  return (
    <div ref={element} class="suggested-place">{late && <late.Suggested {...props} inSight={inSight.value} />}</div>
  );
}
