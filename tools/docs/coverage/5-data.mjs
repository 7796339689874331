/** @type {import('./item.mjs').Section} */
export const dataFlow = {
  number: 5,
  title: 'Data and its transformation',
  items: [
    {
      id: '5.1',
      asks: 'The way out: input, check in the window, IPC, service, system.',
      files: [
        'docs/architecture/overview.md',
        'apps/desktop/src/renderer/run/start-run.ts#startRun',
        'libs/engine/src/executor.ts#Executor',
      ],
      tests: [
        'e2e/desktop/src/integrations/github/main-job.spec.ts › issues are listed, opened, commented and closed without typing an id',
        'libs/ipc-contract/src/rows.test.ts › carries a query, a mutation and a stream',
      ],
    },
    {
      id: '5.2',
      asks: 'The way back: answer, parsing, transformation, IPC, state, window.',
      files: ['docs/architecture/overview.md', 'apps/desktop/src/renderer/run/sessions.ts#createSessions'],
      tests: ['apps/desktop/src/renderer/run/sessions.test.ts › appends streamed rows once a frame and keeps the answer'],
    },
    {
      id: '5.3',
      asks: 'Our input is mapped to the system’s form.',
      files: ['libs/integrations/github/main/src/issues.ts#issueHandlers'],
      tests: [
        'libs/integrations/github/main/src/published-examples.test.ts › createIssue, with nothing in it that was not given',
        'libs/integrations/github/main/src/published-examples.test.ts › labelIssue, adding or replacing',
      ],
    },
    {
      id: '5.4',
      asks: 'A request says which program and version sends it.',
      files: ['libs/integration-kit/src/main/http/request-headers.ts#requestHeaders'],
      tests: [
        'libs/integration-kit/src/main/http/http-client.test.ts › sends its headers, the client’s, the request’s and the credentials, in this order',
      ],
    },
    {
      id: '5.5',
      asks: 'A request says when it was made.',
      files: ['libs/engine/src/run-recorder.ts#RunRecorder'],
      tests: ['libs/engine/src/executor.test.ts › is retried when it may be, and shows its attempts on a timeline'],
      departs: {
        how: 'The journal keeps the time of every attempt under the run’s correlation id; systems have no field for it.',
      },
    },
    {
      id: '5.6',
      asks: 'The system’s answer is mapped to our names and types.',
      files: [
        'libs/integrations/github/main/src/issue-mapping.ts#toIssue',
        'libs/integrations/github/main/src/pull-mapping.ts#toPull',
        'libs/integrations/github/main/src/repository-mapping.ts#toRepository',
        'libs/integrations/github/main/src/workflow-mapping.ts#toRun',
        'libs/integrations/github/main/src/notification-mapping.ts#toNotification',
      ],
      tests: [
        'libs/integrations/github/main/src/mappings.property.test.ts › for a %s becomes what the contract promises',
        'libs/integrations/github/main/src/published-examples.test.ts › getIssue',
      ],
      departs: { decision: 6, how: 'Nothing is believed: the answer passes the integration’s schema, then the contract’s.' },
    },
    {
      id: '5.7',
      asks: 'A status of the answer becomes success or failure.',
      files: ['libs/integration-kit/src/main/http/failed-answer.ts#failedAnswer'],
      tests: [
        'laws › row 27',
        'laws › row 28',
        'libs/engine/src/executor.test.ts › calls an answer that is not as promised a protocol error',
      ],
    },
    {
      id: '5.8',
      asks: 'Times in the answer become dates.',
      files: ['libs/integrations/github/main/src/wire.ts#moment'],
      tests: ['libs/integrations/github/main/src/mappings.property.test.ts › for a %s becomes what the contract promises'],
    },
    {
      id: '5.9',
      asks: 'A result comes with facts about itself: when, how long, which version of the system.',
      files: ['libs/engine/src/types/answer.ts#Answer', 'apps/desktop/src/renderer/run/answer-line.tsx#AnswerLine'],
      tests: [
        'libs/engine/src/executor.test.ts › answers with its origin and leaves a sentence in the journal',
        'apps/desktop/src/renderer/run/answer-age.test.ts › says as of when an answer is that does not come just now, the weightiest reason first',
      ],
      departs: {
        how: 'As of when, from the cache or not, fresh or not, after how many attempts; how long it took is in the journal. The version that a contract is written against is on its page.',
      },
    },
  ],
};
