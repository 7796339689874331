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
import { renewedValues, type RelatedOperation } from '../../results/related.ts';
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
  /** Why main would not even prepare it. */
  readonly refused: SerializedError | undefined;
  /** A way to see what is there now. */
  readonly lookAgain: { readonly title: string; readonly open: () => void } | undefined;
  readonly change: (values: FormValues) => void;
  readonly submit: () => void;
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
  const { related } = useConnection();
  const { sessions } = useServices();
  const trpc = useTRPC();
  const navigate = useNavigate();
  const key = sessionKey(target);
  const session = useSession(key);
  const paging = useMemo(() => pagingOf(operation), [operation]);
  const fields = useMemo(() => formFields(operation.input).filter((field) => field.key !== paging?.cursor), [operation, paging]);
  const values = useMemo(() => session.values ?? initialValues(fields), [session.values, fields]);
  const [ticket, setTicket] = useState<Ticket>();
  const [refused, setRefused] = useState<SerializedError>();
  const prepare = useMutation(trpc.tickets.prepare.mutationOptions());

  const run = (input: Readonly<Record<string, unknown>>, token?: string) => {
    sessions.start(target, input, {
      renew: (output) => renewedValues(operation, output),
      ...(token === undefined ? {} : { ticket: token }),
    });
  };
  const submit = () => {
    if (session.run.at === 'running' || prepare.isPending) return;
    if (session.values === undefined) sessions.setValues(key, values);
    setRefused(undefined);
    const checked = checkValues(operation.input, fields, values);
    sessions.setProblems(key, checked.ok ? {} : checked.problems);
    if (!checked.ok) return;
    if (operation.effect !== 'destructive') {
      run(checked.input);
      return;
    }
    prepare.mutate(
      { connection, operation: target.name, input: checked.input },
      {
        onSuccess: setTicket,
        onError: (failure) => {
          const error = integrationErrorOf(failure);
          sessions.setProblems(key, error.fields ?? {});
          setRefused(error);
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
    if (checked?.ok === true && operation.effect === 'read') run(checked.input);
  };
  const again = related(fields, values).find(({ operation: { effect, view } }) => effect === 'read' && view.as === 'text');

  return {
    session,
    fields,
    values,
    ticket,
    refused,
    submit,
    open,
    paging,
    preparing: prepare.isPending,
    change: (next: FormValues) => sessions.setValues(key, withoutStaleMarks(fields, values, next)),
    cancel: () => sessions.cancel(key),
    back: session.trail.length === 0 || session.run.at === 'running' ? undefined : back,
    dismiss: () => setTicket(undefined),
    confirm: (given: Ticket) => {
      setTicket(undefined);
      const checked = checkValues(operation.input, fields, values);
      if (checked.ok) run(checked.input, given.token);
    },
    more: (cursor: string) => sessions.start(target, { ...session.input, [paging?.cursor ?? 'cursor']: cursor }, { append: true }),
    lookAgain: again === undefined ? undefined : { title: again.operation.title, open: () => open(again) },
  };
}
