import { connect } from 'node:net';
import type { Change } from './broken.ts';
import * as flaws from './flaws.ts';
import * as tokens from './token-flaws.ts';
import { Prover, type Proof } from './proof.ts';
import { tcpIntegration } from './tcp-integration.ts';
import type { TcpMistakes } from './tcp-client.ts';

const table = { operation: 'listNotes' } as const;
const one = { operation: 'getNote' } as const;
const write = { operation: 'addNote' } as const;

const prover = new Prover(() => tcpIntegration());
const proof = prover.changed.bind(prover);

function mistaken(law: string, by: string, { operation }: { readonly operation: string }, mistakes: TcpMistakes, reason: RegExp): Proof {
  return { law, by, operation, reason, integration: () => tcpIntegration(mistakes) };
}

/** Asks something by itself from the moment when it is made, until nobody is there any more. */
const neverRests: Change = {
  connect: (setup) => {
    const asking = setInterval(() => {
      poke(setup.config.baseUrl, () => {
        clearInterval(asking);
      });
    }, 5);
    return setup;
  },
};

/** Asks something that nobody wants to know, after its answer. */
const sendsLater: Change = {
  handle: async ({ connected, setup }, operation, input, context) => {
    const answer = await connected.handle(operation, input, context);
    poke(setup.config.baseUrl);
    return answer;
  },
};

function poke(address: string, onGone: () => void = () => undefined): void {
  const [host = '', port = ''] = address.split(':');
  const socket = connect({ host, port: Number(port) }, () => socket.write('{"method":"about","params":{}}\n'));
  socket.on('data', () => socket.end()).on('error', onGone);
}

/** For every law over tcp at least one thing that breaks it. */
export const tcpProofs: readonly Proof[] = [
  proof('verify-names-one-account', 'another name each time', one, flaws.forgetsItsName, /called otherwise/),
  proof(
    'verify-says-what-is-wrong',
    'one reason for everything',
    one,
    () => flaws.explainsNothing,
    /with a reset it says validation_error/,
  ),
  proof('verify-keeps-secrets', 'a quoted token', one, () => tokens.quotesTokenInTrial, /“token” shows in what a trial told/),
  proof('health-is-told', 'a proof that fails', table, flaws.worksOnce, /it is/),
  proof('health-tells-what-is-down', 'a good answer for every failure', table, () => flaws.believesItself, /although nobody/),
  proof('example-is-answered', 'an answer without its fields', one, () => flaws.answers(() => ({})), /not as promised/),
  proof('pages-end', 'the same page again and again', table, () => flaws.answers(flaws.samePage('2')), /a page that was there/),
  proof('choices-are-accepted', 'ids that are not accepted', one, () => flaws.answers(flaws.renumbered), /does not take "#n1"/),
  proof('cancelled-before', 'a client that never rests', one, () => neverRests, /something was sent/),
  proof('cancelled-during', 'no ear for a cancel', one, () => flaws.ignoresCancel, /did not see that it was given up/),
  proof('cancelled-after', 'something sent later', one, () => sendsLater, /something more was sent/),
  proof('time-limit', 'no ear for the limit', one, () => flaws.ignoresCancel, /did not see that it was given up/),
  mistaken('nothing-is-left', 'connections that nobody closes', one, { leavesOpen: true, letsGoOn: true }, /connections are left open/),
  proof('lost-answer', 'a change that is repeated', write, () => flaws.repeatsByItself, /it answered|done 2 times/),
  proof('lost-answer', 'a change that denies itself', write, () => flaws.saysNothingWasDone, /it answered|nothing was done|done 2 times/),
  proof('lost-answer', 'a read that is not repeated', one, () => flaws.neverTriesAgain, /was lost/),
  proof('secrets-stay-secret', 'the token on the console', one, () => tokens.writesTokenToConsole, /wrote to the console/),
  proof('secrets-stay-secret', 'the token in a sentence', one, () => tokens.quotesToken, /“token” shows in what it told/),
  proof('connections-share-nothing', 'a token in a shared place', one, tokens.sharesToken, /what another connection sent/),
  proof('breakers-are-apart', 'illness in a shared place', table, flaws.sharesIllness, /other circuit is open|sent nothing/),
  ...['connection-refused', 'connection-reset', 'connection-closed'].map((law) => prover.renamed(law, one)),
  proof('connection-reset', 'an own repetition', write, () => flaws.repeatsByItself, /sent 2 times instead of 1/),
  proof('connection-closed', 'a change that denies itself', write, () => flaws.saysNothingWasDone, /attempts instead of 1/),
  proof('connection-refused', 'a change that was done perhaps', write, () => flaws.saysItMayBeDone, /of its outcome|attempts instead of/),
  mistaken('answer-cut', 'half an answer', one, { takesHalves: true }, /as if nothing were wrong/),
  proof('answer-cut', 'an own repetition', write, () => flaws.repeatsByItself, /sent 2 times|done 2 times/),
  proof('answer-without-end', 'no ear for the limit', one, () => flaws.ignoresCancel, /did not come to an end/),
  mistaken('garbage-answer', 'belief in all that comes', one, { believesAll: true }, /internal_error/),
  proof('garbage-answer', 'something thrown into nothing', one, () => flaws.throwsIntoNothing, /nobody handled it/),
  proof('connection-not-taken', 'no ear for the limit', one, () => flaws.ignoresCancel, /did not come to an end/),
  mistaken('lost-connection-is-left', 'a broken connection that is kept', one, { keepsBroken: true }, /the next call fails/),
  mistaken('callers-wait-in-order', 'the last one first', one, { lastFirst: true }, /who waited longest came last/),
  mistaken('server-stops-when-cancelled', 'work that goes on', one, { letsGoOn: true }, /goes on with it/),
  mistaken('server-stops-in-time', 'work that goes on', one, { letsGoOn: true }, /goes on with it/),
];
