import type { MadeReport, ReportPreview } from '@wiz/ipc-contract';

interface ReportSteps {
  /** The button. */
  readonly action: string;
  /** What happens after the file is saved, as a heading and a sentence. */
  readonly opens: { readonly title: string; readonly about: string };
  /** What the person does then. */
  readonly then: { readonly title: string; readonly about: string };
}

type To = Pick<ReportPreview, 'to' | 'owner'>;

/** What a report will do, step by step, before it does any of it. */
export function reportSteps({ to, owner }: To): ReportSteps {
  if (to === null) {
    const title = 'Nothing is opened';
    return {
      action: 'Save…',
      opens: { title, about: `${owner} has no address for reports.` },
      then: { title: `You give the file to ${owner}`, about: 'With a word about what you did and what you expected.' },
    };
  }
  if (to.by === 'mail') {
    return {
      action: 'Save and write the e-mail…',
      opens: { title: `Your mail program opens an e-mail to ${to.place}`, about: 'With this in it. Nothing is sent before you send it.' },
      then: { title: 'You attach the file and send it', about: 'An e-mail can only be given a file by you.' },
    };
  }
  return {
    action: 'Save and open the page…',
    opens: { title: 'Your browser opens the owner’s page', about: 'With this filled in. Nothing else is sent before you send it there.' },
    then: { title: 'You attach the file and send it', about: 'A web page can only be given a file by you.' },
  };
}

/** What there is to do when the file is there. */
export function afterReport({ opened }: Pick<MadeReport, 'opened'>, { to, owner }: To): string {
  if (to === null) return `Give it to ${owner}.`;
  if (!opened) return 'What should open then did not. Copy the address and open it yourself, then attach the file.';
  return to.by === 'mail'
    ? 'The e-mail is open: attach this file before you send it.'
    : 'The page is open in your browser: attach this file there.';
}
