/** The right pane: who the visitor is, and the facts of this conversation. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, duration, localeName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { Late } from "../../desk/late.ts";
import type { FollowUpView, VisitorView } from "../../desk/operations.ts";
import { Avatar } from "../../kit/avatar.tsx";
import { Button, IconButton } from "../../kit/button.tsx";
import { Address } from "../../kit/linked.tsx";
import { say } from "../../kit/toasts.tsx";
import { placeOf } from "../followups/followups.ts";
import { Blocking } from "./blocking.tsx";
import type { Categories } from "./categories.ts";
import { Customer } from "./customer.ts";
import { CustomerPanel, CustomerTabs } from "./customer.tsx";
import type { Conversation } from "./conversations.ts";
import { explainAssignment } from "./explanation.tsx";
import { FieldsPart } from "./custom-fields.tsx";
import { Email, Fact, Mobile, Moment } from "./facts.tsx";
import { PlanMark } from "./marks.tsx";
import { MergingPart } from "./merging.tsx";
import { MakeTicketButton } from "../tickets/late.tsx";
import { OrdersTab } from "../orders/late.tsx";
import { AgreementsPart } from "../agreements/late.tsx";
import { WishesPart } from "../wishes/late.tsx";
import { TouchpointPart } from "../touchpoints/late.tsx";
import { KnowledgeTab, Suggested } from "../suggestions/card.tsx";
import type { OpenConversation } from "./open.ts";
import { Person } from "./person.tsx";
import { ConversationRating } from "./rating.tsx";
import { RecordSection } from "./record.tsx";

const planning = new Late(() => import("../followups/plan.tsx"));

export function Card({ open, onClose }: { open: OpenConversation; onClose: () => void }) {
  const { conversation, desk, failed } = open;
  const { session } = desk;
  const hasOrders = Boolean(conversation && desk.plans.hasOrders(conversation.plan_key));
  const customer = useMemo(() => new Customer(open.id, session), []);
  const merged = conversation?.visitor?.merged.join() ?? "";
  useEffect(() => customer.again(), [merged]);
  const about = conversation?.visitor && (
    <>
      {session.can("conversations.answer") && <ConversationRating transcript={open.transcript} />}
      <Proven visitor={conversation.visitor} />
      <VisitorFacts conversation={conversation} visitor={conversation.visitor} />
      {session.can("conversations.answer") && <FieldsPart open={open} visitor={conversation.visitor} />}
      {session.can("customers.wishes") && <WishesPart open={open} visitor={conversation.visitor} />}
      {session.can("conversations.answer") && <AgreementsPart visitorId={conversation.visitor.visitor_id} />}
      {session.can("followups.work") && <PlanButton open={open} conversation={conversation} />}
      <MakeTicketButton wide beginning={{ origin: { kind: "conversation", id: open.id } }} />
      <h3>{t("card.conversation")}</h3>
      <ConversationFacts conversation={conversation} categories={desk.categories} />
      <TouchpointPart key={open.id} id={open.id} stands={`${conversation.state} ${conversation.category ?? ""}`} />
      {conversation.owner && session.can("assignment.explain") && <WhyButton open={open} />}
      {session.can("visitors.merge") && <MergingPart open={open} visitor={conversation.visitor} />}
      {session.can("visitors.block") && <Blocking open={open} visitor={conversation.visitor} />}
    </>
  );
  return (
    <aside class="card" aria-label={t("card.label")}>
      <IconButton class="card-close" icon="cross" label={t("card.close")} onClick={onClose} />
      <div class="card-body">
        {!conversation?.visitor && <p class="card-word">{t(failed ? "card.failed" : "card.loading")}</p>}
        {conversation?.visitor && <Person open={open} conversation={conversation} visitor={conversation.visitor} />}
        <RecordSection open={open} />
        {conversation?.state === "open" && session.can("conversations.answer") && (
          <Suggested
            open={open}
            onMore={() => customer.choose("knowledge")}
          />
        )}
        {conversation?.visitor && session.can("conversations.answer") && (
          <CustomerTabs customer={customer} orders={hasOrders} />
        )}
        {conversation?.visitor && (
          <CustomerPanel
            customer={customer}
            selection={desk.selection}
            about={about}
            knowledge={<KnowledgeTab open={open} onInserted={onClose} />}
            orders={<OrdersTab open={open} isShown={customer.tab === "orders"} />}
          />
        )}
      </div>
    </aside>
  );
}

/** What the website proved of its user. */
function Proven({ visitor }: { visitor: VisitorView }) {
  const attributes = Object.entries(visitor.attributes ?? {});
  if (!visitor.user_id) return null;
  return (
    <dl class="facts">
      <Fact name={t("customer.proven")}>{visitor.user_id}</Fact>
      {attributes.map(([name, value]) => (
        <Fact key={name} name={name}>{typeof value === "boolean" ? t(`customer.${value}`) : String(value)}</Fact>
      ))}
    </dl>
  );
}

