import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDecision, readPolicy } from '../../functions/consent/body.ts';
import { Problem } from '../../functions/platform/problem.ts';
import { decisionFrame } from '../../shared/api/consent.ts';
import { objectOf, tells } from '../ingest/hostile.ts';

const installation_id = '0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11';
const now = Date.parse('2026-11-22T10:00:05.000Z');
const grant = {
  installation_id,
  decision: 'granted',
  purposes: ['usage'],
  notice_version: 1,
  decided_by: 'user',
  decided_at: '2026-11-22T10:00:00Z',
};
const read = (body: unknown) => {
  const decision = readDecision(body, now);
  return decision instanceof Problem ? decision.reason : decision;
};

test.each(['refused', 'withdrawn'])('who and that is enough for a no: %s', (decision) => {
  expect(read({ installation_id, decision })).toEqual({
    body: { installation_id, decision, purposes: [], notice_version: 1, decided_at: now },
    ignored: [],
  });
});

test.each([
  ['notice_language', 'x'.repeat(2000)],
  ['organization_id', 'ada@example.org'],
  ['purposes', 'none'],
  ['purposes', ['advertising']],
  ['notice_version', 2 ** 40],
  ['notice_version', '1'],
  ['notice_version', null],
  ['decided_by', 'vendor'],
  ['decided_at', 'yesterday'],
  ['decided_at', 0],
  ['erase', 'yes'],
])('a no is read whatever its %s says, and that is named: %j', (name, value) => {
  for (const decision of ['refused', 'withdrawn']) {
    expect(read({ ...grant, decision, [name]: value })).toMatchObject({
      body: { installation_id, decision, purposes: [] },
      ignored: [`/${name}`],
    });
  }
});

test('to erase goes with a withdrawal: with a refusal it is left out, with a grant all is', () => {
  expect(read({ installation_id, decision: 'withdrawn', erase: true })).toMatchObject({
    body: { erase: true },
    ignored: [],
  });
  const refused = read({ installation_id, decision: 'refused', erase: true });
  expect(refused).toMatchObject({ body: { decision: 'refused' }, ignored: ['/erase'] });
  expect(refused).not.toHaveProperty('body.erase');
  expect(read({ ...grant, erase: true })).toBe('body_invalid');
});

test('whatever else a body says, a no in it is read, and nothing is repeated', () => {
  const noes = fc.constantFrom('refused', 'withdrawn');
  fc.assert(
    fc.property(noes, objectOf(Object.keys(decisionFrame.fields)), (decision, more) => {
      const got = read({ ...more, installation_id, decision });
      expect(got).toMatchObject({ body: { installation_id, decision, purposes: [] } });
      expect(tells(JSON.stringify((got as { ignored: string[] }).ignored))).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['notice_language', 'de DE!', ['/notice_language'], undefined],
  ['notice_language', 'POSIX', ['/notice_language'], undefined],
  ['notice_language', 'de_DE.UTF-8', [], 'de-DE'],
  ['notice_language', null, ['/notice_language'], undefined],
  ['organization_id', '10.0.0.1', ['/organization_id'], undefined],
  ['organization_id', 'Acme Inc.', [], 'acme-inc'],
  ['email', 'ada@example.org', ['/*'], undefined],
  ['erase', null, ['/erase'], undefined],
])('a grant whose %s is %j is read', (name, value, ignored, kept) => {
  const got = read({ ...grant, [name]: value }) as { body: Record<string, unknown>; ignored: string[] };
  expect(got).toMatchObject({ body: { decision: 'granted', purposes: ['usage'] }, ignored });
  expect(got.body[name]).toBe(kept);
});

test.each([
  ['purposes', ['usage', 'advertising']],
  ['purposes', []],
  ['purposes', null],
  ['notice_version', 0],
  ['notice_version', null],
  ['decided_by', 'vendor'],
  ['decided_at', 'yesterday'],
  ['decided_at', null],
  ['erase', 'no'],
  ['installation_id', '00000000-0000-0000-0000-000000000000'],
  ['decision', 'Granted!'],
])('what says what was granted must be right: %s %j', (name, value) => {
  expect(read({ ...grant, [name]: value })).toBe('body_invalid');
});

const policy = (body: object, before?: Parameters<typeof readPolicy>[1]) => {
  const got = readPolicy(body, before, now);
  return got instanceof Problem ? got.reason : got;
};

test.each([
  [{ allowed_purposes: [] }, ['usage'] as const, []],
  [{ allowed_purposes: [], decided_at: 'today' }, [] as const, ['/decided_at']],
  [{ allowed_purposes: ['usage'], decided_at: 7 }, undefined, ['/decided_at']],
  [
    { allowed_purposes: ['usage'], decided_at: null, note: 1 },
    ['usage', 'licensing'] as const,
    ['/decided_at', '/*'],
  ],
])('a policy that only lowers is read, whenever it was decided: %j', (body, before, ignored) => {
  expect(policy(body, before)).toEqual({
    body: { allowed_purposes: body.allowed_purposes, decided_at: now },
    ignored,
  });
});

test.each([
  [{}, undefined],
  [{ allowed_purposes: ['everything'], decided_at: grant.decided_at }, undefined],
  [{ allowed_purposes: 'none', decided_at: grant.decided_at }, undefined],
  [{ allowed_purposes: ['usage'], decided_at: 'today' }, [] as const],
  [{ allowed_purposes: ['usage', 'licensing'] }, ['usage'] as const],
])('a policy that may raise, or says nothing, must be right: %j', (body, before) => {
  expect(policy(body, before)).toBe('body_invalid');
});
