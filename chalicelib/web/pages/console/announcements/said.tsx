/** What an announcement says, the same in its page and in the dialog: its words, and what is answered alike. */
import { agentName, dayAndTime } from "../../desk/format.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { Code } from "../../desk/language.ts";
import type { AnnouncementInList, AnnouncementView, LinkedArticle } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { say } from "../../kit/toasts.tsx";
import { useDesk } from "../desk.ts";
import { lastConversation } from "./insert.ts";

export function Chips({ of }: { of: AnnouncementInList }) {
  return (
    <>
      {of.priority !== "normal" && (
        <span class={`chip announcement-${of.priority}`}>{t(`announcements.priority.${of.priority}`)}</span>
      )}
      {of.state !== "effective" && <span class="chip">{t(`announcements.state.${of.state}`)}</span>}
      {of.has_answer && <span class="chip announcement-answer">{t("announcements.answer")}</span>}
      {of.unread && of.state === "effective" && (
        <span class="chip announcement-unread">{t("announcements.unread")}</span>
      )}
    </>
  );
}

export function Facts({ of }: { of: AnnouncementView }) {
  const { since, expires_at: until, by, confirmed_at: confirmed, edition } = of;
  return (
    <p class="announcement-facts">
      <span>{t("announcements.by", { by: agentName(by), at: since ? dayAndTime(since) : "" })}</span>
      {until && <span>{t("announcements.until", { at: dayAndTime(until) })}</span>}
      {edition > 1 && <span>{t("announcements.edition", { edition })}</span>}
      {confirmed && <span>{t("announcements.confirmed_at", { at: dayAndTime(confirmed) })}</span>}
    </p>
  );
}

/** The desk writes it out so that nothing of it runs. */
export const Body = ({ html }: { html: string }) => (
  <div class="announcement-body" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
);

/** Phrases that say it already, of those that this agent has. */
function Phrases({ ids }: { ids: readonly string[] }) {
  const desk = useDesk();
  const conversation = lastConversation(desk);
  const mine = desk.phrases.all.filter(({ phrase_id: id }) => ids.includes(id));
  if (!mine.length) return null;
  return (
    <ul class="announcement-phrases" aria-label={t("announcements.phrases")}>
      {mine.map(({ phrase_id: id, title, text, language }) => (
        <li key={id}>
          <b dir="auto">{title}</b> <span dir="auto">{text}</span>
          {conversation && (
            <Button small onClick={() => void conversation.insert(text, language as Code)}>
              {t("announcements.insert", { visitor: conversation.visitor })}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Where more is said: the page that visitors read, of a website whose article it is. */
function Article({ of: { article_id: id, titles, plan_keys: plans } }: { of: LinkedArticle }) {
  const desk = useDesk();
  const plan = plans[0] ?? desk.plans.named[0]?.plan_key;
  const title = inOurLanguage(titles);
  return (
    <p class="announcement-article">
      {t("announcements.article")} {plan
        ? (
          <a href={`/help/${encodeURIComponent(plan)}/${encodeURIComponent(id)}`} target="_blank" rel="noopener">
            {title}
          </a>
        )
        : title}
    </p>
  );
}

/** What everybody answers alike: copied, or put into the reply of the conversation that was looked at last. */
export function Answer({ of }: { of: AnnouncementView }) {
  const desk = useDesk();
  const { answer } = of;
  if (!answer) return null;
  const conversation = lastConversation(desk);
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    say(t("announcements.copied"));
  };
  return (
    <section class="announcement-agreed" aria-label={t("announcements.answer")}>
      <h3>{t("announcements.answer")}</h3>
      {Object.entries(answer.texts).map(([language, text]) => (
        <div key={language} class="announcement-text">
          <p lang={language} dir="auto">{text}</p>
          <div class="announcement-moves" role="group" aria-label={t(`announcements.language.${language}`)}>
            <Button small onClick={() => void copy(text!)}>{t("announcements.copy")}</Button>
            {conversation && (
              <Button
                small
                kind="primary"
                onClick={() => void conversation.insert(text!, language as Code)}
              >
                {t("announcements.insert", { visitor: conversation.visitor })}
              </Button>
            )}
          </div>
        </div>
      ))}
      <Phrases ids={answer.phrase_ids} />
      {of.article && <Article of={of.article} />}
      {answer.shelf && (
        <p class="hint">{t("announcements.in_phrases", { shortcut: answer.shortcut ? `/${answer.shortcut}` : "" })}</p>
      )}
    </section>
  );
}
