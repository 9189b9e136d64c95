/** Strokes on a sheet, as the desk keeps them: `M12 30 14 32M40 50 41 52`. */

export const WIDE = 300;
export const HIGH = 100;
/** The desk takes no longer ones; what is drawn beyond is not kept. */
export const LONGEST = 6000;
/** Points nearer to the last than this tell nothing more. */
const NEAR = 2;

interface Point {
  x: number;
  y: number;
}

const within = (place: number, most: number): number => Math.min(most, Math.max(0, Math.round(place)));

export class Strokes {
  #path = "";
  #last: Point | null = null;
  /** A stroke of one point is a dot, and stands there twice. */
  #points = 0;

  get path(): string {
    return this.#path;
  }

  /** The pen is put down. */
  begin(x: number, y: number): void {
    this.#points = 0;
    this.#last = null;
    const point = { x: within(x, WIDE), y: within(y, HIGH) };
    this.#add(`M${point.x} ${point.y} ${point.x} ${point.y}`, point);
  }

  /** It is drawn on; nothing while it is up. */
  go(x: number, y: number): void {
    const point = { x: within(x, WIDE), y: within(y, HIGH) };
    if (!this.#last || Math.hypot(point.x - this.#last.x, point.y - this.#last.y) < NEAR) return;
    this.#add(` ${point.x} ${point.y}`, point);
  }

  /** The pen is lifted. */
  end(): void {
    this.#last = null;
  }

  clear(): void {
    this.#path = "";
    this.#last = null;
  }

  #add(more: string, point: Point): void {
    if (this.#path.length + more.length > LONGEST) return this.end();
    this.#path += more;
    this.#last = point;
    this.#points += 1;
  }
}
