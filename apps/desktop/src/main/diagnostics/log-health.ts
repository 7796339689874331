import type { Engine } from '@wiz/engine';
import type { AppLogger } from '../log/file-logger.ts';

/** Keeps the history of how connections are doing: one line for each change of their health and of their circuit. */
export function logHealth({ subscribe }: Pick<Engine, 'subscribe'>, logger: AppLogger): void {
  const circuits = new Map<string, string>();
  subscribe((event) => {
    if (event.type === 'alert') {
      const { connection, from, to } = event.alert;
      logger.info('health_changed', { connection, from, to });
    }
    if (event.type === 'state') {
      const { connection, circuit } = event.state;
      if ((circuits.get(connection) ?? 'closed') !== circuit.at) logger.info('circuit_changed', { connection, to: circuit.at });
      circuits.set(connection, circuit.at);
    }
    if (event.type === 'connection_removed') circuits.delete(event.id);
  });
}
