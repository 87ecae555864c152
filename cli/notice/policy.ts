import { dialog } from '../../shared/notice/dialog.ts';
import { type Language, languages } from '../../shared/notice/languages.ts';

/** What each state of the setting means, for an administrator of Windows. */
const states: Record<Language, readonly string[]> = {
  en: [
    'Enabled: the product may ask each user. That is not a user’s consent.',
    'Disabled: no one is asked and nothing is sent, whatever a user granted before.',
    'Not configured: the product’s own administrator file decides; without one, users may be asked.',
    'It takes effect when the product next starts.',
  ],
  de: [
    'Aktiviert: Das Produkt darf jeden Benutzer fragen. Das ist keine Einwilligung eines Benutzers.',
    'Deaktiviert: Niemand wird gefragt und nichts gesendet, was immer ein Benutzer vorher erlaubt hat.',
    'Nicht konfiguriert: Es entscheidet die Datei für Administratoren des Produkts; gibt es keine, dürfen Benutzer gefragt werden.',
    'Es gilt vom nächsten Start des Produkts an.',
  ],
};

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The setting's file, in the order that Microsoft's schema of policy definitions wants. */
const definitions = (product: string, vendor: string) => `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="http://www.microsoft.com/GroupPolicy/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="product" namespace="Assent.Policies.${escaped(product)}" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <supportedOn>
    <definitions>
      <definition name="supported" displayName="$(string.supported)" />
    </definitions>
  </supportedOn>
  <categories>
    <category name="vendor" displayName="$(string.vendor)" />
    <category name="product" displayName="$(string.product)">
      <parentCategory ref="vendor" />
    </category>
  </categories>
  <policies>
    <!-- ${escaped(vendor).replaceAll('--', '- -')}: read by the SDK for C and C++ at each start. -->
    <policy name="telemetry" class="Machine" displayName="$(string.telemetry)" explainText="$(string.explained)" key="Software\\Policies\\${escaped(product)}" valueName="telemetry">
      <parentCategory ref="product" />
      <supportedOn ref="supported" />
      <enabledValue>
        <string>ask</string>
      </enabledValue>
      <disabledValue>
        <string>off</string>
      </disabledValue>
    </policy>
  </policies>
</policyDefinitions>
`;

function resources(product: string, language: Language, vendor: string, address: string): string {
  const { title, text, checkbox } = dialog(language, vendor, address).administrator;
  const strings = {
    supported: 'Windows 7, Windows Server 2008 R2',
    vendor,
    product,
    telemetry: checkbox,
    explained: [...text, ...states[language]].join('\n\n'),
  };
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="http://www.microsoft.com/GroupPolicy/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <displayName>${escaped(`${product}: ${title}`)}</displayName>
  <description>${escaped(checkbox)}</description>
  <resources>
    <stringTable>
${Object.entries(strings)
  .map(([id, value]) => `      <string id="${id}">${escaped(value)}</string>\n`)
  .join('')}    </stringTable>
  </resources>
</policyDefinitionResources>
`;
}

/** Such as `de-DE`: the folder in which Windows looks for the texts of a language. */
const folderOf = (language: Language): string => {
  const { region } = new Intl.Locale(language).maximize();
  return `${language}-${region}`;
};

/**
 * The administrative template of a product for Windows' Group Policy, as the files of `PolicyDefinitions`: it sets the
 * value `telemetry` of `HKLM\Software\Policies\PRODUCT`, which the SDK for C and C++ reads.
 */
export const template = (product: string, vendor: string, address: string): Record<string, string> => ({
  [`${product}.admx`]: definitions(product, vendor),
  ...Object.fromEntries(
    languages.map((language) => [
      `${folderOf(language)}/${product}.adml`,
      resources(product, language, vendor, address),
    ]),
  ),
});
