/**
 * The log: lines are added, changed and moved one by one, never rebuilt, so that a screen reader hears only what is new and
 * a visitor who scrolled up stays where they are.
 */
import { Component, type ComponentChildren, createRef } from "preact";
import { classes } from "../../kit/button.tsx";
import type { FileView } from "../../desk/operations.ts";
import type { WidgetWords } from "../../words/en/widget.ts";
import { Following } from "./following.ts";
import type { Bubble, Ended, Item } from "./items.ts";
import { Text } from "./parts.tsx";
import { lastOf } from "./talk.ts";

export interface LogActions {
  tryAgain: (clientId: string) => void;
  discard: (clientId: string) => void;
  leave: () => void;
  startNew: () => void;
  /** Offers at this button what can be done with the message of this number. */
  more: (button: HTMLElement, seq: number) => void;
  rate: (root: HTMLElement, id: string, log: Following) => void;
  /** Shows in this element what may answer: a conversation, and the last that was asked there. */
  wait: (root: HTMLElement, asked: string) => void;
  showFile: (root: HTMLElement, talk: string | null, file: FileView) => void;
}

interface Props {
  words: WidgetWords;
  items: Item[];
  actions: LogActions;
}

interface State {
  hasNews: boolean;
}

export class Log extends Component<Props, State> {
  override state: State = { hasNews: false };
  readonly place = new Following();
  readonly #root = createRef<HTMLDivElement>();
  #known = new Set<string>();

  override componentDidMount(): void {
    if (this.#root.current) this.place.attach(this.#root.current);
    this.componentDidUpdate();
  }

  override componentWillUnmount(): void {
    this.place.detach();
  }

  override componentDidUpdate(): void {
    const { items } = this.props;
    const added = items.filter(({ key }) => !this.#known.has(key));
    this.#known = new Set(items.map(({ key }) => key));
    const bubbles = added.filter((item) => item.type === "bubble");
    if (this.place.isFollowing || bubbles.some(({ side, state }) => side === "me" && state === "sending")) {
      this.place.toEnd();
    } else if (bubbles.some(({ side }) => side === "them")) this.setState({ hasNews: true });
  }

  readonly #toEnd = () => {
    this.place.toEnd();
    this.setState({ hasNews: false });
  };

  readonly #scrolled = () => {
    if (this.place.scrolled() && this.state.hasNews) this.setState({ hasNews: false });
  };

