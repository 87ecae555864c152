import { join } from 'node:path';
import type { Explorer } from '../explore/serve.ts';
import { deployment } from '../operator/deployment.ts';

/** The page of `npm run explore` over this run, below `/reports`: loaded when somebody looks. */
export function reportsPage(data: string): Explorer {
  const load = async () => {
    const [{ explorer }, { Kept }, { queryTarget }] = await Promise.all([
      import('../explore/serve.ts'),
      import('../explore/kept.ts'),
      import('../reports/run.ts'),
    ]);
    const target = queryTarget(await deployment({ data }));
    return explorer({ target, kept: new Kept(join(data, 'kept')) }, '/reports');
  };
  let loaded: Promise<Explorer> | undefined;
  return async (request, response) => {
    loaded ??= load();
    return (await loaded)(request, response);
  };
}
