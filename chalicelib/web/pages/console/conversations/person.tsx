/** The visitor's name and level on top of the card. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { visitorName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { VisitorView } from "../../desk/operations.ts";
import { IconButton } from "../../kit/button.tsx";
import type { Conversation } from "./conversations.ts";
import { LevelBadge, VisitorMark } from "./marks.tsx";
import type { OpenConversation } from "./open.ts";
import { PersonForm } from "./person-form.tsx";

export interface PersonProps {
  open: OpenConversation;
  conversation: Conversation;
  visitor: VisitorView;
}

export function Person(props: PersonProps) {
  const { open, conversation, visitor } = props;
  const isEdited = useSignal(false);
  const wasEdited = useRef(false);
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (wasEdited.current && !isEdited.value) element.current?.querySelector<HTMLElement>(".icon-button")?.focus();
    wasEdited.current = isEdited.value;
  }, [isEdited.value]);
  if (isEdited.value) {
    return (
      <div class="card-who" ref={element}>
        <PersonForm {...props} onDone={() => isEdited.value = false} />
      </div>
    );
  }
  return (
    <div class="card-who" ref={element}>
      <VisitorMark {...conversation} />
      <div class="card-name">
        <h2 dir="auto">{visitorName(conversation)}</h2>
        {open.desk.answers && (
          <IconButton
            icon="pencil"
            label={t("person.edit")}
            onClick={() => isEdited.value = true}
          />
        )}
      </div>
      <LevelBadge level={visitor.level ?? conversation.level} />
      {visitor.visits > 0 && <p>{t("card.visits.count", { count: visitor.visits })}</p>}
    </div>
  );
}
