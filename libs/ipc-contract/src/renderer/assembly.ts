import type { Piece } from '../wire.ts';

/** Puts the pieces of one answer together, as they come. */
export class Assembly {
  readonly #holder: { readonly answer?: unknown } = {};

  /** What has been put together so far. */
  get answer(): unknown {
    return this.#holder.answer;
  }

  /** @throws TypeError for a place that no earlier piece has made */
  add(piece: Piece): void {
    const name = piece.path.at(-1) ?? 'answer';
    const above: Piece['path'] = piece.path.length === 0 ? [] : ['answer', ...piece.path.slice(0, -1)];
    const parent = above.reduce<object>((place, key) => {
      const next = own(place, key);
      if (typeof next !== 'object' || next === null) throw new TypeError(`A piece has no place: ${piece.path.join('.')}`);
      return next;
    }, this.#holder);
    const before = own(parent, name);
    switch (piece.kind) {
      case 'items':
        if (Array.isArray(before)) before.push(...piece.items);
        else put(parent, name, [...piece.items]);
        break;
      case 'entries': {
        const record = typeof before === 'object' && before !== null ? before : put(parent, name, {});
        for (const [key, value] of piece.entries) put(record, key, value);
        break;
      }
      case 'text':
        put(parent, name, (typeof before === 'string' ? before : '') + piece.text);
        break;
      case 'bytes': {
        const bytes = before instanceof Uint8Array ? before : put(parent, name, new Uint8Array(piece.size));
        bytes.set(piece.bytes, piece.from);
      }
    }
  }
}

/** Never what an object inherits: a name may be `constructor`. */
function own(place: object, key: string | number): unknown {
  return Object.getOwnPropertyDescriptor(place, key)?.value;
}

/** Also under the name `__proto__`, which an assignment would take for something else. */
function put<Value>(place: object, key: string | number, value: Value): Value {
  Object.defineProperty(place, key, { value, writable: true, enumerable: true, configurable: true });
  return value;
}
