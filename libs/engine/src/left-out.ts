import type { AnyOperation } from '@wiz/integration-kit/contract';
import { omittedValues } from './journal-input.ts';

/** Stands in a sentence for what the journal leaves out. */
const gap = '…';
/** What is shorter is found in any text, and gives nothing away. */
const shortestSpan = 3;
const shortestPiece = 4;
/** Pieces of one text that are looked for, the longest first. */
const mostPieces = 1000;

/** What systems put around a value that they quote. */
const spans = /"[^"]+"|“[^”]+”|'[^']+'|‘[^’]+’|`[^`]+`|\([^()]+\)/g;

/**
 * Cuts out of sentences what they quote of the fields that the contract keeps out of the journal: databases, for instance, name
 * the value that they refuse. Other words stay, also where the fields hold the same ones.
 */
export function leaveOut(operation: AnyOperation, input: unknown): (sentence: string) => string {
  const values = omittedValues(operation, input);
  if (values.length === 0) return (sentence) => sentence;
  return (sentence) => {
    const texts = values.flatMap((value) => textsIn(value));
    const isQuoted = (text: string): boolean => text.length >= shortestSpan && texts.some((whole) => whole.includes(text));
    const pieces = [...new Set(texts.flatMap((text) => [text, ...text.split(/\r?\n/).map((line) => line.trim())]))]
      .filter(({ length }) => length >= shortestPiece)
      .sort((a, b) => b.length - a.length)
      .slice(0, mostPieces);
    const withoutPieces = pieces.reduce((rest, piece) => rest.replaceAll(piece, gap), sentence);
    return withoutPieces.replaceAll(spans, (span) => (isQuoted(span.slice(1, -1)) ? `${span.charAt(0)}${gap}${span.slice(-1)}` : span));
  };
}

/** Its texts: itself, and where it is JSON the texts and numbers in it as they are without that. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value, ...leavesOf(parsed(value))];
  return leavesOf(value);
}

function leavesOf(value: unknown): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
