/** How columns and values read for people: in tables, on axes and in labels. */

export type Value = string | number | boolean | null | undefined;

/** Whether a column holds fractions of 1. */
export const isShare = (name: string): boolean => /(?:share|utilization|coverage|rate)$/.test(name);

const units: [RegExp, string][] = [
  [/_percent$/, ', %'],
  [/_mb$/, ', MB'],
  [/_id$/, ''],
];

/** A column's name in words, with its unit. */
export function title(name: string): string {
  const unit = units.find(([ending]) => ending.test(name));
  const words = (unit ? name.replace(unit[0], '') : name).replaceAll('_', ' ');
  return `${words}${isShare(name) ? ', %' : (unit?.[1] ?? '')}`;
}

/** A value for people: fractions as percent, numbers in groups of three, nothing for null. */
export function formatValue(name: string, value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') {
    if (isShare(name)) return `${(100 * value).toFixed(1)} %`;
    return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  }
  // A digest is told apart by its beginning; csv and json have all of it.
  return name === 'license_id' ? String(value).slice(0, 12) : String(value);
}

/** Whether a column stands to the right. */
export const isNumeric = (type: string): boolean =>
  /^(?:(?:tiny|small|big)?int|integer|double|real|float|decimal)/.test(type);
