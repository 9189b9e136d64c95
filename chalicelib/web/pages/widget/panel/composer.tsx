/**
 * Where the visitor writes. Enter sends, Shift+Enter breaks the line, and an Enter that only picks a candidate of an input
 * method does neither.
 */
import { Component, createRef } from "preact";
import { classes } from "../../kit/button.tsx";
import type { WidgetWords } from "../../words/en/widget.ts";
import { type Draft, standingOf } from "./draft.ts";
import { Icon } from "./parts.tsx";
import * as shapes from "./shapes.ts";

const TALLEST_PX = 132;
const IN_COMPOSITION = 229;

interface Props {
  words: WidgetWords;
  limit: number;
  hint: string;
  draft: Draft;
  isHidden: boolean;
  send: (text: string) => void;
  typed: () => void;
  /** Of this kind; null: none can be sent. */
  takes: string | null;
  attach: (tray: HTMLElement, files: File[]) => void;
  emoji: (root: HTMLElement, pick: (emoji: string) => void) => void;
  /** Asks before this element whether a text with numbers in it shall go; where nothing is to be asked it goes. */
  caution: (root: HTMLElement, text: string, send: () => void) => void;
}

interface State {
  hasEmoji: boolean;
}

export class Composer extends Component<Props, State> {
  override state: State = { hasEmoji: false };
  readonly #field = createRef<HTMLTextAreaElement>();
  readonly #tray = createRef<HTMLDivElement>();
  readonly #chooser = createRef<HTMLInputElement>();

  get field(): HTMLTextAreaElement | null {
    return this.#field.current;
  }

  /** Whether there was something to close. */
  closeEmoji(): boolean {
    const { hasEmoji } = this.state;
    if (hasEmoji) this.setState({ hasEmoji: false });
    return hasEmoji;
  }

  override componentDidMount(): void {
    this.fit();
  }

  override componentDidUpdate(): void {
    this.fit();
  }

  /** To be called when the field has become visible: only then it has a height. */
  fit(): void {
    if (!this.field) return;
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(TALLEST_PX, this.field.scrollHeight)}px`;
  }

  readonly #changed = () => {
    this.props.draft.text = this.field?.value ?? "";
    this.props.typed();
    this.setState({});
  };

  readonly #keyed = (event: KeyboardEvent) => {
    const isPicking = event.isComposing || event.keyCode === IN_COMPOSITION;
    if (event.key !== "Enter" || event.shiftKey || isPicking) return;
    event.preventDefault();
    this.#submit();
  };

  readonly #submit = (event?: Event) => {
    event?.preventDefault();
    const { draft, caution } = this.props, { text } = draft;
    caution(this.#tray.current!, text, () => this.#send(text));
  };

  /** What was typed behind it meanwhile stays. */
  #send(typed: string): void {
    const text = this.props.draft.take(this.props.limit, typed);
    this.field?.focus();
    if (text === null) return;
    this.setState({ hasEmoji: false });
    this.props.send(text);
  }

  #insert(emoji: string): void {
    const field = this.field;
    if (!field) return;
    field.setRangeText(emoji, field.selectionStart, field.selectionEnd, "end");
    this.#changed();
    field.focus();
  }

  /** Whether there were files in it: what was chosen, pasted or dropped. */
  attach(data: { files: FileList | null } | null): boolean {
    const files = [...(data?.files ?? [])];
    const isTaken = files.length > 0 && this.props.takes !== null;
    if (isTaken) this.props.attach(this.#tray.current!, files);
    return isTaken;
  }

  readonly #pasted = (event: ClipboardEvent) => {
    if (this.attach(event.clipboardData)) event.preventDefault();
  };

  readonly #chosen = () => {
    const chooser = this.#chooser.current!;
    this.attach(chooser);
    chooser.value = "";
  };

  override render({ words, limit, hint, draft, isHidden, takes }: Props, { hasEmoji }: State) {
    const { left, isTooLong, isCounted, canSend } = standingOf(draft.text, limit);
    return (
      <form class="composer" hidden={isHidden} onSubmit={this.#submit}>
        {hasEmoji && <div class="emoji" role="group" aria-label={words.emoji} ref={this.#fill} />}
        <p class={classes("count", isTooLong && "over")} role="status" hidden={!isCounted}>
          {isCounted && (isTooLong ? words.tooLong(-left) : words.room(left))}
        </p>
        <div ref={this.#tray} class="tray" />
        <div class="row">
          {takes !== null && (
            <button
              class="tool"
              type="button"
              aria-label={words.attach}
              title={words.attach}
              onClick={() => this.#chooser.current?.click()}
            >
              <Icon path={shapes.clip} />
              <input ref={this.#chooser} type="file" multiple hidden accept={takes} onChange={this.#chosen} />
            </button>
          )}
          <button
            class="tool"
            type="button"
            aria-label={words.emoji}
            title={words.emoji}
            aria-expanded={hasEmoji}
            onClick={() => this.setState({ hasEmoji: !hasEmoji })}
          >
            <Icon path={shapes.smile} />
          </button>
          <textarea
            ref={this.#field}
            class="field"
            rows={1}
            value={draft.text}
            dir="auto"
            aria-label={words.write}
            aria-invalid={isTooLong}
            enterkeyhint="send"
            placeholder={hint}
            onInput={this.#changed}
            onKeyDown={this.#keyed}
            onPaste={this.#pasted}
          />
          <button class="send" type="submit" aria-label={words.send} title={words.send} disabled={!canSend}>
            <Icon path={shapes.send} />
          </button>
        </div>
      </form>
    );
  }

  /** The choice is fetched when it is asked for. */
  readonly #fill = (root: HTMLElement | null) => {
    if (root) this.props.emoji(root, (emoji) => this.#insert(emoji));
  };
}
