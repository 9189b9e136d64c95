/** What the card shows of orders, and the questions by which an agent finds out who a customer is. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { inOurLanguage, speak, type Spoken, t, tOf } from "../../desk/i18n.ts";
import type { CheckView, OrderView, VerifiedView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { Icon } from "../../kit/icons/icon.tsx";
import { Fact, Moment } from "../conversations/facts.tsx";
import type { OpenConversation } from "../conversations/open.ts";
import { newClientId } from "../outbox.ts";
import css from "./orders.css" with { type: "text" };
import { askingAbout, Orders, readAgain } from "./orders.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-orders.ts"),
  en: () => import("../../words/en/console-orders.ts"),
};
const LONGEST_NUMBER = 64;
const LONGEST_TOLD = 200;

/** Whether it has its words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);

export function OrdersTab({ open, isShown }: { open: OpenConversation; isShown: boolean }) {
  const { session, conversations } = open.desk;
  const orders = useMemo(() => {
    const reread = () => void readAgain(open.id, conversations);
    return new Orders(askingAbout(open.id), newClientId, reread);
  }, []);
  useEffect(() => {
    if (isShown) orders.open();
  }, [isShown]);
  const stamp = open.conversation?.verified;
  return (
    <div class="orders">
      {stamp && <Stamp stamp={stamp} />}
      {session.can("orders.look_up") && <LookUp orders={orders} />}
      <Body orders={orders} canCheck={Boolean(open.conversation && conversations.isOurs(open.conversation))} />
    </div>
  );
}

function Stamp({ stamp }: { stamp: VerifiedView }) {
  return (
    <p class="orders-stamp" role="status">
      <Icon name="check" />
      <span>{t("orders.verified", { by: agentName(stamp.by), at: dayAndTime(stamp.at), how: stamp.how })}</span>
    </p>
  );
}

function LookUp({ orders }: { orders: Orders }) {
  const field = useRef<HTMLInputElement>(null);
  const look = (event: SubmitEvent) => {
    event.preventDefault();
    void orders.look(field.current!.value.trim());
  };
  return (
    <form class="orders-look" role="search" onSubmit={look}>
      <label class="field">
        <span>{t("orders.number")}</span>
        <input ref={field} maxLength={LONGEST_NUMBER} dir="ltr" autocomplete="off" spellcheck={false} />
      </label>
      <Button small submits icon="search">{t("orders.look")}</Button>
    </form>
  );
}

function Body({ orders, canCheck }: { orders: Orders; canCheck: boolean }) {
  switch (orders.state) {
    case "loading":
      return <p class="card-word" role="status">{t("orders.loading")}</p>;
    case "failed":
      return <Failed orders={orders} />;
    case "asked":
      return <Check orders={orders} check={orders.check!} canCheck={canCheck} />;
    case "there":
      return <Found orders={orders} canCheck={canCheck} />;
  }
}

/** Why there is nothing, in the page's own words: what the shop itself says of it is for nobody here. */
function whyOf({ code, said }: Problem): string {
  if (code === "shop_unavailable") return tOf("orders.failed.shop", said.reason);
  return tOf("orders.failed", code, { code });
}

function Failed({ orders }: { orders: Orders }) {
  const { code } = orders.problem!;
  const isFinal = ["no_shop", "customer_unproved", "forbidden"].includes(code);
  const again = code === "nothing_to_check" ? "orders.back" : "orders.again";
  return (
    <div class="orders-failed">
      <p class={isFinal ? "card-word" : "note error"} role="alert">{whyOf(orders.problem!)}</p>
      {!isFinal && <Button small onClick={() => void orders.look()}>{t(again)}</Button>}
      {orders.number && <Own orders={orders} />}
    </div>
  );
}

/** Back from an order that was looked up. */
const Own = ({ orders }: { orders: Orders }) => (
  <Button small kind="quiet" onClick={() => void orders.look("")}>{t("orders.own")}</Button>
);

