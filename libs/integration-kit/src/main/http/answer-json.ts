import { IntegrationError } from '@wiz/core';
import { parseSafeJson, UnsafeJson } from './safe-json.ts';

/** What a text is read for. */
export interface AnswerText {
  readonly service: string;
  readonly contentType: string | null;
  readonly text: string;
  /** Takes secrets out of the piece that the error keeps. */
  readonly scrub: (text: string) => string;
}

/** Characters of an unreadable answer that the error's cause keeps. */
const keptCharacters = 200;

/**
 * The JSON of a good answer; undefined for an empty one. Whatever the type says, what can be read as JSON is JSON; only
 * web pages are not tried.
 *
 * @throws IntegrationError `protocol_error`; the beginning of the answer, redacted, is in its cause and not in its sentence
 */
export function answerJson({ service, contentType, text, scrub }: AnswerText): unknown {
  if (text.trim() === '') return undefined;
  const refuse = (sentence: string, why: string): IntegrationError =>
    new IntegrationError('protocol_error', sentence, { cause: new Error(`${why}: ${scrub(text).slice(0, keptCharacters)}`) });
  if (/\bhtml\b/i.test(contentType ?? '')) throw refuse(webPage(service), 'a web page');
  try {
    return parseSafeJson(text);
  } catch (error) {
    if (error instanceof UnsafeJson)
      throw refuse(`${service} gave an answer that is not safe to read. Nothing of it was used.`, error.message);
    if (/^\s*<(?:!doctype|html)\b/i.test(text)) throw refuse(webPage(service), 'a web page');
    // What the parser says repeats a piece of the answer.
    throw refuse(`${service} gave an answer that cannot be read or breaks off. Check the address, or try again later.`, 'no JSON');
  }
}

/** What it mostly means when a web page comes instead of data. */
export function webPage(service: string): string {
  return `A web page came instead of the answer of ${service}. This network may want you to sign in first: open a browser and look. If not, check the address.`;
}
