import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { EffectIcon } from '../../components/effect-badge.tsx';
import { sessionKey } from '../../run/session.ts';
import { useSession } from '../../run/use-session.ts';
import { effectGroups, effectLooks } from '../../text/effects.ts';

interface OperationListProps {
  readonly connection: ConnectionView;
  readonly contract: AnyContract;
}

/** Every operation, grouped by what it does to the world. */
export function OperationList({ connection, contract }: OperationListProps): ReactNode {
  const all = Object.entries(contract.operations);
  return (
    <nav className="wiz-operations" aria-label="Operations">
      {effectGroups.map((group) => {
        const some = all.filter(([, { effect }]) => effectLooks[effect].group === group);
        if (some.length === 0) return null;
        return (
          <section key={group} aria-labelledby={`operations-${group}`}>
            <h2 id={`operations-${group}`}>{group}</h2>
            <ul>
              {some.map(([name, { title, effect, summary }]) => (
                <li key={name}>
                  <Link
                    to="/connections/$connection/$operation"
                    params={{ connection: connection.id, operation: name }}
                    className="wiz-nav-link"
                    title={summary}
                  >
                    <EffectIcon effect={effect} />
                    <span className="wiz-operation-title">{title}</span>
                    <Busy of={sessionKey({ connection: connection.id, name })} />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}

/** A small sign at an operation that runs while another one is looked at. */
function Busy({ of }: { readonly of: string }) {
  const { run } = useSession(of);
  return run.at === 'running' ? <span className="wiz-run-pulse" role="img" aria-label="running" /> : null;
}
