import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { SerializedError } from '@wiz/core';
import type { Ticket } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useMemo, useState } from 'react';
import { useServices } from '../../app/services.ts';
import { useTRPC } from '../../app/trpc.ts';
import { formFields, type FormField } from '../../form/form-field.ts';
import { checkValues, initialValues, type FormValues } from '../../form/form-values.ts';
import { withoutStaleMarks } from '../../form/marks.ts';
import { checkOf } from '../../results/check-read.ts';
import { renewedValues, type RelatedOperation } from '../../results/related.ts';
import type { WayOn } from '../../run/failure-notice.tsx';
import { sessionKey, type Session, type SessionTarget } from '../../run/session.ts';
import { useSession } from '../../run/use-session.ts';
import { pagingOf, type Paging } from './paging.ts';
import { useConnection } from './connection-context.ts';

export interface OperationWork {
  readonly session: Session;
  readonly fields: readonly FormField[];
  readonly values: FormValues;
  readonly paging: Paging | undefined;
  /** While main is asked what exactly a destructive operation would do. */
  readonly preparing: boolean;
  /** What main would do, waiting for the person's yes. */
  readonly ticket: Ticket | undefined;
  /** Why main would not even prepare it, and when it said so. */
  readonly refused: { readonly error: SerializedError; readonly endedAt: number } | undefined;
  /** A way to see what is there now. */
  readonly lookAgain: WayOn | undefined;
  /** A way to see whether a change was made whose answer was lost. */
  readonly check: WayOn | undefined;
  readonly change: (values: FormValues) => void;
  readonly submit: () => void;
  /** Submits it although calls are held back just now. */
  readonly runAnyway: () => void;
  /** Asks again for what is shown, past everything that is kept. */
  readonly refresh: () => void;
  readonly cancel: () => void;
  readonly confirm: (ticket: Ticket) => void;
  readonly dismiss: () => void;
  /** Undoes the last step into a result, where there was one. */
  readonly back: (() => void) | undefined;
  /** Opens another operation filled in. One that only reads starts at once when nothing is missing. */
  readonly open: (related: RelatedOperation) => void;
  /** Adds the page behind this mark. */
  readonly more: (cursor: string) => void;
}

/** Everything that the screen of one operation does. */
export function useOperation(target: SessionTarget): OperationWork {
  const { operation, connection } = target;
  const { related, contract } = useConnection();
  const { sessions, clock } = useServices();
  const trpc = useTRPC();
  const navigate = useNavigate();
  const key = sessionKey(target);
  const session = useSession(key);
  const paging = useMemo(() => pagingOf(operation), [operation]);
  const fields = useMemo(() => formFields(operation.input).filter((field) => field.key !== paging?.cursor), [operation, paging]);
  const values = useMemo(() => session.values ?? initialValues(fields), [session.values, fields]);
  const [asked, setAsked] = useState<{ readonly ticket: Ticket; readonly force: boolean }>();
  const [refused, setRefused] = useState<OperationWork['refused']>();
  const prepare = useMutation(trpc.tickets.prepare.mutationOptions());

  const run = (input: Readonly<Record<string, unknown>>, force: boolean, token?: string) => {
    sessions.start(target, input, {
      force,
      renew: (output) => renewedValues(operation, output),
      ...(token === undefined ? {} : { ticket: token }),
    });
  };
  const submit = (force: boolean) => {
    if (session.run.at === 'running' || prepare.isPending) return;
    if (session.values === undefined) sessions.setValues(key, values);
    setRefused(undefined);
    const checked = checkValues(operation.input, fields, values);
    sessions.setProblems(key, checked.ok ? {} : checked.problems);
    if (!checked.ok) return;
    if (operation.effect !== 'destructive') {
      run(checked.input, force);
      return;
    }
    prepare.mutate(
      { connection, operation: target.name, input: checked.input },
      {
        onSuccess: (ticket) => setAsked({ ticket, force }),
        onError: (failure) => {
          const error = integrationErrorOf(failure);
          sessions.setProblems(key, error.fields ?? {});
          setRefused({ error, endedAt: clock.now() });
        },
      },
    );
  };
  const open = ({ name, operation: other, values: given }: RelatedOperation) => {
    const next: SessionTarget = { ...target, name, operation: other };
    const cursor = pagingOf(other)?.cursor;
    const itsFields = formFields(other.input).filter((field) => field.key !== cursor);
    const filled = initialValues(itsFields, given);
    const nextKey = sessionKey(next);
    if (sessions.get(nextKey).run.at === 'running') sessions.cancel(nextKey);
    if (nextKey === key) sessions.stepInto(key, filled);
    else sessions.setValues(nextKey, filled);
    const checked = checkValues(other.input, itsFields, filled);
    if (other.effect === 'read' && checked.ok) sessions.start(next, checked.input);
    void navigate({ to: '/connections/$connection/$operation', params: { connection, operation: name } });
  };
  const back = () => {
    const before = sessions.stepBack(key);
    const checked = before === undefined ? undefined : checkValues(operation.input, fields, before);
    if (checked?.ok === true && operation.effect === 'read') run(checked.input, false);
  };
  const wayTo = (way: RelatedOperation | undefined): WayOn | undefined =>
    way === undefined ? undefined : { title: way.operation.title, open: () => open(way) };
  const again = related(fields, values).find(({ operation: { effect, view } }) => effect === 'read' && view.as === 'text');

  return {
    session,
    fields,
    values,
    ticket: asked?.ticket,
    refused,
    open,
    paging,
    submit: () => submit(false),
    runAnyway: () => submit(true),
    refresh: () => {
      const { [paging?.cursor ?? '']: _, ...first } = session.input;
      if (session.run.at !== 'running') sessions.start(target, first, { force: true });
    },
    preparing: prepare.isPending,
    change: (next: FormValues) => sessions.setValues(key, withoutStaleMarks(fields, values, next)),
    cancel: () => sessions.cancel(key),
    back: session.trail.length === 0 || session.run.at === 'running' ? undefined : back,
    dismiss: () => setAsked(undefined),
    confirm: (given: Ticket) => {
      setAsked(undefined);
      const checked = checkValues(operation.input, fields, values);
      if (checked.ok) run(checked.input, asked?.force === true, given.token);
    },
    more: (cursor: string) => sessions.start(target, { ...session.input, [paging?.cursor ?? 'cursor']: cursor }, { append: true }),
    lookAgain: wayTo(again),
    check: wayTo(checkOf(contract, operation, session.input) ?? again),
  };
}
