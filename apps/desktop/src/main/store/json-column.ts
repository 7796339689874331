import { z } from 'zod';

/** A text column that holds JSON, parsed; text that is not JSON fails the row like any other wrong value. */
export const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

export const jsonRecord = jsonText.pipe(z.record(z.string(), z.unknown()));
