/** Whether the conversation shall really end. */
import { Component, createRef } from "preact";
import type { WidgetWords } from "../../words/en/widget.ts";

interface Props {
  words: WidgetWords;
  /** Gives the words to show when it did not work. */
  answer: () => Promise<string | null>;
  close: () => void;
}

interface State {
  isBusy: boolean;
  trouble: string | null;
}

export class Question extends Component<Props, State> {
  override state: State = { isBusy: false, trouble: null };
  readonly #root = createRef<HTMLDivElement>();
  readonly #no = createRef<HTMLButtonElement>();

  get root(): HTMLElement | null {
    return this.#root.current;
  }

  override componentDidMount(): void {
    this.#no.current?.focus();
  }

  readonly #end = async () => {
    this.setState({ isBusy: true, trouble: null });
    const trouble = await this.props.answer();
    if (trouble === null) return this.props.close();
    this.setState({ isBusy: false, trouble });
  };

  override render({ words, close }: Props, { isBusy, trouble }: State) {
    return (
      <div ref={this.#root} class="cover">
        <div class="question" role="alertdialog" aria-modal="true" aria-label={words.endTitle}>
          <strong>{words.endTitle}</strong>
          <p>{words.endBody}</p>
          {trouble && <p class="sorry" role="alert">{trouble}</p>}
          <div class="answers">
            <button class="yes" type="button" disabled={isBusy} onClick={this.#end}>{words.endHint}</button>
            <button ref={this.#no} class="no" type="button" onClick={close}>{words.endNo}</button>
          </div>
        </div>
      </div>
    );
  }
}
