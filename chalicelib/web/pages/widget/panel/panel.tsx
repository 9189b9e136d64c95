/** The panel as it stands: head, what is to be known first, the conversation or what stands in its place, the field. */
import { Component, createRef } from "preact";
import { classes } from "../../kit/button.tsx";
import type { WidgetWords } from "../../words/en/widget.ts";
import { Composer } from "./composer.tsx";
import type { Draft } from "./draft.ts";
import { Log, type LogActions } from "./log.tsx";
import type { Model } from "./model.ts";
import { Icon } from "./parts.tsx";
import * as shapes from "./shapes.ts";

export interface Actions extends LogActions {
  send: (text: string) => void;
  /** Asks in this element whether it shall end; `close` takes that away. */
  askToEnd: (root: HTMLElement, close: () => void) => void;
  /** Offers them in this element. */
  emoji: (root: HTMLElement, pick: (emoji: string) => void) => void;
  /** Offers sound and notifications at this button. */
  alerts: (button: HTMLElement) => void;
  shut: () => void;
  mine: () => void;
  past: () => void;
  help: () => void;
  caution: (root: HTMLElement, text: string, send: () => void) => void;
  typed: () => void;
  leaveStage: () => void;
  attach: (tray: HTMLElement, files: File[]) => void;
}

interface Props {
  model: Model;
  words: WidgetWords;
  limit: number;
  draft: Draft;
  actions: Actions;
  isOpen: boolean;
  /** It fills a phone's screen. */
  isModal: boolean;
}

interface State {
  isAsking: boolean;
}

export class Panel extends Component<Props, State> {
  override state: State = { isAsking: false };
  readonly #root = createRef<HTMLElement>();
  readonly #composer = createRef<Composer>();
  readonly #log = createRef<Log>();
  #question: HTMLElement | null = null;

  get root(): HTMLElement | null {
    return this.#root.current;
  }

  get composer(): Composer | null {
    return this.#composer.current;
  }

  get log(): Log | null {
    return this.#log.current;
  }

  /** What the tabulator must not leave. */
  get question(): HTMLElement | null {
    return this.#question?.firstChild ? this.#question : null;
  }

  readonly #asks = (root: HTMLElement | null) => {
    this.#question = root;
    if (root) this.props.actions.askToEnd(root, () => this.ask(false));
  };

  ask(isAsking: boolean): void {
    if (this.state.isAsking === isAsking) return;
    this.setState({ isAsking });
    if (!isAsking) this.composer?.field?.focus();
  }

  readonly #held = (event: DragEvent) => {
    event.preventDefault(); // else the browser leaves the page for the file
    if (event.type === "drop") this.composer?.attach(event.dataTransfer);
  };

  override render({ model, words, limit, draft, actions, isOpen, isModal }: Props, { isAsking }: State) {
    return (
      <section
        ref={this.#root}
        class={classes("panel", model.isStaged && "staged")}
        role="dialog"
        aria-label={words.chat}
        aria-modal={isModal}
        lang={words.locale}
        tabIndex={-1}
        hidden={!isOpen}
        onDragOver={this.#held}
        onDrop={this.#held}
      >
        <Head model={model} words={words} alerts={actions.alerts} shut={actions.shut} end={() => this.ask(true)} />
        <p class="banner" role="status" hidden={!model.banner}>{model.banner}</p>
        {model.isStaged && <Stage sheet={model.sheet} />}
        <Queue queue={model.queue} words={words} />
        <Log ref={this.#log} words={words} items={model.items} actions={actions} />
        <div class="shelf">
          {model.leave && <button type="button" onClick={actions.leave}>{model.leave}</button>}
          {model.hasHelp && <button type="button" onClick={actions.help}>{words.help}</button>}
          <button type="button" onClick={actions.past}>{words.past}</button>
          {model.mine && (
            <button type="button" class={model.hasNews ? "news" : ""} onClick={actions.mine}>{model.mine}</button>
          )}
        </div>
        <Composer
          {...actions}
          ref={this.#composer}
          words={words}
          limit={limit}
          hint={model.hint}
          draft={draft}
          isHidden={!model.canWrite}
          takes={model.takes}
        />
        {isAsking && <div ref={this.#asks} />}
      </section>
    );
  }
}

interface HeadProps {
  model: Model;
  words: WidgetWords;
  alerts: (button: HTMLElement) => void;
  shut: () => void;
  end: () => void;
}

function Head({ model, words, alerts, shut, end }: HeadProps) {
  return (
    <div class="head">
      <Face key={model.picture} initial={model.initial} picture={model.picture} />
      <div class="who">
        <h2 class="title" dir="auto">{model.title}</h2>
        <span class="card" dir="auto">{model.card}</span>
        <span class={`status ${model.presence}`} dir="auto">{model.status}</span>
      </div>
      {model.canEnd && (
        <button class="end" type="button" title={words.endHint} aria-label={words.endHint} onClick={end}>
          {words.end}
        </button>
      )}
      <button
        class="bell"
        type="button"
        aria-label={words.alerts}
        title={words.alerts}
        aria-haspopup="menu"
        onClick={(event) => alerts(event.currentTarget)}
      >
        <Icon path={shapes.bell} />
      </button>
      <button class="shut" type="button" aria-label={words.minimise} title={words.minimise} onClick={shut}>
        <Icon path={shapes.down} />
      </button>
    </div>
  );
}

/** An initial, the plan's picture once it has come, or the bell. */
class Face extends Component<{ initial: string; picture: string }, { isThere: boolean }> {
  override state = { isThere: false };

  override render() {
    const { initial, picture } = this.props;
    const { isThere } = this.state;
    return (
      <span class="face" aria-hidden="true">
        {!isThere && (initial || <Icon path={shapes.bell} />)}
        {picture && (
          <img
            src={picture}
            alt=""
            referrerpolicy="no-referrer"
            hidden={!isThere}
            onLoad={() => this.setState({ isThere: true })}
          />
        )}
      </span>
    );
  }
}

function Queue({ queue, words }: { queue: Model["queue"]; words: WidgetWords }) {
  return (
    <div class={classes("queue", !queue?.place && "unplaced")} role="status" hidden={!queue}>
      {queue && (
        <>
          <div class="number">
            <span class="label">{words.queuePlace}</span>
            <span class="place">{queue.place}</span>
          </div>
          <div class="told">
            <strong>{queue.text}</strong>
            <span>{words.queueHint}</span>
          </div>
        </>
      )}
    </div>
  );
}

/** Holds what stands in place of the conversation, which draws itself. */
class Stage extends Component<{ sheet: HTMLElement | null }> {
  readonly #root = createRef<HTMLDivElement>();

  override componentDidMount(): void {
    const { sheet } = this.props;
    if (sheet && sheet.parentNode !== this.#root.current) this.#root.current?.replaceChildren(sheet);
  }

  override componentDidUpdate(): void {
    this.componentDidMount();
  }

  override render() {
    return <div ref={this.#root} class="stage" />;
  }
}
