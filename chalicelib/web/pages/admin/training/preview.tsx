/** A course as its learners would see it. */
import { t } from "../../desk/i18n.ts";
import type { CoursePreviewView } from "../../desk/operations.ts";
import { Drawer } from "../parts/drawer.tsx";

/** What its lessons would show, as the desk makes it. */
export function Preview({ preview, close }: { preview: CoursePreviewView; close: () => void }) {
  return (
    <Drawer title={t("training.preview")} size="wide" onClose={close}>
      {!preview.lessons.length && <p class="quiet">{t("training.lessons.none")}</p>}
      {preview.lessons.map(({ lesson_id: id, title, html, phrases, spoken }) => (
        <article key={id} class="panel padded" aria-label={title}>
          <h3 dir="auto">{title}</h3>
          {/* deno-lint-ignore react-no-danger -- made of Markdown by the desk, which escapes whatever somebody wrote */}
          <div dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
          {phrases.map((each, at) => <p key={at} dir="auto">{t("training.phrase", { ...each })}</p>)}
          {spoken.map(({ side, text }, at) => (
            <p key={at} dir="auto">
              <b>{t(`training.side.${side}`)}</b> {text}
            </p>
          ))}
        </article>
      ))}
    </Drawer>
  );
}
