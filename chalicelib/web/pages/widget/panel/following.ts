/**
 * Where the log stands: it follows what comes until the visitor scrolls up; then it stays where they are.
 */
const NEAR_END_PX = 60;

export class Following {
  #root: HTMLElement | null = null;
  #watch: ResizeObserver | null = null;
  #top = 0;
  isFollowing = true;

  /** The log becomes shorter when the field grows or a keyboard appears; the last line stays in sight. */
  attach(root: HTMLElement): void {
    this.#root = root;
    this.#watch = new ResizeObserver(() => this.follow());
    this.#watch.observe(root);
  }

  // Only the visitor scrolls up; a log that has just become shorter is away from its end as well, but still follows.
  /** Whether the visitor has come to the end. */
  scrolled(): boolean {
    if (!this.#root) return false;
    const top = this.#root.scrollTop;
    const isAtEnd = this.#root.scrollHeight - top - this.#root.clientHeight < NEAR_END_PX;
    if (isAtEnd) this.isFollowing = true;
    else if (top < this.#top) this.isFollowing = false;
    this.#top = top;
    return isAtEnd;
  }

  toEnd(): void {
    this.isFollowing = true;
    if (this.#root) this.#root.scrollTop = this.#root.scrollHeight;
  }

  /** A card has become taller by itself. */
  follow(): void {
    if (this.isFollowing) this.toEnd();
  }

  detach(): void {
    this.#watch?.disconnect();
    this.#root = null;
  }
}
