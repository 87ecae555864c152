import { activeInstallations, loginsAndUsers, retention } from './activity.ts';
import { events } from './events.ts';
import { exposure } from './exposure.ts';
import type { Expected } from './field.ts';
import { licenseIntroductions } from './license-introductions.ts';
import { licensePeaks, licenseUsage } from './licenses.ts';
import { environment, geography, languagesAndRoles } from './machines.ts';
import { consentRate, ingestQuality } from './service.ts';
import { stability } from './stability.ts';
import { applicationsPerInstance, contentDownloads, devices, featureAdoption, resourceUsage } from './use.ts';
import { versionAdoption, versionDistribution } from './versions.ts';

/** Every report, computed plainly. Rows in any order. */
export const expected: Record<string, Expected> = {
  'version-distribution': versionDistribution,
  'version-adoption': versionAdoption,
  'license-usage': licenseUsage,
  'license-peaks': licensePeaks,
  'license-introductions': licenseIntroductions,
  'feature-adoption': featureAdoption,
  'active-installations': activeInstallations,
  retention,
  'logins-and-users': loginsAndUsers,
  environment,
  devices,
  'applications-per-instance': applicationsPerInstance,
  'resource-usage': resourceUsage,
  'content-downloads': contentDownloads,
  geography,
  'languages-and-roles': languagesAndRoles,
  'consent-rate': consentRate,
  'ingest-quality': ingestQuality,
  events,
  exposure,
  stability,
};
