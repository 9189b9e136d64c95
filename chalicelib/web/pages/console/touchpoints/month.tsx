/** The flow conformance rate of an agent's month, which steps failed, and the conversations behind it. */
import { useEffect, useMemo } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { speak, type Spoken, t, tOf } from "../../desk/i18n.ts";
import { valueWritten } from "../../desk/performance.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { placeOf as placeOfTicket } from "../tickets/place.ts";
import { type Contact, FlowMonth as Model } from "./flows.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-touchpoints.ts"),
  en: () => import("../../words/en/console-touchpoints.ts"),
};

/** Whether it has its words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

export function FlowMonth({ agent, month }: { agent: string; month: string }) {
  const flows = useMemo(() => new Model(agent, month), [agent, month]);
  useEffect(() => void flows.read(), [flows]);
  const { results, problem, contacts } = flows;
  return (
    <section class="flow-month" aria-busy={flows.busy} aria-label={t("touchpoint.rate")}>
      {problem && (
        <p class="note error" role="alert">
          {t("touchpoint.failed")} <Button small onClick={() => void flows.read()}>{t("touchpoint.again")}</Button>
        </p>
      )}
      {!results && !problem && <p role="status">{t("touchpoint.loading")}</p>}
      {results && (
        <>
          <p>
            <b>{valueWritten("share", results.numbers.rate)}</b> {t("touchpoint.rate.of", { ...results.numbers })}
          </p>
          {results.failed.length > 0 && (
            <ul class="chips" aria-label={t("touchpoint.steps.failed")}>
              {results.failed.map(({ check, failed }) => (
                <li key={check} class="chip waiting">
                  {t("touchpoint.step.failed", { check: tOf("touchpoint.check", check, { check }), count: failed })}
                </li>
              ))}
            </ul>
          )}
          <label class="tick">
            <input
              type="checkbox"
              checked={flows.failed}
              onChange={(event) => void flows.show(event.currentTarget.checked)}
            />{" "}
            <span>{t("touchpoint.only_failed")}</span>
          </label>
          {contacts.length === 0 && <p class="quiet">{t("touchpoint.contacts.none")}</p>}
          {contacts.length > 0 && <Contacts contacts={contacts} />}
          {flows.more && (
            <Button wide disabled={flows.busy} onClick={() => void flows.readOn()}>{t("lists.more")}</Button>
          )}
        </>
      )}
    </section>
  );
}

const Contacts = ({ contacts }: { contacts: Contact[] }) => (
  <div class="report-scroll" tabIndex={0} role="region" aria-label={t("touchpoint.contacts")}>
    <table class="report-table">
      <caption class="unseen">{t("touchpoint.contacts")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("touchpoint.contact")}</th>
          <th scope="col">{t("touchpoint.at")}</th>
          <th scope="col">{t("touchpoint")}</th>
          <th scope="col">{t("touchpoint.verdict")}</th>
        </tr>
      </thead>
      <tbody>{contacts.map((each) => <Line key={each.about_id} of={each} />)}</tbody>
    </table>
  </div>
);

function Line({ of }: { of: Contact }) {
  const { selection } = useDesk();
  const place = of.kind === "ticket" ? placeOfTicket(of.about_id) : of.about_id;
  return (
    <tr>
      <th scope="row">
        <LinkButton onClick={() => selection.choose(place, { step: true })}>
          {t(`touchpoint.thing.${of.kind}`)} {of.about_id.slice(-6)}
        </LinkButton>
      </th>
      <td>{dayAndTime(of.at)}</td>
      <td>{of.code === "none" ? t("touchpoint.none") : of.code}</td>
      <td>
        {of.verdict !== "not_kept" && t(`touchpoint.verdict.${of.verdict}`)}
        <span class="flow-failed">
          {of.failed.map((check) => (
            <span key={check} class="chip waiting">{tOf("touchpoint.check", check, { check })}</span>
          ))}
        </span>
      </td>
    </tr>
  );
}