function Found({ orders, canCheck }: { orders: Orders; canCheck: boolean }) {
  const { at, orders: items, account } = orders.answer!;
  return (
    <>
      {orders.number && (
        <p class="orders-head">
          <bdi>{t("orders.of", { number: orders.number })}</bdi> <Own orders={orders} />
        </p>
      )}
      {items.length === 0 && <p class="card-word">{t("orders.none")}</p>}
      {items.length > 0 && <ul class="customer-list">{items.map((each) => <Order key={each.number} of={each} />)}</ul>}
      {account.length > 0 && (
        <>
          <h3>{t("orders.account")}</h3>
          <dl class="facts">
            {account.map(({ label, value }) => <Fact key={label} name={label}>{value}</Fact>)}
          </dl>
        </>
      )}
      <p class="orders-foot">
        <span>{t("orders.at", { at: dayAndTime(at) })}</span>
        <Button small onClick={() => void orders.look()}>{t("orders.again")}</Button>
        {canCheck && <Button small onClick={() => void orders.ask()}>{t("orders.check.open")}</Button>}
      </p>
    </>
  );
}

function Order({ of: { number, state, placed_at: placed, total, goods, logistics, refund } }: { of: OrderView }) {
  return (
    <li>
      <div class="order">
        <span class="customer-head">
          <b class="order-number" dir="ltr">{number}</b>
          <span class="chip" dir="auto">{state}</span>
        </span>
        <span class="customer-facts">
          {placed && <Moment at={placed} />}
          {total && <bdi>{total}</bdi>}
        </span>
        {goods.map(({ name, quantity }, index) => (
          <span key={index} class="order-item" dir="auto">{t("orders.item", { name, quantity })}</span>
        ))}
        {logistics && (
          <span class="order-line">
            <span>{t("orders.logistics")}</span>
            <span dir="auto">
              <bdi>{logistics.state}</bdi> {logistics.at && <Moment at={logistics.at} />}
              {(logistics.carrier || logistics.number) && (
                <bdi class="order-waybill">{[logistics.carrier, logistics.number].filter(Boolean).join(" ")}</bdi>
              )}
            </span>
          </span>
        )}
        {refund && (
          <span class="order-line">
            <span>{t("orders.refund")}</span>
            <span dir="auto">
              <bdi>{refund.state}</bdi> {refund.amount && <bdi>{refund.amount}</bdi>}{" "}
              {refund.at && <Moment at={refund.at} />}
            </span>
          </span>
        )}
      </div>
    </li>
  );
}

function Check({ orders, check, canCheck }: { orders: Orders; check: CheckView; canCheck: boolean }) {
  const { problem, isWrong } = orders;
  const isLocked = check.tries_left === 0 || problem?.code === "identity_check_locked";
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const told = [...new FormData(event.currentTarget as HTMLFormElement)].map(([id, text]) => [id, String(text)]);
    void orders.compare(Object.fromEntries(told));
  };
  const isDemanded = check.wanted && !check.verified;
  return (
    <form class="orders-check" onSubmit={send} aria-label={t("orders.check")}>
      <h3>{t("orders.check")}</h3>
      {orders.number && <p class="orders-head">{t("orders.of", { number: orders.number })}</p>}
      {isDemanded && <p class="card-word">{t("orders.check.first")}</p>}
      <p class="field-hint">{t("orders.check.hint", { needed: check.needed, count: check.facts.length })}</p>
      {!canCheck && <p class="card-word">{t("orders.check.not_yours")}</p>}
      {check.facts.map(({ fact_id: id, texts, way }) => (
        <label key={id} class="field">
          <span>{inOurLanguage(texts) ?? id}</span>
          <input
            name={id}
            maxLength={LONGEST_TOLD}
            dir="auto"
            autocomplete="off"
            spellcheck={false}
            inputMode={way === "last_four" ? "numeric" : undefined}
            disabled={isLocked || !canCheck}
          />
        </label>
      ))}
      {isWrong && <p class="note error" role="alert">{t("orders.check.wrong")}</p>}
      {problem && problem.code !== "identity_unverified" && !isLocked && (
        <p class="note error" role="alert">{whyOf(problem)}</p>
      )}
      {isLocked
        ? <p class="note error" role="alert">{t("orders.failed.identity_check_locked")}</p>
        : <p class="field-hint">{t("orders.check.left", { count: check.tries_left })}</p>}
      <div class="dialog-buttons">
        {orders.number && <Own orders={orders} />}
        {!isDemanded && <Button small onClick={() => void orders.look()}>{t("orders.back")}</Button>}
        <Button small submits kind="primary" disabled={orders.busy || isLocked || !canCheck}>
          {t("orders.check.compare")}
        </Button>
      </div>
    </form>
  );
}
