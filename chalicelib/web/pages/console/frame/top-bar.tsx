/** The bar above everything: who I am, my status and load, notifications, colleagues, language, keys, sign out. */
import { language, t } from "../../desk/i18n.ts";
import { administration } from "../../desk/session.ts";
import { Avatar } from "../../kit/avatar.tsx";
import { Button, classes, IconButton } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { DayReportButton } from "../bulletins/late.tsx";
import { useDesk } from "../desk.ts";
import { showKeys } from "../keys/late.ts";
import { askReply } from "../people/late.ts";
import { People } from "../people/people.tsx";
import { STATUSES } from "../people/presence.ts";
import { openCalls } from "../phone/late.tsx";
import { openSearch } from "../search/open.ts";
import { showProfile } from "./late.ts";

export function TopBar() {
  const desk = useDesk();
  const { session, answers, departure } = desk;
  return (
    <header class="top-bar">
      <h1 class="brand">
        <span class="brand-mark">
          <Icon name="bell" />
        </span>
        <span class="brand-name">{t("product")}</span>
        <span class="unseen">{t("console")}</span>
      </h1>
      {answers && <Status />}
      <div class="spring" />
      {answers && <IconButton icon="search" label={t("keys.search")} onClick={() => void openSearch(desk)} />}
      {answers && <IconButton icon="headset" label={t("keys.calls")} onClick={() => void openCalls(desk)} />}
      {answers && <Notifications />}
      {session.mayManage && (
        <a
          class="button small quiet admin-link"
          href={administration}
          title={t("administration")}
          aria-label={t("administration")}
        >
          <Icon name="sliders" />
          <span>{t("administration")}</span>
        </a>
      )}
      {session.can("presence.others") && session.can("people.see") && <People />}
      {answers && <Sound />}
      <IconButton class="keys-button" icon="keyboard" label={t("keys.title")} onClick={() => void showKeys(desk)} />
      <Button
        small
        kind="quiet"
        class="language"
        lang={language.other}
        title={t("switch_language")}
        aria-label={t("switch_language")}
        onClick={() => void language.choose(language.other)}
      >
        {language.other === "en" ? "English" : "中文"}
      </Button>
      {session.can("reports.see") && answers && <DayReportButton />}
      <Me />
      <IconButton icon="leave" label={t("sign_out")} onClick={() => void departure.signOut()} />
    </header>
  );
}

function Status() {
  const { presence, conversations, session } = useDesk();
  const { capacity } = session.agent;
  const count = conversations.serving.length;
  return (
    <>
      <fieldset class="presence-switch">
        <legend class="unseen">{t("presence.label")}</legend>
        {STATUSES.map((status) => (
          <label key={status} class={`presence ${status}`}>
            <input
              type="radio"
              name="presence"
              checked={presence.chosen === status}
              onChange={() => presence.choose(status)}
            />
            <span>{t(`presence.${status}`)}</span>
          </label>
        ))}
      </fieldset>
      {presence.isAway && (
        <Button
          small
          kind="quiet"
          class={classes("away-reply", presence.reply !== null && "set")}
          title={presence.reply ?? t("away.about")}
          onClick={() => void askReply(presence)}
        >
          {t(presence.reply ? "away.change" : "away.add")}
        </Button>
      )}
      <span class={classes("load", count >= capacity && "full")} title={t("load.label", { count, capacity })}>
        {t("load.short")} <b>{`${count}/${capacity}`}</b>
      </span>
    </>
  );
}

function Notifications() {
  const { notifier } = useDesk();
  if (notifier.permission !== "default") return null;
  return (
    <Button small icon="bell" aria-label={t("notify.allow")} onClick={() => void notifier.askPermission()}>
      <span>{t("notify.allow")}</span>
    </Button>
  );
}

function Sound() {
  const { notifier } = useDesk();
  const { muted } = notifier;
  return (
    <IconButton
      icon={muted ? "muted" : "sound"}
      class="sound-button"
      label={t(muted ? "sound.unmute" : "sound.mute")}
      onClick={() => notifier.mute(!muted)}
    />
  );
}

/** Who I am; pressed, what is mine to choose. */
function Me() {
  const desk = useDesk();
  const { name, number, picture } = desk.session.agent;
  return (
    <button type="button" class="me" title={t("profile.title")} onClick={() => void showProfile(desk)}>
      <Avatar name={name} picture={picture} />
      <span class="me-words">
        <span class="me-name" dir="auto">{name}</span>
        {number && <span class="me-number">{t("agent.number", { number })}</span>}
      </span>
    </button>
  );
}
