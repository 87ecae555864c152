import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

/**
 * permissions.txt is all that any role of the stack may do. After a change that is meant, write it anew with
 * `npx vitest run test/infra/permissions.test.ts -u`, and read what changed.
 */
type Statement = { Effect: string; Action: string | string[]; Resource: unknown; Condition?: object };
type Resource = { Type: string; Properties: Record<string, unknown> };
const { Resources } = JSON.parse(readFileSync(join(inject('stack'), 'assent.template.json'), 'utf8')) as {
  Resources: Record<string, Resource>;
};
const ofType = (type: string) => Object.entries(Resources).filter(([, { Type }]) => Type === type);

/** An ID as it stands in the code, before CDK's hash. */
const named = (id: string) => id.replace(/[0-9A-F]{8}$/, '');

/** An ARN as people read it: without account and region, and other resources by their IDs. */
function readable(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const [[kind, value] = ['', '']] = Object.entries(resource as Record<string, unknown>);
  if (kind === 'Ref') return `<${named(value as string)}>`;
  if (kind === 'Fn::GetAtt') return `<${named((value as string[])[0] as string)}>`;
  return ((value as [string, unknown[]])[1] ?? [])
    .map(readable)
    .join('')
    .replace(/^arn:<AWS::Partition>:([a-z]+):<AWS::Region>:<AWS::AccountId>:/, '$1 ');
}

const statements = ofType('AWS::IAM::Policy').flatMap(([, { Properties }]) => {
  const { Roles, PolicyDocument } = Properties as {
    Roles: { Ref: string }[];
    PolicyDocument: { Statement: Statement[] };
  };
  return Roles.flatMap(({ Ref }) => PolicyDocument.Statement.map((one) => ({ role: named(Ref), ...one })));
});
/** What people may do who are given a policy of ours. */
const ofPeople = ofType('AWS::IAM::ManagedPolicy').flatMap(([id, { Properties }]) =>
  (Properties as { PolicyDocument: { Statement: Statement[] } }).PolicyDocument.Statement.map((one) => ({
    role: named(id),
    ...one,
  })),
);
const permissions = [...statements, ...ofPeople].flatMap(({ role, Action, Resource }) =>
  [Action]
    .flat()
    .flatMap((action) => [Resource].flat().map((on) => ({ role, action, resource: readable(on) }))),
);

test('the roles may do what the table says, and nothing else', async () => {
  const lines = permissions.map(
    ({ role, action, resource }) => `${role.padEnd(14)}${action.padEnd(33)}${resource}`,
  );
  await expect(`${lines.sort().join('\n')}\n`).toMatchFileSnapshot('permissions.txt');
});

test('no role has a policy of AWS, a policy beside these, or one that another service may take', () => {
  for (const [id, { Properties }] of ofType('AWS::IAM::Role')) {
    expect(Properties, id).not.toHaveProperty('ManagedPolicyArns');
    expect(Properties, id).not.toHaveProperty('Policies');
    const service = id.startsWith('StreamRole') ? 'firehose' : 'lambda';
    expect(JSON.stringify(Properties.AssumeRolePolicyDocument)).toContain(
      `"Principal":{"Service":"${service}.amazonaws.com"}`,
    );
  }
});

test('every statement allows, and names its actions one by one', () => {
  for (const { Effect } of statements) expect(Effect).toBe('Allow');
  for (const { action } of permissions) expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
});

test('no resource is wider than a prefix of ours', () => {
  // The tables that Athena makes for the functions are not in the template, so not known by name.
  const acknowledged = [
    'glue table/usage/*',
    'cloudformation stack/assent/*',
    // What `verify` lays, by its name.
    '<Bucket>/landing/hour=*/assent-verify-*',
  ];
  for (const { resource } of permissions.filter((one) => !acknowledged.includes(one.resource))) {
    expect(resource).toMatch(/^(?:[a-z]+ )?[^*]+$|^<Bucket>\/[a-z_]+\/(?:[a-z_]+\/)?\*$/);
  }
});

test('a function is called by its own routes, or by its schedules, and by nobody else', () => {
  for (const [id, { Properties }] of ofType('AWS::Lambda::Permission')) {
    expect(Properties.Principal, id).toMatch(/^(?:apigateway|events)\.amazonaws\.com$/);
    expect(Properties.SourceArn, id).toBeDefined();
  }
});
