import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from './template.ts';

type Column = { Name: string; Type: string };

const duckTypes: Record<string, string> = {
  string: 'VARCHAR',
  'map<string,string>': 'MAP(VARCHAR, VARCHAR)',
};
const typeOf = ({ Type }: Column) => duckTypes[Type] ?? Type;

/** The template's tables over objects: by name, the statement that makes a view of the objects as they are now. */
export function externalTables(template: Template, folder: string): Map<string, () => string> {
  const tables = template.ofType('AWS::Glue::Table').map(({ properties }) => {
    const { Name, StorageDescriptor, PartitionKeys = [] } = properties.TableInput;
    const columns = StorageDescriptor.Columns as Column[];
    const keys = PartitionKeys as Column[];
    const types = (some: Column[], quote: string) =>
      some.map((column) => `${column.Name}: ${quote}${typeOf(column)}${quote}`).join(', ');
    // Athena has each row's object as "$path", though `*` leaves it out there.
    const none = [...columns, ...keys, { Name: '"$path"', Type: 'string' }]
      .map((column) => `NULL::${typeOf(column)} AS ${column.Name}`)
      .join(', ');
    const location = join(folder, StorageDescriptor.Location.replace('s3://', 's3/'));
    const objects = join(location, ...keys.map((key) => `${key.Name}=*`), '**', '*.json.gz');
    const partitions = keys.length
      ? `hive_partitioning = true, hive_types = {${types(keys, '')}}`
      : 'hive_partitioning = false';
    const view = () =>
      globSync(objects).length === 0
        ? `CREATE TEMP VIEW ${Name} AS SELECT ${none} WHERE false`
        : `CREATE TEMP VIEW ${Name} AS SELECT * FROM read_json('${objects.replaceAll("'", "''")}',
            format = 'newline_delimited', columns = {${types(columns, "'")}}, ignore_errors = true, filename = '$path', ${partitions})`;
    return [Name as string, view] as const;
  });
  return new Map(tables);
}
