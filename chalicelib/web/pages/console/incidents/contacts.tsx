/** How many contacts there were in each ten minutes, of long ones in each hour or day: bars, and a table. */
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { WholeIncident } from "../../desk/operations.ts";

/** Bars that are drawn; what was before is in the table. */
const MOST_BARS = 72;

type Contacts = WholeIncident["contacts"];

/** Also the spans (in seconds) in which there were none, the last ones. Pure. */
export function barsOf(contacts: Contacts, span: number): Contacts {
  if (!contacts.length) return [];
  const known = new Map(contacts.map((each) => [Date.parse(each.at), each.contacts]));
  const [first, last] = [Date.parse(contacts[0].at), Date.parse(contacts.at(-1)!.at)];
  const long = span * 1000;
  const begin = Math.max(first, last - (MOST_BARS - 1) * long);
  return Array.from({ length: (last - begin) / long + 1 }, (_, at) => {
    const moment = begin + at * long;
    return { at: new Date(moment).toISOString(), contacts: known.get(moment) ?? 0 };
  });
}

export function Contacts({ incident: { contacts, span_seconds: span } }: { incident: WholeIncident }) {
  const bars = barsOf(contacts, span);
  const most = Math.max(1, ...bars.map((each) => each.contacts));
  const total = contacts.reduce((sum, each) => sum + each.contacts, 0);
  return (
    <section class="incident-part" aria-labelledby="incident-contacts">
      <h3 id="incident-contacts">
        {t(`incident.contacts.${span}`)} <small>{t("incident.contacts.total", { count: total })}</small>
      </h3>
      {bars.length === 0 ? <p class="quiet">{t("incident.contacts.none")}</p> : (
        <>
          <div class="incident-bars" aria-hidden="true">
            {bars.map(({ at, contacts: count }) => (
              <span key={at} title={`${dayAndTime(at)} · ${count}`} style={{ height: `${(count / most) * 100}%` }} />
            ))}
          </div>
          <p class="incident-axis" aria-hidden="true">
            <span>{dayAndTime(bars[0].at)}</span>
            <span>{t("incident.contacts.most", { count: most })}</span>
            <span>{dayAndTime(bars.at(-1)!.at)}</span>
          </p>
          <details>
            <summary>{t("incident.contacts.table")}</summary>
            <table class="incident-table">
              <thead>
                <tr>
                  <th scope="col">{t("incident.contacts.from")}</th>
                  <th scope="col">{t("incident.contacts.count")}</th>
                </tr>
              </thead>
              <tbody>
                {contacts.map(({ at, contacts: count }) => (
                  <tr key={at}>
                    <td>{dayAndTime(at)}</td>
                    <td>{count}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}
