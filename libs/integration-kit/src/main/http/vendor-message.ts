const longest = 300;
const mostDetails = 5;

/**
 * What a vendor's failed answer says in words, from the places where most put it: `message`, `error.message`, `error`,
 * `error_description`, `detail` and `title` (RFC 9457), and the list `errors`. On one line, at most 300 characters.
 *
 * @param json of a stranger; may be anything
 * @param scrub takes secrets out; before the text is cut, since half a secret is not recognised
 * @returns undefined when it says nothing
 */
export function vendorMessage(json: unknown, scrub: (text: string) => string): string | undefined {
  const error = get(json, 'error');
  const places = [
    get(json, 'message'),
    get(error, 'message'),
    get(json, 'error_description'),
    error,
    get(json, 'detail'),
    get(json, 'title'),
  ];
  const main = places.map(plain).find((text) => text !== undefined);
  const list = get(json, 'errors') ?? get(error, 'errors');
  const details = (Array.isArray(list) ? list.slice(0, mostDetails) : []).flatMap((item: unknown) => detail(item) ?? []);
  const text = main === undefined ? details.join('; ') : [main, ...(details.length === 0 ? [] : [`(${details.join('; ')})`])].join(' ');
  if (text === '') return undefined;
  const clean = scrub(text);
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}

/** One of several errors: its words, with its field before them, or the field and the code. */
function detail(item: unknown): string | undefined {
  const words = plain(item) ?? plain(get(item, 'message')) ?? plain(get(item, 'detail')) ?? plain(get(item, 'code'));
  const field = plain(get(item, 'field'));
  return field === undefined || words === undefined ? (words ?? field) : `${field}: ${words}`;
}

/** A text on one line without the full stop at its end, which the sentence around it brings. */
function plain(value: unknown): string | undefined {
  // eslint-disable-next-line no-control-regex -- a stranger's text goes into a sentence; what moves the cursor does not
  const text = typeof value === 'string' ? value.replace(/[\u0000-\u0020\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ') : '';
  const clean = text.trim().replace(/\.$/, '');
  return clean === '' ? undefined : clean;
}

function get(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
