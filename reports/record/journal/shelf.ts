/** Items by their ids, in the order in which they first came. Every operation costs the same however many there are. */
export class Shelf<T> {
  readonly #items = new Map<string, T>();
  #list: T[] | undefined;

  get(id: string): T | undefined {
    return this.#items.get(id);
  }

  has(id: string): boolean {
    return this.#items.has(id);
  }

  /** In the place of the item that had this id, or at the end. */
  put(id: string, item: T): void {
    this.#items.set(id, item);
    this.#list = undefined;
  }

  remove(id: string): void {
    if (this.#items.delete(id)) this.#list = undefined;
  }

  clear(): void {
    this.#items.clear();
    this.#list = undefined;
  }

  /** The same list until something changes: made when it is asked for, never before. */
  get all(): T[] {
    this.#list ??= [...this.#items.values()];
    return this.#list;
  }
}
