/** @type {import('./item.mjs').Section} */
export const pageHead = {
  number: 0,
  title: 'Head of a page',
  items: [
    {
      id: '0.1',
      asks: 'Each integration has a page that begins with its name, version, status and kind.',
      files: ['tools/docs/integration-page.mjs#integrationPage', 'libs/integration-kit/src/contract/contract-page.ts#ContractPage'],
      tests: ['tools/docs/pages.test.mjs › says what version it is, what state it is in, who owns it and what kind it is'],
    },
    {
      id: '0.2',
      asks: 'The status is one of a few that follow each other.',
      files: ['libs/integration-kit/src/contract/contract-page.ts#ContractPage'],
      untested: 'a type with three values: another one does not compile',
      departs: {
        how: 'experimental, stable and deprecated: what somebody who uses it has to know. Drafts and reviews are the version control’s.',
      },
    },
    {
      id: '0.3',
      asks: 'The page names its date and its authors.',
      files: ['tools/docs/integration-page.mjs#integrationPage'],
      tests: ['tools/docs/pages.test.mjs › is what the contract says; if not, run: node tools/docs/write-pages.mjs'],
      departs: {
        how: 'The owning team, from the contract. Dates and authors are in the version control, where they cannot be wrong.',
      },
    },
    {
      id: '0.4',
      asks: 'The page names the guides that belong to it.',
      files: [
        'docs/developer/ipc-communication-patterns.md',
        'docs/developer/error-handling-patterns.md',
        'docs/technical-guides/ai-integration/README.md',
      ],
      tests: ['tools/docs/pages.test.mjs › names only files and folders that are there'],
    },
    {
      id: '0.5',
      asks: 'The page says who writes it, how hard that is and how long it takes.',
      files: ['tools/docs/write-pages.mjs'],
      tests: ['tools/docs/pages.test.mjs › is what the contract says; if not, run: node tools/docs/write-pages.mjs'],
      departs: { how: 'It is made by a command; the team writes why, and what has to be known.' },
    },
  ],
};