function VisitorFacts({ conversation, visitor }: { conversation: Conversation; visitor: VisitorView }) {
  const locale = visitor.locale ?? conversation.locale;
  const page = visitor.page ?? conversation.page;
  const at = { operation: "read_conversation", names: { conversation_id: conversation.conversation_id } };
  return (
    <dl class="facts">
      <Fact name={t("card.mobile")}>
        {visitor.mobile &&
          [visitor.mobile, ...visitor.also_mobiles ?? []].map((each) => (
            <div key={each}>
              <Mobile number={each} at={at} />
            </div>
          ))}
      </Fact>
      <Fact name={t("card.email")}>
        {visitor.email &&
          [visitor.email, ...visitor.also_emails ?? []].map((each) => (
            <div key={each}>
              <Email address={each} at={at} />
            </div>
          ))}
      </Fact>
      <Fact name={t("person.preferred")}>
        {visitor.preferred_channel && t(`person.channel.${visitor.preferred_channel}`)}
      </Fact>
      <Fact name={t("person.refused")}>
        {visitor.refused_channels?.length > 0 &&
          visitor.refused_channels.map((each) => <div key={each}>{t(`person.channel.${each}`)}</div>)}
      </Fact>
      <Fact name={t("customer.tagged")}>
        {visitor.tags?.length > 0 && visitor.tags.map((tag) => <span key={tag} class="chip" dir="auto">{tag}</span>)}
      </Fact>
      <Fact name={t("card.first_seen")}>
        <Moment at={visitor.first_seen_at} />
      </Fact>
      <Fact name={t("card.last_seen")}>
        <Moment at={visitor.last_seen_at} />
      </Fact>
      <Fact name={t("card.locale")}>{locale && localeName(locale)}</Fact>
      <Fact name={t("card.page")}>{page ? <Address address={page} /> : t("card.unknown")}</Fact>
      <Fact name={t("card.referrer")}>
        {visitor.referrer ? <Address address={visitor.referrer} /> : t("card.unknown")}
      </Fact>
      <Fact name={t("card.id")}>
        <code>{visitor.visitor_id ?? conversation.visitor_id}</code>
      </Fact>
    </dl>
  );
}

interface ConversationFactsProps {
  conversation: Conversation;
  categories: Categories;
}

function ConversationFacts({ conversation, categories }: ConversationFactsProps) {
  const { agent, owner, guests, held_at: held, closed_at: closed, category, category_id: filed } = conversation;
  return (
    <dl class="facts">
      <Fact name={t("card.plan")}>
        <PlanMark plan={conversation.plan_key} />
      </Fact>
      <Fact name={t("card.started")}>
        <Moment at={conversation.started_at} />
      </Fact>
      <Fact name={t("card.first_reply")}>{firstReply(conversation)}</Fact>
      <Fact name={t("card.agent")}>{agent ? <Agent person={agent} /> : t("card.unknown")}</Fact>
      <Fact name={t("card.owner")}>{owner ? <Agent person={owner} /> : t("card.unknown")}</Fact>
      <Fact name={t("card.guests")}>
        {guests.length > 0 && guests.map((each) => <Agent key={each.id} person={each} />)}
      </Fact>
      <Fact name={t("card.held")}>{held && <Moment at={held} />}</Fact>
      <Fact name={t("card.ended")}>{closed && <Moment at={closed} />}</Fact>
      <Fact name={t("card.category")}>{categories.nameOf(filed, category)}</Fact>
    </dl>
  );
}

function Agent({ person }: { person: NonNullable<Conversation["agent"]> }) {
  return (
    <span class="fact-line">
      {person.name && <Avatar name={person.name} picture={person.picture} />}
      <bdi>{agentName(person)}</bdi>
    </span>
  );
}

function firstReply({ first_reply_at: reply, started_at: start }: Conversation): string {
  if (!reply) return t("card.first_reply.none");
  const ms = new Date(reply).getTime() - new Date(start).getTime();
  return t("card.first_reply.after", { duration: duration(ms) });
}

function PlanButton({ open, conversation }: { open: OpenConversation; conversation: Conversation }) {
  const { followUps, selection, agentId } = open.desk;
  const planned = (followUp: FollowUpView) => {
    followUps.learn(followUp);
    followUps.wake();
    const run = () => selection.choose(placeOf(followUp.followup_id));
    say(t("planning.done"), { action: { label: t("planning.show"), run } });
  };
  const ask = async () => {
    const late = await planning.come();
    late?.planFollowUp({ conversation, agentId, followUps, planned });
  };
  return <Button small wide class="plan-button" icon="phone" onClick={() => void ask()}>{t("planning.open")}</Button>;
}

function WhyButton({ open }: { open: OpenConversation }) {
  const { conversations, agentId } = open.desk;
  const isMine = conversations.isMine(open.conversation!);
  return (
    <Button small wide class="why-button" icon="why" onClick={() => explainAssignment(open.id, agentId)}>
      {t(isMine ? "why.me" : "why.this")}
    </Button>
  );
}
