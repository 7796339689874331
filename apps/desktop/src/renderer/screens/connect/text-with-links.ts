/** A piece of a sentence: words, or an address that can be opened. */
export type TextPart = { readonly text: string } | { readonly url: string };

/** Without what ends a sentence or a bracket around it. */
const address = /https:\/\/[^\s<>"“”()]+[^\s<>"“”().,;:!?’']/g;

/** Cuts a sentence where addresses of web pages (https) begin and end. */
export function textWithLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: url, index } of text.matchAll(address)) {
    if (index > at) parts.push({ text: text.slice(at, index) });
    parts.push({ url });
    at = index + url.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}
