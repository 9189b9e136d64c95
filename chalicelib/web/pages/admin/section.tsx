/** One page of the administration: its heading and buttons, and what is read from the desk, or why it is not there. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { Button, LinkButton } from "../kit/button.tsx";
import { useShortcuts } from "../kit/keys.ts";
import { Icon } from "../kit/icons/icon.tsx";
import type { Problem } from "../desk/client.ts";
import { t } from "../desk/i18n.ts";
import { unreadWordsOf } from "./parts/problem.ts";
import type { Reading } from "./parts/reading.ts";
import { route } from "./route.ts";

/** For as long as the section is open. */
export function useLeaving(): AbortSignal {
  const leaving = useMemo(() => new AbortController(), []);
  useEffect(() => () => leaving.abort(), []);
  return leaving.signal;
}

/** What the section shows; read when it is opened, and left with it. */
export function useModel<Model extends { readonly reading: Reading<unknown>; leave?(): void }>(
  make: () => Model,
): Model {
  const model = useMemo(make, []);
  useEffect(() => {
    model.reading.reload();
    const leaving = new AbortController();
    const shown = ({ persisted }: PageTransitionEvent) => persisted && void model.reading.reload();
    addEventListener("pageshow", shown, { signal: leaving.signal });
    return () => {
      leaving.abort();
      model.reading.leave();
      model.leave?.();
    };
  }, []);
  return model;
}

interface FrameProps {
  id: string;
  /** Right of the heading. */
  buttons?: ComponentChildren;
  /** In the place of the hint that the section has. */
  hint?: string;
  children: ComponentChildren;
}

/** The heading that every section has, and what stands below it. */
export function SectionFrame({ id, buttons, hint = t(`section.${id}.hint`), children }: FrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => route.arrived(heading.current!), []);
  return (
    <section class="section" aria-labelledby="section-title">
      <header class="section-head">
        <div>
          <h1 id="section-title" tabIndex={-1} ref={heading}>{t(`section.${id}`)}</h1>
          <p class="section-hint">{hint}</p>
        </div>
        <div class="section-buttons">{buttons}</div>
      </header>
      {children}
    </section>
  );
}

interface SectionProps<Data> {
  id: string;
  reading: Reading<Data>;
  /** For making a new one: not before what there is to choose from has been read. */
  create?: { label: string; run: () => void };
  tools?: ComponentChildren;
  children: (data: Data) => ComponentChildren;
}

/** A section that is read. */
export function Section<Data>({ id, reading, create, tools, children }: SectionProps<Data>) {
  const { data } = reading;
  useShortcuts(() => [{ keys: "r", label: () => t("key.reload"), run: reading.reload }], [reading]);
  useShortcuts(
    () => create && data !== null ? [{ keys: "n", label: () => create.label, run: create.run }] : [],
    [create?.label, data],
  );
  const buttons = (
    <>
      {tools}
      {create && <Button kind="primary" disabled={data === null} onClick={create.run}>{create.label}</Button>}
    </>
  );
  return (
    <SectionFrame id={id} buttons={buttons}>
      <Shown reading={reading}>{children}</Shown>
    </SectionFrame>
  );
}

interface ShownProps<Data> {
  reading: Reading<Data>;
  children: (data: Data) => ComponentChildren;
}

/** What is read, or one of several things that are: a reading that fails leaves what is shown and says so above it. */
export function Shown<Data>({ reading, children }: ShownProps<Data>) {
  const { data, problem, busy } = reading;
  return (
    <>
      <div class="section-note" aria-live="polite">
        {problem && <Unread problem={problem} again={reading.reload} />}
      </div>
      <div class="section-content" aria-busy={busy}>
        {data === null ? busy && <p class="quiet">{t("loading")}</p> : children(data)}
      </div>
    </>
  );
}

/** Why something could not be read, and reading it again. */
export function Unread({ problem, again }: { problem: Problem; again: () => void }) {
  return (
    <p class="note error">
      {unreadWordsOf(problem)} <LinkButton onClick={again}>{t("again")}</LinkButton>
    </p>
  );
}

export const Nothing = ({ children }: { children: ComponentChildren }) => <p class="panel nothing">{children}</p>;

/** Nothing is there, and that is well. */
export const AllWell = ({ children }: { children: ComponentChildren }) => (
  <p class="panel nothing good">
    <Icon name="check" />
    {children}
  </p>
);
