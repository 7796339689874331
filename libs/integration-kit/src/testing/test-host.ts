import { systemClock } from '@wiz/core';
import type { HostPorts } from '../main/index.ts';

/** A host without trash and network, unless they are given. */
export function testHost(ports: Partial<HostPorts> = {}): HostPorts {
  return {
    clock: systemClock(),
    trash: () => Promise.reject(new Error('this test has no trash')),
    transport: { send: () => Promise.reject(new Error('this test has no network')), close: () => Promise.resolve() },
    userAgent: 'ProjectWiz/test',
    ...ports,
  };
}
