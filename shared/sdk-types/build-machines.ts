import vendors from 'ci-info/vendors.json' with { type: 'json' };

/** Holds where one of the variables is set, to something that is not empty; `is` it; or `includes` that. */
type Condition = { variables: readonly string[]; is?: string; includes?: string };

/**
 * How a program tells that it runs on a build machine, as the package ci-info does: never where `CI` is `false`; else
 * where one of `variables` is set and not empty, or where all conditions of one of `services` hold.
 */
export type BuildMachines = {
  variables: readonly string[];
  services: readonly (readonly Condition[])[];
};

type Told = string | Readonly<Record<string, string | string[]>>;

function conditionsOf(told: Told): Condition[] {
  if (typeof told === 'string') return [{ variables: [told] }];
  const { any, env, includes } = told;
  if (Array.isArray(any)) return [{ variables: any }];
  if (typeof includes === 'string') return [{ variables: [String(env)], includes }];
  return Object.entries(told).map(([name, is]) => ({ variables: [name], is: String(is) }));
}

export const buildMachines: BuildMachines = {
  // Of ci-info's own text, which has them nowhere as data.
  variables: [
    'BUILD_ID',
    'BUILD_NUMBER',
    'CI',
    'CI_APP_ID',
    'CI_BUILD_ID',
    'CI_BUILD_NUMBER',
    'CI_NAME',
    'CONTINUOUS_INTEGRATION',
    'RUN_ID',
  ],
  services: (vendors as { env: Told | Told[] }[]).map(({ env }) =>
    (Array.isArray(env) ? env : [env]).flatMap(conditionsOf),
  ),
};
