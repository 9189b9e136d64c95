/** What is one's own to choose: language, look, sound, notifications, and the password. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { language, t, tOf } from "../../desk/i18n.ts";
import { PasswordForm } from "../../desk/password.tsx";
import { Avatar } from "../../kit/avatar.tsx";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { theme, THEMES } from "../../kit/theme.ts";
import { say } from "../../kit/toasts.tsx";
import { showBulletins } from "../bulletins/late.tsx";
import type { Desk } from "../desk.ts";
import { mayBeUnfinished } from "../handover/late.tsx";
import { placeOfView } from "../handover/place.ts";
import { SHIFTS } from "../shifts/place.ts";
import { showKeys } from "../keys/late.ts";
import { openOwnPhrases } from "../phrases/open.ts";
import { placeOfAnnouncement } from "../announcements/place.ts";
import { leads, placeOfStaff } from "../staff/place.ts";
import { showOwnProposals } from "../suggestions/late.ts";
import { placeOfTraining } from "../training/place.ts";
import { Mobile } from "./mobile.tsx";
import { Signature } from "./signature.tsx";

const LANGUAGES = [["zh-CN", "中文"], ["en", "English"]] as const;

export function showProfile(desk: Desk): void {
  openDialog<null>((close) => <Profile desk={desk} close={() => close(null)} />);
}

function Profile({ desk, close }: { desk: Desk; close: () => void }) {
  const { name, number, email, picture } = desk.session.agent;
  const go = (place: string) => {
    close();
    desk.selection.choose(place);
  };
  return (
    <Dialog title={t("profile.title")} class="profile" onClose={close}>
      <div class="profile-who">
        <Avatar name={name} picture={picture} />
        <div>
          <b dir="auto">{name}</b>
          <p>{[t("agent.number", { number }), email].join(" · ")}</p>
        </div>
      </div>
      <Picture desk={desk} />
      <Choices
        legend={t("profile.language")}
        name="language"
        options={LANGUAGES}
        chosen={language.code}
        choose={(code) => void language.choose(code)}
      />
      <Choices
        legend={t("profile.theme")}
        name="theme"
        options={THEMES.map((each) => [each, t(`theme.${each}`)] as const)}
        chosen={theme.chosen}
        choose={(chosen) => theme.choose(chosen)}
      />
      {desk.answers && <Attention desk={desk} />}
      <div class="profile-acts">
        {desk.answers && <Button icon="chat" onClick={() => void openOwnPhrases(desk)}>{t("phrases.own")}</Button>}
        {desk.answers && (
          <Button icon="file" onClick={() => void showOwnProposals(desk)}>{t("profile.proposals")}</Button>
        )}
        {desk.session.can("offline.answer") && <Signature />}
        <Mobile />
        {desk.session.can("reports.see") && (
          <Button
            icon="file"
            onClick={() => {
              close();
              void showBulletins(desk);
            }}
          >
            {t("profile.bulletins")}
          </Button>
        )}
        {desk.session.can("shifts.see") && (
          <Button icon="clock" onClick={() => go(SHIFTS)}>{t("profile.shifts")}</Button>
        )}
        <Button icon="bell" onClick={() => go(placeOfAnnouncement())}>{t("profile.announcements")}</Button>
        <Button icon="file" onClick={() => go(placeOfStaff("own"))}>
          {t(leads(desk.session) ? "profile.staff" : "profile.file")}
        </Button>
        <Button icon="check" onClick={() => go(placeOfTraining("own"))}>{t("profile.training")}</Button>
        {mayBeUnfinished(desk) && (
          <Button icon="check" onClick={() => go(placeOfView("own"))}>{t("profile.unfinished")}</Button>
        )}
        <Button icon="keyboard" onClick={() => void showKeys(desk)}>{t("profile.keys")}</Button>
        <Password close={close} />
      </div>
      <SignOutElsewhere desk={desk} />
      <div class="dialog-buttons">
        <Button onClick={close}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}

interface ChoicesProps<Value extends string> {
  legend: string;
  name: string;
  options: ReadonlyArray<readonly [value: Value, words: ComponentChildren]>;
  chosen: Value;
  choose: (value: Value) => void;
}

function Choices<Value extends string>({ legend, name, options, chosen, choose }: ChoicesProps<Value>) {
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {options.map(([value, words]) => (
        <label key={value}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => choose(value)} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Attention({ desk: { notifier } }: { desk: Desk }) {
  const { muted, permission } = notifier;
  return (
    <fieldset class="choices">
      <legend>{t("profile.attention")}</legend>
      <label>
        <input
          type="checkbox"
          checked={!muted}
          onChange={(event) => notifier.mute(!event.currentTarget.checked)}
        />
        <span>{t("profile.sound")}</span>
      </label>
      {permission === "default"
        ? <Button small icon="bell" onClick={() => void notifier.askPermission()}>{t("notify.allow")}</Button>
        : <p class="field-hint">{t(`notify.${permission}`)}</p>}
    </fieldset>
  );
}

function Password({ close }: { close: () => void }) {
  const isOpen = useSignal(false);
  const changed = () => {
    close();
    say(t("profile.password.changed"));
  };
  if (!isOpen.value) return <Button onClick={() => isOpen.value = true}>{t("profile.password")}</Button>;
  return (
    <section class="profile-password" aria-label={t("profile.password")}>
      <PasswordForm onChanged={changed} />
    </section>
  );
}

/** What visitors and colleagues see of me. */
function Picture({ desk: { session } }: { desk: Desk }) {
  const input = useRef<HTMLInputElement>(null);
  const words = useSignal("");
  const isBusy = useSignal(false);
  const act = async (change: () => Promise<void>, done: string) => {
    isBusy.value = true;
    words.value = "";
    try {
      await change();
      words.value = t(done);
    } catch (trouble) {
      const { reason, code, message } = trouble as { reason?: string; code?: string; message: string };
      words.value = tOf("files.refused", reason ?? code ?? "no_answer", { detail: message });
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <div class="profile-picture">
      <Button disabled={isBusy.value} onClick={() => input.current!.click()}>{t("profile.picture")}</Button>
      {session.agent.picture && (
        <Button
          kind="quiet"
          disabled={isBusy.value}
          onClick={() => void act(() => session.dropPicture(), "profile.picture.gone")}
        >
          {t("profile.picture.drop")}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/webp,image/gif"
        onChange={({ currentTarget: chosen }) => {
          const [file] = chosen.files ?? [];
          if (file) void act(() => session.usePicture(file), "profile.picture.done");
          chosen.value = "";
        }}
      />
      <span role="status">{words.value}</span>
    </div>
  );
}

function SignOutElsewhere({ desk }: { desk: Desk }) {
  const words = useSignal("");
  const end = async () => {
    try {
      await desk.session.signOutElsewhere();
      words.value = t("profile.elsewhere.done");
    } catch (problem) {
      const { code } = problem as Problem;
      words.value = tOf("profile.elsewhere.failed", code, { code });
    }
  };
  return (
    <div class="profile-elsewhere">
      <Button onClick={() => void end()}>{t("profile.elsewhere")}</Button>
      <span role="status">{words.value}</span>
    </div>
  );
}
