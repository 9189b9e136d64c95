/** The words of the agreement: what counts, the draft in both languages, and publishing it. */
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { AgreementDraftShown, AgreementRecordView, AgreementView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { TextInput } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { BothLanguages } from "../plans/languages.tsx";
import { languageName, LANGUAGES } from "../plans/languages.ts";
import { Shown, useLeaving, useModel } from "../section.tsx";
import { Agreements, type Drafting } from "./model.ts";

const LONGEST_TITLE = 120;
const LONGEST_TEXT = 20_000;
const ROWS = 14;

export function Words() {
  const agreements = useModel(() => new Agreements());
  const leaving = useLeaving();
  const publish = async (drafting: Drafting) => {
    if (await openPublishing(drafting, leaving)) agreements.stored("agreement.published");
  };
  return (
    <Shown reading={agreements.reading}>
      {(drafting) => {
        const { form, record } = drafting;
        return (
          <>
            <p class="note info" role="status">{standing(record.published)}</p>
            <div class="panel padded">
              <FormView
                key={drafting.key}
                form={form}
                label={t("agreement.save")}
                laid
                beside={
                  <>
                    <Button onClick={() => preview(drafting.typed, leaving)}>{t("agreement.preview")}</Button>
                    <Button disabled={form.busy} onClick={() => void publish(drafting)}>
                      {t("agreement.publish")}
                    </Button>
                    {record.draft && (
                      <Button kind="quiet" onClick={() => void agreements.discard(drafting, leaving)}>
                        {t("agreement.discard")}
                      </Button>
                    )}
                    {record.published?.is_asked && (
                      <Button
                        kind="quiet"
                        onClick={() => void agreements.end(drafting, leaving)}
                      >
                        {t("agreement.end")}
                      </Button>
                    )}
                  </>
                }
              >
                <fieldset class="form-field" data-field="draft.titles">
                  <legend>{t("agreement.titles")}</legend>
                  <BothLanguages name="draft.titles" field={form.fields.draft.parts.titles} longest={LONGEST_TITLE} />
                </fieldset>
                <fieldset class="form-field" data-field="draft.texts">
                  <legend>{t("agreement.texts")}</legend>
                  <BothLanguages
                    name="draft.texts"
                    field={form.fields.draft.parts.texts}
                    longest={LONGEST_TEXT}
                    rows={ROWS}
                  />
                  <p class="field-hint">{t("agreement.texts.hint")}</p>
                </fieldset>
              </FormView>
            </div>
          </>
        );
      }}
    </Shown>
  );
}

/** What counts at the moment. */
function standing(published: AgreementView | null): string {
  if (!published) return t("agreement.none");
  const { version, effective_at: since, published_by: by } = published;
  if (!published.is_asked) return t("agreement.nobody", { since: dayAndTime(since), by: by ?? "" });
  return t("agreement.counts", { version, since: dayAndTime(since), by: by ?? "" });
}

const openPublishing = (drafting: Drafting, leaving: AbortSignal) =>
  openDrawer<AgreementRecordView>(
    (close) => (
      <FormDrawer
        title={t("agreement.publish")}
        intro={t("agreement.publish.about")}
        label={t("agreement.publish.now")}
        close={close}
        make={(done) => drafting.publishing(done)}
      >
        {(fields) => (
          <TextInput
            name="effective_at"
            type="datetime-local"
            field={fields.effective_at}
            label={t("agreement.since")}
            hint={t("agreement.since.hint")}
          />
        )}
      </FormDrawer>
    ),
    leaving,
  );

/** As whoever accepts it sees it, in each language. */
export function preview({ titles, texts }: AgreementDraftShown | AgreementView, leaving: AbortSignal): void {
  void openDialog<null>(
    (close) => (
      <Dialog
        title={t("agreement.preview")}
        class="agreement-preview"
        onClose={() => close(null)}
      >
        <div class="agreement-both" tabIndex={0} role="group" aria-label={t("agreement.texts")}>
          {LANGUAGES.map((code) => (
            <section key={code} lang={code} aria-label={languageName(code)}>
              <p class="quiet">{languageName(code)}</p>
              <h3 dir="auto">{titles[code] || "—"}</h3>
              <p dir="auto">{texts[code] || "—"}</p>
            </section>
          ))}
        </div>
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("close")}</Button>
        </div>
      </Dialog>
    ),
    leaving,
  );
}
