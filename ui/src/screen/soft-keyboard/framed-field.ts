/** Which field of a widget has the focus, as the script in its document says. */

/** `top` and `bottom`: in CSS pixels, from the top of the frame. */
export type FramedField = { iframe: HTMLIFrameElement; top: number; bottom: number };

export class FramedFocus {
  #field: FramedField | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #ofFrames = new Set<() => void>();

  readonly read = (): FramedField | null => this.#field;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** `listener` hears of every report of a frame, also of one that changes nothing: it is the person who is in there now. */
  onReport(listener: () => void): () => void {
    this.#ofFrames.add(listener);
    return () => this.#ofFrames.delete(listener);
  }

  /** What a frame reports. Only the frame that has the field can say that there is none. */
  report(iframe: HTMLIFrameElement, place: unknown): void {
    const { top, bottom } = (place ?? {}) as { top?: unknown; bottom?: unknown };
    if (isLength(top) && isLength(bottom)) this.#become({ iframe, top, bottom });
    else this.leave(iframe);
    for (const listener of this.#ofFrames) listener();
  }

  /** This frame has no field any more, or no frame has. */
  leave(iframe = this.#field?.iframe): void {
    if (this.#field && this.#field.iframe === iframe) this.#become(null);
  }

  #become(field: FramedField | null): void {
    this.#field = field;
    for (const listener of this.#listeners) listener();
  }
}

function isLength(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