  // What each message offers is one stop of the tabulator; the arrows go on from there.
  readonly #walked = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const all = [...this.#root.current!.querySelectorAll<HTMLElement>(".more")];
    const at = all.indexOf(event.target as HTMLElement);
    if (!step || at < 0) return;
    event.preventDefault();
    all[at + step]?.focus();
  };

  override render({ words, items }: Props, { hasNews }: State) {
    const stop = lastOf(items, (item) => Boolean((item as Bubble).seq));
    return (
      <div class="body">
        <div
          ref={this.#root}
          class="log"
          role="log"
          aria-live="polite"
          aria-label={words.messages}
          tabIndex={0}
          onScroll={this.#scrolled}
        >
          <div class="lines" onKeyDown={this.#walked}>
            {items.map((item, at) => this.#line(item, at === items.length - 1, item === stop))}
          </div>
        </div>
        {hasNews && <button class="jump" type="button" onClick={this.#toEnd}>{words.newMessages}</button>}
      </div>
    );
  }

  #line(item: Item, isLast: boolean, isStop: boolean) {
    const { words, actions } = this.props;
    const again = <button type="button" class="again" onClick={actions.leave}>{words.leave}</button>;
    switch (item.type) {
      case "bubble":
        return <BubbleLine key={item.key} item={item} isStop={isStop} words={words} actions={actions} />;
      case "ended":
        return <EndLine key={item.key} item={item} isLast={isLast} words={words} actions={actions} />;
      case "offer":
        return <div key={item.key} class="offer">{again}</div>;
      case "typing":
        return (
          <div key={item.key} class="bubble" aria-hidden="true">
            <div class="text typing">
              <i />
              <i />
              <i />
            </div>
          </div>
        );
      case "survey":
        return (
          <Slot key={item.key} class="rating" mark="" fill={(root) => actions.rate(root, item.ref, this.place)}>
            <p dir="auto">{item.text}</p>
          </Slot>
        );
      case "answers":
        return <Slot key={item.key} class="slot" mark="" fill={(root) => actions.wait(root, item.key)} />;
      default:
        return <p key={item.key} class={item.type} dir="auto">{item.text}</p>;
    }
  }
}

interface Of<Kind> {
  item: Kind;
  words: WidgetWords;
  actions: LogActions;
}

function BubbleLine({ item, isStop, words, actions }: Of<Bubble> & { isStop: boolean }) {
  const isRefused = item.state === "refused";
  const isShown = item.isLast || item.isRead || isRefused;
  const note = isShown &&
    [item.state ? item.note : item.time, !item.state && item.note, item.isRead && words.read].filter(Boolean).join(
      " · ",
    );
  // Who reads by ear hears of each whose it is, and whether it has arrived.
  return (
    <div
      class={classes("bubble", item.side, item.state, !item.isFirst && "joined")}
      role="article"
      aria-label={item.name || words.me + (item.state ? `: ${item.note}` : "")}
    >
      {item.isFirst && item.name && <span class="name" dir="auto">{item.name}</span>}
      {item.text && (
        <div class={classes("text", item.isWithdrawn && "withdrawn")} dir="auto">
          {item.quote && <q dir="auto">{item.quote}</q>}
          <Text text={item.text} />
        </div>
      )}
      {item.file && <FileSlot file={item.file} talk={item.talk ?? null} show={actions.showFile} />}
      {item.seq && (
        <button
          type="button"
          class="tool more"
          aria-label={words.more}
          aria-haspopup="menu"
          aria-live="off"
          tabIndex={isStop ? 0 : -1}
          onClick={(event) => actions.more(event.currentTarget, item.seq!)}
        >
          ⋯
        </button>
      )}
      <span class="foot">
        {note && <span class="note">{note}</span>}
        {isRefused && (
          <span class="choices">
            <button type="button" onClick={() => actions.tryAgain(item.key)}>{words.tryAgain}</button>
            <button type="button" onClick={() => actions.discard(item.key)}>{words.discard}</button>
          </span>
        )}
      </span>
    </div>
  );
}

interface SlotProps {
  class: string;
  /** What it shows; another one is filled in anew. */
  mark: string;
  fill: (root: HTMLElement) => void;
  children?: ComponentChildren;
}

/** Begins with a few words; the rest is filled in by the part that is fetched for it. */
class Slot extends Component<SlotProps> {
  readonly #root = createRef<HTMLDivElement>();

  override componentDidMount(): void {
    this.props.fill(this.#root.current!);
  }

  override shouldComponentUpdate({ mark, fill }: SlotProps): boolean {
    if (mark !== this.props.mark) fill(this.#root.current!);
    return false;
  }

  override render(props: SlotProps) {
    return <div ref={this.#root} class={props.class}>{props.children}</div>;
  }
}

interface FileProps {
  file: FileView;
  talk: string | null;
  show: LogActions["showFile"];
}

const FileSlot = ({ file, talk, show }: FileProps) => (
  <Slot
    class="slot"
    mark={`${talk} ${file.state}`}
    fill={(root) => show(root, talk, file)}
  >
    {file.name}
  </Slot>
);

function EndLine({ item, isLast, words, actions }: Of<Ended> & { isLast: boolean }) {
  const isOffering = isLast && item.isOffering;
  return (
    <div class="ended">
      <span>{item.text}</span>
      {isOffering && <button type="button" class="again" onClick={actions.leave}>{words.leave}</button>}
      {isLast && item.canStart && (
        <button type="button" class={classes("again", isOffering && "quiet")} onClick={actions.startNew}>
          {words.startNew}
        </button>
      )}
    </div>
  );
}
