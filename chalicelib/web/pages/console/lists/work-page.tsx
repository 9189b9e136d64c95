/** The middle pane of a piece of work: a message, a follow-up. What it says has the focus when it is opened. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { classes, IconButton } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";

interface WorkPageProps {
  label: string;
  /** What the content is called for those who do not see it. */
  contentLabel: string;
  class?: string;
  title: ComponentChildren;
  moves: ComponentChildren;
  /** What is said while there is nothing to show, or no longer. */
  word: string | null;
  foot: ComponentChildren;
  children: ComponentChildren;
}

export function WorkPage({ label, contentLabel, class: own, title, moves, word, foot, children }: WorkPageProps) {
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Who walks along the sections by keys goes on there: some show something at once.
    if (!document.activeElement?.closest(".rail")) body.current?.focus();
  }, []);
  return (
    <section class={classes("conversation", "message-page", own)} aria-label={label}>
      <header class="conversation-head">
        <BackButton />
        <div class="conversation-title">{title}</div>
        {moves}
      </header>
      {word && <p class="log-word">{word}</p>}
      <div class="message-body" tabIndex={0} role="group" aria-label={contentLabel} ref={body}>{children}</div>
      <div class="conversation-foot">{foot}</div>
    </section>
  );
}

/** Back to the lists, where there is no room for both. */
export function BackButton() {
  const { selection } = useDesk();
  return <IconButton class="back" icon="back" label={t("conversation.back")} onClick={() => selection.choose(null)} />;
}
