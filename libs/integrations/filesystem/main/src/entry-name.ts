const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const replacement = '\ufffd';

/** A name as the disk has it, and as people read it. */
export interface EntryName {
  readonly raw: Buffer;
  /** Readable in any case; bytes that are no text are written `\xNN`. */
  readonly shown: string;
  /** Whether `shown` is the name itself, so that it can be used in a path. */
  readonly exact: boolean;
}

/**
 * Reads a name that came as bytes. A Linux name may be any bytes; decoding it as text would make two files one,
 * or name a file that is not there.
 */
export function entryName(raw: Buffer): EntryName {
  const text = raw.toString('utf8');
  if (!text.includes(replacement)) return { raw, shown: text, exact: true };
  try {
    return { raw, shown: strict.decode(raw), exact: true };
  } catch {
    return { raw, shown: escaped(raw), exact: false };
  }
}

/** Every sequence that is valid stays as it is; every byte that belongs to none is written as two hexadecimal digits. */
function escaped(raw: Buffer): string {
  let shown = '';
  for (let at = 0; at < raw.length;) {
    const length = sequenceLength(raw, at);
    shown += length === 0 ? `\\x${raw.subarray(at, at + 1).toString('hex')}` : raw.toString('utf8', at, at + length);
    at += Math.max(length, 1);
  }
  return shown;
}

function sequenceLength(raw: Buffer, at: number): number {
  for (let length = 1; length <= 4 && at + length <= raw.length; length += 1) {
    try {
      strict.decode(raw.subarray(at, at + length));
      return length;
    } catch {
      // Longer sequences are tried next.
    }
  }
  return 0;
}
