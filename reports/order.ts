/** The reports as people look for them: the two main questions, then all by what they are about. */
export const mainReports = ['version-distribution', 'license-usage'] as const;

/** Every report's place, group by group. */
export const groups: Record<string, readonly string[]> = {
  Versions: ['version-distribution', 'version-adoption', 'exposure', 'stability'],
  Licenses: ['license-usage', 'license-peaks', 'license-introductions'],
  Field: ['active-installations', 'retention', 'geography'],
  Use: [
    'events',
    'feature-adoption',
    'logins-and-users',
    'languages-and-roles',
    'applications-per-instance',
    'content-downloads',
  ],
  Machines: ['environment', 'devices', 'resource-usage'],
  Quality: ['consent-rate', 'ingest-quality'],
};

const places = [...mainReports, ...Object.values(groups).flat()];

/** In the order above; what has no place there yet comes last. */
export const inOrder = <Named extends { name: string }>(some: readonly Named[]): Named[] => {
  const place = ({ name }: Named) => {
    const at = places.indexOf(name);
    return at < 0 ? places.length : at;
  };
  return some.toSorted((a, b) => place(a) - place(b));
};
