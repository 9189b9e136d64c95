/** The administration's page: bar, navigation and one section. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Button, IconButton } from "../kit/button.tsx";
import { Icon } from "../kit/icons/icon.tsx";
import { showKeyHelp } from "../kit/key-help.tsx";
import { listen, register } from "../kit/keys.ts";
import { base } from "../desk/api.ts";
import { language, t } from "../desk/i18n.ts";
import { session } from "../desk/session.ts";
import { LateSection } from "./late-section.tsx";
import { permissionName } from "./parts/rights.ts";
import { route } from "./route.ts";
import { SectionFrame } from "./section.tsx";
import { maySee, type SectionEntry } from "./sections.ts";

export function Frame() {
  useKeys();
  const section = route.chosen.value;
  useEffect(() => {
    document.title = [section && t(`section.${section.id}`), t("console"), t("product")].filter(Boolean).join(" · ");
  });
  return (
    <div class="admin">
      <a class="skip" href="#main" onClick={skip}>{t("skip")}</a>
      <TopBar />
      <div class="admin-panes">
        <Navigation />
        <main class="admin-main" id="main">
          {route.deciding.value
            ? <p class="section quiet" role="status">{t("loading")}</p>
            : <Main key={section?.id} section={section} />}
        </main>
      </div>
    </div>
  );
}

function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>(".admin-main h1")?.focus();
}

function useKeys(): void {
  useEffect(() => {
    const leaving = new AbortController();
    listen(leaving.signal);
    const forget = register(
      { keys: "?", label: () => t("key.help"), run: () => showKeyHelp(leaving.signal) },
      { keys: "Alt+ArrowDown", label: () => t("key.next"), run: () => route.step(1), whileTyping: true },
      { keys: "Alt+ArrowUp", label: () => t("key.before"), run: () => route.step(-1), whileTyping: true },
      {
        keys: "/",
        label: () => t("key.find"),
        run: () => document.querySelector<HTMLElement>("main .finder")?.focus(),
      },
    );
    return () => {
      forget();
      leaving.abort();
    };
  }, []);
}

/** What was allowed when it was opened stays, with what is typed there, though a right may be taken away meanwhile. */
function Main({ section }: { section: SectionEntry | null }) {
  const may = useMemo(() => section !== null && maySee(section), [section?.id]);
  if (!section) return <Barred id="none" words={t("nav.none")} />;
  if (may) return <LateSection section={section} />;
  if (session.can(section.permission)) return <Barred id={section.id} words={t("problem.beyond_your_rights")} />;
  const permission = permissionName(section.permission);
  return <Barred id={section.id} words={t("problem.permission", { permission })} />;
}

const Barred = ({ id, words }: { id: string; words: string }) => (
  <SectionFrame id={id} hint="">
    <p class="note warning">{words}</p>
    <p>
      <a href={`${base}console`}>{t("to_console")}</a>
    </p>
  </SectionFrame>
);

function Navigation() {
  const nav = useRef<HTMLElement>(null);
  // Of a list that is longer than the screen, or on a phone than its breadth, what is open is in sight.
  useEffect(
    () => nav.current!.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }),
    [route.chosen.value?.id],
  );
  const sections = route.allowed.value;
  const operations = sections.filter((section) => section.operations);
  return (
    <nav class="admin-nav" aria-label={t("nav")} ref={nav}>
      <ul>{sections.filter((section) => !section.operations).map(NavLink)}</ul>
      {operations.length > 0 && (
        <>
          <h2 class="nav-heading" id="nav-operations">{t("nav.operations")}</h2>
          <ul aria-labelledby="nav-operations">{operations.map(NavLink)}</ul>
        </>
      )}
    </nav>
  );
}

const NavLink = ({ id }: SectionEntry) => (
  <li key={id}>
    <a
      href={`#${id}`}
      class={`nav-link nav-${id}`}
      aria-current={id === route.chosen.value?.id ? "page" : undefined}
    >
      {t(`section.${id}`)}
    </a>
  </li>
);

function TopBar() {
  const { name, number } = session.agent;
  return (
    <header class="top-bar">
      <div class="brand">
        <span class="brand-mark">
          <Icon name="bell" />
        </span>
        <span>{t("product")}</span>
      </div>
      <span class="bar-title">{t("console")}</span>
      <div class="spring" />
      <a class="bar-link" href={`${base}console`} aria-label={t("to_console")}>
        <Icon name="chat" />
        <span>{t("to_console")}</span>
      </a>
      <Button small kind="quiet" lang={language.other} onClick={() => language.choose(language.other)}>
        {t("switch_language")}
      </Button>
      <IconButton icon="why" label={t("keys.title")} class="bar-keys" onClick={() => showKeyHelp()} />
      <div class="me">
        <span class="me-name" dir="auto">{name}</span>
        {number && <span class="me-number">{t("agent.number", { number })}</span>}
      </div>
      <IconButton icon="leave" label={t("sign_out")} onClick={() => session.signOut()} />
    </header>
  );
}
