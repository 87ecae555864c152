import { shared } from '../body.ts';
import { is } from '../failed.ts';
import { life } from '../life.ts';

const time = 'time';

life('the bodies of a grant and a batch, to the letter', async (at) => {
  const host = at.start();
  await host.open({ organization_id: 'Contoso Ltd.' });
  await host.do({ do: 'grant', purposes: ['usage', 'persons'], language: 'de', decided_by: 'administrator' });
  is('flush', await host.flush(), true);
  await host.track(
    'feature_used',
    { feature: 'a', count: 2 },
    { user: 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b', role: 'analyst' },
  );
  await host.track('session_started', {});
  is('flush', await host.flush(), true);
  const [grant, batch] = at.service.seen;
  is('grant', shared(grant?.body), {
    installation_id: 'id-1',
    organization_id: 'contoso-ltd',
    decision: 'granted',
    purposes: ['usage', 'persons'],
    notice_version: at.notice,
    notice_language: 'de',
    decided_by: 'administrator',
    decided_at: time,
  });
  is('batch', shared(batch?.body), {
    sent_at: time,
    installation_id: 'id-1',
    organization_id: 'contoso-ltd',
    context: { product_version: '4.2.1' },
    events: [
      {
        event_id: 'id-2',
        event_name: 'feature_used',
        occurred_at: time,
        sequence: 0,
        session_id: 'id-3',
        user_id: 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b',
        user_role: 'analyst',
        properties: { feature: 'a', count: 2 },
      },
      {
        event_id: 'id-4',
        event_name: 'session_started',
        occurred_at: time,
        sequence: 1,
        session_id: 'id-3',
        properties: {},
      },
    ],
  });
  await host.end();
});
