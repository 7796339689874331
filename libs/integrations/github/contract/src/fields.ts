import { field } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/** The longest text of an issue or a comment that GitHub takes, in characters. */
const longestBody = 65_536;

/** Which ones a list shows. */
export function stateFilter(): z.ZodDefault<z.ZodEnum<{ open: 'open'; closed: 'closed'; all: 'all' }>> {
  return field(z.enum(['open', 'closed', 'all']).default('open'), { label: 'State', help: 'Open ones, closed ones, or all.' });
}

/** The title of something new. GitHub takes 256 characters. */
export function title(help: string): z.ZodString {
  return field(z.string().trim().min(1, 'write a title').max(256, 'at most 256 characters'), { label: 'Title', help });
}

/**
 * Text of several lines. What people write stays out of the journal.
 *
 * @param least the fewest characters: 1 where there is nothing to send without a text
 */
export function body(label: string, help: string, least: 0 | 1): z.ZodString {
  return field(z.string().min(least, 'write a text').max(longestBody, 'at most 65,536 characters'), {
    label,
    help,
    widget: 'text',
    journal: 'omit',
  });
}
