/** @type {import('./item.mjs').Section} */
export const ipcAndWindow = {
  number: 4,
  title: 'Architecture: IPC and window',
  items: [
    {
      id: '4.19',
      asks: 'Main answers a call for each operation, with typed input and result.',
      files: ['libs/ipc-contract/src/main/create-router.ts#createRouter', 'libs/ipc-contract/src/router-type.ts#AppRouter'],
      tests: [
        'libs/ipc-contract/src/main/create-router.test.ts › has a procedure of the declared kind for every operation of every contract',
        'libs/ipc-contract/src/type-promise.test.ts › let the right inputs pass',
      ],
      departs: {
        decision: 6,
        how: 'tRPC procedures derived from the contracts, behind one guard, instead of a channel to write for each.',
      },
    },
    {
      id: '4.20',
      asks: 'Its reply says whether it succeeded, with the data or a sentence.',
      files: [
        'libs/ipc-contract/src/error-data.ts#WizErrorData',
        'libs/ipc-contract/src/renderer/integration-error-of.ts#integrationErrorOf',
      ],
      tests: [
        'libs/ipc-contract/src/rows.test.ts › carries a query, a mutation and a stream',
        'libs/ipc-contract/src/rows.test.ts › row 23: an error arrives with its category and everything it says',
      ],
      departs: { decision: 6, how: 'A value or a typed error: a text cannot be counted down, offered or put at a field.' },
    },
    {
      id: '4.21',
      asks: 'Main answers how a system is and when that was last looked at.',
      files: ['libs/ipc-contract/src/router-type.ts#AppRouter', 'libs/engine/src/types/connection-state.ts#ConnectionState'],
      tests: ['libs/engine/src/states.test.ts › is asked at once on demand'],
    },
    {
      id: '4.22',
      asks: 'The window has a hook for each operation.',
      files: ['apps/desktop/src/renderer/app/trpc.ts', 'apps/desktop/src/renderer/run/operation-caller.ts#OperationCaller'],
      tests: [
        'libs/ipc-contract/src/type-promise.test.ts › put one error in %s at the property that is wrong: %s → %s',
        'tools/docs/pages.test.mjs › says of every operation what it takes, what it gives and how the window calls it',
      ],
    },
    {
      id: '4.23',
      asks: 'A call that fails in the window has a sentence, whatever happened.',
      files: ['libs/ipc-contract/src/renderer/integration-error-of.ts#integrationErrorOf'],
      tests: ['libs/ipc-contract/src/renderer/ipc-link.test.ts › makes an error of ours of whatever was caught'],
    },
    {
      id: '4.24',
      asks: 'A success is shown.',
      files: [
        'apps/desktop/src/renderer/screens/connection/operation-result.tsx#OperationResult',
        'apps/desktop/src/renderer/text/sentence.ts#fillSentence',
      ],
      tests: [
        'apps/desktop/src/renderer/text/sentence.test.ts › fills in fields of the output, numbers with separators',
        'e2e/desktop/src/integrations/filesystem/main-job.spec.ts › a file is read, edited and saved',
      ],
      departs: { decision: 6, how: 'Where it was asked for, not as something that pops up.' },
    },
    {
      id: '4.25',
      asks: 'After a change, what it made stale is asked anew.',
      files: [
        'libs/integration-kit/src/contract/check-operation.ts#checkOperation',
        'apps/desktop/src/renderer/app/use-engine-events.ts#useEngineEvents',
      ],
      tests: [
        'libs/engine/src/connection-runtime.test.ts › is answered from the cache, labelled, until a change makes that worthless or it is forced',
        'apps/desktop/src/renderer/run/sessions.test.ts › knows that what is shown was changed since, until it is asked for anew',
      ],
      departs: { decision: 6, how: 'The contract says so once, for main’s cache and every window.' },
    },
    {
      id: '4.26',
      asks: 'A failure is shown, in a sentence.',
      files: ['apps/desktop/src/renderer/run/failure-notice.tsx#FailureNotice', 'apps/desktop/src/renderer/text/failures.ts#failureLook'],
      tests: [
        'apps/desktop/src/renderer/text/failures.test.ts › offers to try again for every category that trying again can help',
        'e2e/desktop/src/shell/screens.spec.ts › failing screens have no accessibility fault in either theme',
      ],
      departs: { decision: 6, how: 'Where it was asked for, with what can be done about it.' },
    },
    {
      id: '4.27',
      asks: 'A failure in the window is logged.',
      files: ['libs/ipc-contract/src/main/create-router.ts#createRouter', 'apps/desktop/src/main/log/file-logger.ts#fileLogger'],
      tests: [
        'libs/ipc-contract/src/rows.test.ts › rows 27, 28: an unexpected error is logged with its cause; the window gets a sentence without stack or path',
      ],
      departs: { how: 'The run is in the journal; what nobody expected is in main’s log.' },
      open: 'what goes wrong in the window itself is logged nowhere (issue 4).',
    },
    {
      id: '4.28',
      asks: 'Health is asked every five minutes, and three times again when that fails.',
      files: ['libs/engine/src/health-monitor.ts#HealthMonitor'],
      tests: [
        'libs/engine/src/states.test.ts › is asked soon after the start, every five minutes, and soon after wake, a change of the network or of settings',
      ],
      departs: {
        decision: 6,
        how: 'Main asks and pushes, with or without a window; a probe is not repeated, three failures in a row make “unhealthy”.',
      },
    },
    {
      id: '4.29',
      asks: 'A form holds what is typed, checks it and sends it.',
      files: ['apps/desktop/src/renderer/form/schema-form.tsx#SchemaForm', 'apps/desktop/src/renderer/form/form-values.ts#checkValues'],
      tests: [
        'apps/desktop/src/renderer/form/form.test.ts › chooses the input that suits each schema, through defaults and optionals',
        'apps/desktop/src/renderer/form/form.test.ts › says in a plain sentence what is wrong, at the field',
      ],
    },
    {
      id: '4.30',
      asks: 'The form is emptied after a success, and kept after a failure.',
      files: ['apps/desktop/src/renderer/run/sessions.ts#createSessions', 'apps/desktop/src/renderer/results/related.ts#renewedValues'],
      tests: [
        'apps/desktop/src/renderer/run/sessions.test.ts › renews marks in the form after a success, and only then',
        'apps/desktop/src/renderer/run/sessions.test.ts › puts an error and its reasons at the fields, and keeps what was typed',
      ],
      departs: { how: 'Kept in both cases, with marks of what was read renewed: the next run is mostly a variation of this one.' },
    },
    {
      id: '4.31',
      asks: 'A light shows in colour and words whether the system can be reached.',
      files: [
        'apps/desktop/src/renderer/components/health-chip.tsx#HealthChip',
        'apps/desktop/src/renderer/components/health-look.ts#healthLook',
      ],
      tests: [
        'apps/desktop/src/renderer/components/state-line.test.ts › says the state in a word and what is known beyond it',
        'e2e/desktop/src/shell/screens.spec.ts › screens of a connection at work have no accessibility fault in either theme',
      ],
    },
    {
      id: '4.32',
      asks: 'While a system is ill, an operation is refused with a sentence and its button is locked.',
      files: ['apps/desktop/src/renderer/run/run-bar.tsx#RunBar', 'apps/desktop/src/renderer/components/state-line.ts#needsAnyway'],
      tests: [
        'apps/desktop/src/renderer/components/state-line.test.ts › offers to run anyway only where the system is ill or its circuit is not closed',
      ],
      departs: { decision: 6, how: 'Nothing is locked; “Run anyway” stands beside the button, for the light may be wrong.' },
    },
    {
      id: '4.33',
      asks: 'While it runs, the button says so and cannot be pressed again.',
      files: ['apps/desktop/src/renderer/run/run-bar.tsx#RunBar', 'apps/desktop/src/renderer/run/run-status.tsx#RunStatus'],
      tests: [
        'e2e/desktop/src/integrations/filesystem/main-job.spec.ts › cancel stops the work in main within a second, and keeps what was found',
        'apps/desktop/src/renderer/run/run-wait.test.ts › names the silence that was asked for, else the line that the call stands in',
      ],
    },
  ],
};
