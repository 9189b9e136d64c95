/** What can be done with a conversation besides answering it: the buttons for it, and their keys. */
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import type { IconName } from "../../kit/icons/icon.tsx";
import { forAria, spoken } from "../../kit/key-names.ts";
import { useShortcuts } from "../../kit/keys.ts";
import { useDesk } from "../desk.ts";
import type { Choice } from "../people/choose.tsx";
import { choose, people } from "../people/late.ts";
import type { Conversation } from "./conversations.ts";
import type { OpenConversation } from "./open.ts";
import { askToClose, closeAndGoOn, closing } from "./closings.ts";
import { askToSnooze } from "./snoozing.ts";

interface Move {
  name: string;
  icon: IconName;
  run: () => void;
}

const KEYS: Record<string, string> = {
  transfer: "Alt+t",
  invite: "Alt+i",
  hold: "Alt+h",
  resume: "Alt+h",
  snooze: "Alt+z",
  bring_back: "Alt+z",
};
/** Two that are one button, which keeps the focus. */
const TWINS: Record<string, string> = { resume: "hold", bring_back: "snooze" };

export function Moves({ open }: { open: OpenConversation }) {
  const { conversation, desk } = open;
  const moves = conversation && !open.closing ? movesFor(open, conversation) : [];
  const names = moves.map(({ name }) => name).join(" ");
  const mayClose = Boolean(conversation && !open.closing && desk.conversations.isMine(conversation));
  // Whoever has a conversation before them closes it, or hands it on: what asks how is there when the key is pressed.
  useEffect(() => void Promise.all([closing.come(), people.come()]), []);
  useShortcuts(() =>
    moves.filter(({ name }) => name in KEYS).map(({ name, run }) => ({
      keys: KEYS[name],
      label: () => t(`moves.${name}`),
      whileTyping: true,
      run,
    })), [names]);
  useShortcuts(() =>
    mayClose
      ? [
        { keys: "Alt+e", label: () => t("conversation.close"), whileTyping: true, run: () => void askToClose(open) },
        { keys: "Alt+d", label: () => t("keys.close_and_next"), whileTyping: true, run: () => void closeAndGoOn(open) },
      ]
      : [], [mayClose]);
  return (
    <>
      <div class="moves" role="group" aria-label={t("moves.label")}>
        {moves.map(({ name, icon, run }) => (
          <WithWords
            key={TWINS[name] ?? name}
            icon={icon}
            words={t(`moves.${name}`)}
            move={name}
            keys={KEYS[name]}
            onClick={run}
          />
        ))}
      </div>
      {mayClose && (
        <WithWords
          icon="check"
          words={t("conversation.close")}
          keys="Alt+e"
          onClick={() => void askToClose(open)}
        />
      )}
    </>
  );
}

interface WithWordsProps {
  icon: IconName;
  words: string;
  move?: string;
  /** The usual keys for it. */
  keys?: string;
  disabled?: boolean;
  onClick: () => void;
}

/** A button whose words go where there is no room for them. */
export function WithWords({ icon, words, move, keys = "", disabled = false, onClick }: WithWordsProps) {
  const own = useDesk().keys.of(keys);
  return (
    <Button
      small
      icon={icon}
      aria-label={words}
      aria-keyshortcuts={forAria(own)}
      title={own ? `${words} · ${spoken(own)}` : words}
      data-move={move}
      disabled={disabled}
      onClick={onClick}
    >
      <span>{words}</span>
    </Button>
  );
}

function movesFor(open: OpenConversation, conversation: Conversation): Move[] {
  const { session, conversations } = open.desk;
  const mine = conversations.isMine(conversation);
  const mayHandOn = mine && session.can("conversations.transfer");
  const mayReassign = conversation.state !== "closed" && session.can("conversations.reassign") &&
    session.agent.scope !== "own";
  const mayTake = conversation.state === "waiting" && session.can("conversations.take");
  const choosing = session.can("people.see");
  const held = conversation.held_at !== null;
  const all: Array<Move | false> = [
    mayHandOn && choosing && { name: "transfer", icon: "transfer", run: () => askTransfer(open) },
    mayHandOn && choosing && { name: "invite", icon: "invite", run: () => askInvite(open) },
    mayHandOn && !held && { name: "hold", icon: "pause", run: () => void open.hold() },
    mayHandOn && held && { name: "resume", icon: "play", run: () => void open.resume() },
    mine && !conversation.snoozed && { name: "snooze", icon: "clock", run: () => void askToSnooze(open) },
    mine && conversation.snoozed && { name: "bring_back", icon: "undo", run: () => void open.bringBack() },
    conversations.isGuest(conversation) && { name: "leave", icon: "leave", run: () => void open.leave() },
    mayReassign && choosing && !mine &&
    { name: "reassign", icon: "reassign", run: () => askReassign(open) },
    mayReassign && !mine && !mayTake && { name: "take_over", icon: "take_over", run: () => void takeOver(open) },
  ];
  return all.filter((each): each is Move => each !== false);
}

function askTransfer(open: OpenConversation): void {
  const { colleagues, agentId } = open.desk;
  void choose({ kind: "transfer", colleagues, agentId, exceptIds: [agentId], act: (choice) => open.transfer(choice) });
}

function askInvite(open: OpenConversation): void {
  const { colleagues, agentId } = open.desk;
  const exceptIds = [agentId, ...(open.conversation?.guests ?? []).map(({ id }) => id)];
  void choose({ kind: "invite", colleagues, agentId, exceptIds, act: (choice) => open.invite(toAgent(choice)) });
}

function askReassign(open: OpenConversation): void {
  const { colleagues, agentId } = open.desk;
  const exceptIds = [open.conversation?.agent?.id];
  void choose({ kind: "reassign", colleagues, agentId, exceptIds, act: (choice) => open.reassign(toAgent(choice)) });
}

const toAgent = ({ agent_id: id, ...more }: Choice) => ({ ...more, agent_id: id! });

function takeOver(open: OpenConversation): Promise<void> {
  const { conversations, session } = open.desk;
  return open.takeOver(() =>
    confirmed({
      title: t("take_over.full.title"),
      paragraphs: [
        t("take_over.full.body", { count: conversations.serving.length, capacity: session.agent.capacity }),
      ],
      confirm: t("take_over.full.confirm"),
      danger: false,
    })
  );
}
