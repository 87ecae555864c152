import type { Fault } from '../local/endpoint.ts';
import type { Case, Failing } from './lane.ts';

/** How a service may fail. */
export const ways: Record<string, Fault> = {
  throttles: { type: 'ThrottlingException', status: 400 },
  fails: { type: 'InternalServerError', status: 500 },
  refuses: { type: 'AccessDeniedException', status: 400 },
  'is 2.5 s late': { late: 2500 },
  'is 4 s late': { late: 4000 },
  'resets before its work': 'cut',
  'resets within its answer': 'cut within',
  'resets after its work': 'cut after',
  'stalls after the headers': 'stall',
  'answers with nothing': { body: {} },
  'answers with garbage': { text: '<html>502 Bad Gateway</html>' },
};
const services = { DynamoDB: 'DynamoDB', Firehose: 'Firehose', 'Secrets Manager': 'secretsmanager' };
type Service = keyof typeof services;

/** Each of these services fails in its way, all of the time. */
const together = (...failing: [Service, string][]): Case => ({
  fault: failing.map(([service, way]) => `${service} ${way}`).join(', '),
  failing: () => (call) => {
    const [, way] = failing.find(([service]) => call.startsWith(services[service])) ?? [];
    return way === undefined ? undefined : ways[way];
  },
});

/** Every service in every way, one service after the other. */
export const alone = (service: Service): Case[] => Object.keys(ways).map((way) => together([service, way]));

/** What meets in practice. */
export const pairs: Case[] = [
  together(['DynamoDB', 'is 2.5 s late'], ['Firehose', 'is 4 s late']),
  together(['DynamoDB', 'is 2.5 s late'], ['Secrets Manager', 'is 2.5 s late'], ['Firehose', 'is 4 s late']),
  together(['Secrets Manager', 'throttles'], ['Firehose', 'throttles']),
  together(['DynamoDB', 'is 2.5 s late'], ['Firehose', 'resets after its work']),
];

/** Half of all calls to all services. */
export const half: Case[] = ['throttles', 'fails', 'resets before its work', 'resets after its work']
  .concat('answers with nothing', 'answers with garbage')
  .map((way) => ({
    fault: `half of all calls: ${way.replace(/^answers with/, 'answered with')}`,
    batches: 8,
    failing: () => {
      let calls = 0;
      // Of a long run of calls some fail thrice in a row, which is when a client sees it.
      return () => ((calls++ * 7) % 23 < 12 ? ways[way] : undefined);
    },
  }));

/** A function dies at each of its calls, which goes on, while the field posts and decides. */
export const deaths: Case[] = [
  ['ingest', 'DynamoDB.BatchGetItem'],
  ['ingest', 'secretsmanager.GetSecretValue'],
  ['ingest', 'Firehose.PutRecord'],
  ['consent', 'DynamoDB.PutItem'],
  ['consent', 'Firehose.PutRecord'],
].map(([name = '', at = '']) => ({
  fault: `${name} dies at ${at}`,
  dies: true,
  decides: name === 'consent',
  failing: (): Failing => (call, lane) => {
    if (call === at) void lane.kill(name);
    return undefined;
  },
}));
