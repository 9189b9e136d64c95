/** What leaders see to: what is to be judged, who lacks what, what is ordered. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { MemberView, TrainingOrderView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { type Desk, useDesk } from "../desk.ts";
import { Led } from "./models.ts";
import { AttemptLine, CertificateLine, OrderLine } from "./page.tsx";
import { askReason, orderAbout } from "./ordering.tsx";
import { State } from "./parts.tsx";

export function Leading() {
  const desk = useDesk();
  const led = useMemo(() => new Led(), []);
  useEffect(led.start, [led]);
  useEffect(() => desk.colleagues.follow(), []);
  const order = async () => {
    if (await orderAbout(desk, null, null)) void led.orders.look();
  };
  return (
    <>
      <section class="training-part" aria-labelledby="training-judging">
        <h3 id="training-judging">{t("training.judging")}</h3>
        <ul class="training-list">
          {led.judging.items.map((each) => (
            <li key={each.attempt_id}>
              <AttemptLine attempt={each} whose />
            </li>
          ))}
        </ul>
        <State list={led.judging} none={t("training.judging.none")} />
      </section>
      <section class="training-part" aria-labelledby="training-orders">
        <h3 id="training-orders">{t("training.orders")}</h3>
        <Button small icon="plus" onClick={() => void order()}>{t("training.order")}</Button>
        <ul class="training-list">
          {led.orders.items.map((each) => (
            <li key={each.order_id}>
              <OrderLine order={each} whose />
              {each.agent.id !== desk.agentId && <Cancel led={led} order={each} />}
            </li>
          ))}
        </ul>
        <State list={led.orders} none={t("training.orders.none")} />
      </section>
      <Members led={led} />
    </>
  );
}

function Cancel({ led, order }: { led: Led; order: TrainingOrderView }) {
  const cancel = async () => {
    if (await askReason("cancel", led.cancelling(order))) void led.orders.look();
  };
  const of = `${agentName(order.agent)} · ${order.title}`;
  return (
    <Button small icon="undo" aria-label={`${t("training.cancel")} ${of}`} onClick={() => void cancel()}>
      {t("training.cancel")}
    </Button>
  );
}

/** A group's members: what each lacks, and what they hold. */
function Members({ led }: { led: Led }) {
  const { colleagues } = useDesk();
  return (
    <section class="training-part" aria-labelledby="training-members">
      <h3 id="training-members">{t("training.members")}</h3>
      <label class="field training-group">
        <span>{t("training.group")}</span>
        <select value={led.group} onChange={(event) => led.choose(event.currentTarget.value)}>
          <option value="">{t("training.group.choose")}</option>
          {colleagues.groups.map(({ group_id: id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
      {led.group && (
        <>
          <ul class="training-list">
            {led.members.items.map((each) => (
              <li key={each.agent.id}>
                <MemberLine led={led} member={each} />
              </li>
            ))}
          </ul>
          <State list={led.members} none={t("training.members.none")} />
          <h4>{t("training.certificates")}</h4>
          <ul class="training-list">
            {led.certificates.items.map((each) => (
              <li key={each.certificate_id}>
                <CertificateLine certificate={each} whose />
              </li>
            ))}
          </ul>
          <State list={led.certificates} none={t("training.certificates.none")} />
        </>
      )}
    </section>
  );
}

function MemberLine({ led, member }: { led: Led; member: MemberView }) {
  const desk = useDesk();
  const { agent, barred, granted_until: granted, needs, ordered } = member;
  const lacking = needs.filter(({ lacks }) => lacks);
  const soon = needs.filter(({ lacks, lacks_from: from }) => !lacks && from !== null);
  const comma = t("training.comma");
  const named = (some: typeof needs) => some.map(({ course }) => course.title).join(comma);
  return (
    <>
      <p class="training-line">
        <bdi class="training-who">{agentName(agent)}</bdi>
        <span class={`chip ${barred ? "training-bad" : lacking.length ? "training-warn" : "training-good"}`}>
          {t(barred ? "training.member.barred" : lacking.length ? "training.member.granted" : "training.member.fine")}
        </span>
      </p>
      {lacking.length > 0 && <p dir="auto">{t("training.member.lacks", { courses: named(lacking) })}</p>}
      {soon.length > 0 && (
        <p class="training-facts" dir="auto">
          {t("training.member.soon", { courses: named(soon), at: dayAndTime(soon[0].lacks_from!) })}
        </p>
      )}
      {ordered.length > 0 && (
        <p class="training-facts" dir="auto">
          {t("training.member.ordered", { courses: ordered.map(({ title }) => title).join(comma) })}
        </p>
      )}
      {granted && <p class="training-facts">{t("training.member.until", { at: dayAndTime(granted) })}</p>}
      {agent.id !== desk.agentId && desk.session.can("presence.others") && lacking.length > 0 && (
        <Leave desk={desk} led={led} member={member} />
      )}
    </>
  );
}

function Leave({ led, member: { agent, granted_until: granted } }: { desk: Desk; led: Led; member: MemberView }) {
  const busy = useSignal(false);
  const allow = async () => {
    if (await askReason("grant", led.granting(agent.id!))) void led.members.look();
  };
  const end = async () => {
    busy.value = true;
    await led.endGrant(agent.id!);
    busy.value = false;
  };
  const label = t(granted ? "training.grant.end" : "training.grant");
  return (
    <Button
      small
      disabled={busy.value}
      aria-label={`${label} ${agentName(agent)}`}
      onClick={() => void (granted ? end() : allow())}
    >
      {label}
    </Button>
  );
}
