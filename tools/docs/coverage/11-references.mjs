const there = 'tools/docs/pages.test.mjs › names only files and folders that are there';

/** @type {import('./item.mjs').Section} */
export const references = {
  number: 11,
  title: 'References',
  items: [
    { id: '11.1', asks: 'A guide to IPC.', files: ['docs/developer/ipc-communication-patterns.md'], tests: [there] },
    { id: '11.2', asks: 'A guide to handling errors.', files: ['docs/developer/error-handling-patterns.md'], tests: [there] },
    { id: '11.3', asks: 'Guides to models and agents.', files: ['docs/technical-guides/ai-integration/README.md'], tests: [there] },
    {
      id: '11.4',
      asks: 'The system’s documentation of its interface.',
      files: ['tools/docs/integration-page.mjs#integrationPage'],
      tests: ['tools/docs/pages.test.mjs › has every section of the specification, in its order'],
    },
    {
      id: '11.5',
      asks: 'The documentation of its library.',
      open: 'no integration uses a vendor’s library yet; the first of that kind brings it (issue 5).',
    },
    {
      id: '11.6',
      asks: 'The documentation of its authentication.',
      files: ['tools/docs/integration-page.mjs#integrationPage', 'apps/desktop/src/renderer/screens/connect/set-up-help.tsx#SetUpHelp'],
      tests: [
        'tools/docs/pages.test.mjs › has every section of the specification, in its order',
        'apps/desktop/src/renderer/screens/connect/text-with-links.test.ts › is cut where they begin and end, without the full stop',
      ],
    },
    { id: '11.7', asks: 'The decisions behind it.', files: ['docs/architecture/decisions/README.md'], tests: [there] },
    {
      id: '11.8',
      asks: 'The design around it.',
      files: ['docs/architecture/overview.md', 'docs/architecture/resilience.md'],
      tests: [there],
    },
    { id: '11.9', asks: 'What is specified for security.', files: ['docs/security/threat-model.md'], tests: [there] },
  ],
};

/** @type {import('./item.mjs').Section} */
export const usage = {
  number: 12,
  title: 'How a page is made',
  items: [
    {
      id: '12.1',
      asks: 'No placeholder is left.',
      files: ['tools/docs/integration-page.mjs#integrationPage'],
      tests: ['tools/docs/pages.test.mjs › has no placeholder left'],
    },
    {
      id: '12.2',
      asks: 'There are code examples in our own patterns.',
      files: [
        'docs/developer/ipc-communication-patterns.md',
        'docs/developer/error-handling-patterns.md',
        'tools/docs/integration-page.mjs#integrationPage',
      ],
      tests: ['tools/docs/pages.test.mjs › says of every operation what it takes, what it gives and how the window calls it'],
    },
    {
      id: '12.3',
      asks: 'It refers to the system’s own documentation and abilities.',
      files: ['libs/integration-kit/src/contract/contract-page.ts#ContractPage'],
      tests: ['tools/docs/pages.test.mjs › has every section of the specification, in its order'],
    },
    {
      id: '12.4',
      asks: 'It says what a desktop application has to mind for security.',
      files: ['tools/docs/page-context.mjs#inProjectWiz'],
      tests: [
        'tools/docs/pages.test.mjs › tells how it fits into the application: desktop, security, code, data',
        'tools/docs/pages.test.mjs › names what the journal leaves out and what needs a ticket',
      ],
    },
    {
      id: '12.5',
      asks: 'An integration is tested with what stands for the system, and with the system.',
      files: [
        'libs/integrations/github/main/src/testing/stand-in.ts#startGithubStandIn',
        'libs/integrations/github/main/src/github.live.ts',
      ],
      untested: 'the run against GitHub itself needs a token, and is made by hand',
      tests: [
        'libs/integrations/github/main/src/testing/stand-in.test.ts › keeps what it is told: a new issue is in the list, a closed one is not, a comment counts',
      ],
    },
    {
      id: '12.6',
      asks: 'The file is named `integration-<system>.md`, in `docs/architecture/integrations`.',
      files: ['tools/docs/pages.mjs#pageFile'],
      tests: ['tools/docs/pages.test.mjs › is what the contract says; if not, run: node tools/docs/write-pages.mjs'],
    },
  ],
};
