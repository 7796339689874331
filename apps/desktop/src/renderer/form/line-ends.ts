/** A text as a text area holds it: browsers turn every line end into `\n`. */
export function asTyped(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

/** What was typed, with the line ends of the text that it replaces: a file from Windows stays one. */
export function withLineEndsOf(before: string, typed: string): string {
  return before.includes('\r\n') ? typed.replaceAll('\n', '\r\n') : typed;
}
