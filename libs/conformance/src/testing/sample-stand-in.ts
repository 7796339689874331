import type { StandInDescription } from '../stand-in.ts';
import type { sample } from './sample-contract.ts';
import { adasToken, bobsToken, startSampleServer } from './sample-server.ts';

/** What the sample is held to the laws with. */
export const sampleStandIn: StandInDescription<typeof sample> = {
  start: async () => {
    const server = await startSampleServer();
    return {
      over: 'http',
      origin: server.url,
      connection: (address) => ({ config: { baseUrl: address }, secrets: { token: adasToken } }),
      otherConnection: (address) => ({ config: { baseUrl: address }, secrets: { token: bobsToken } }),
      close: () => server.close(),
    };
  },
  examples: {
    listThings: {},
    getThing: { thing: 't1' },
    exportThings: {},
    renameThing: { thing: 't2', name: 'Renamed' },
    addThing: { name: 'Added' },
    orderThing: { name: 'Ordered' },
    dropThing: { thing: 't3' },
  },
};
