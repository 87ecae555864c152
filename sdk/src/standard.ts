import type { Events } from './catalog.ts';

type License = Omit<Events['license_checked'], 'license_key'>;

/** The standard events by words of their own. */
export abstract class Standard {
  abstract track<Name extends keyof Events>(event_name: Name, properties?: Events[Name]): void;

  /** `duration_ms`, if given: how long the feature took. */
  featureUsed(feature: string, more: Omit<Events['feature_used'], 'feature'> = {}): void {
    this.track('feature_used', { feature, ...more });
  }
  /** Begins to measure a feature; what it returns ends that, and tracks. */
  time(feature: string): () => void {
    const began = performance.now();
    return () => this.featureUsed(feature, { duration_ms: Math.round(performance.now() - began) });
  }
  userLoggedIn(method: string, outcome: 'success' | 'failure' = 'success'): void {
    this.track('user_logged_in', { method, outcome });
  }
  usersCounted(registered: number, active: number): void {
    this.track('user_count_reported', { registered, active });
  }
  /** The license was introduced. The key itself is not stored by the service, but a keyed digest of it. */
  licenseActivated(license_key: string, more: License = {}): void {
    this.track('license_activated', { outcome: 'success', ...more, license_key });
  }
  licenseChecked(license_key: string, more: License = {}): void {
    this.track('license_checked', { outcome: 'success', ...more, license_key });
  }
  deviceUsed(device: string, count = 1): void {
    this.track('device_reported', { device, count });
  }
  applicationsRun(application: string, count: number): void {
    this.track('applications_reported', { application, count });
  }
  resourcesUsed(used: Events['resource_usage_reported']): void {
    this.track('resource_usage_reported', used);
  }
  contentDownloaded(content_id: string, bytes?: number): void {
    this.track('content_downloaded', { content_id, count: 1, bytes });
  }
}
