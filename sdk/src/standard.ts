import type { Events } from './catalog.ts';

type License = Omit<Events['license_checked'], 'license_key'>;
type CheckedOut = Omit<Events['license_checked_out'], 'license_key'>;
type Returned = Omit<Events['license_returned'], 'license_key'>;
type Cause = NonNullable<Events['license_denied']['cause']>;
type Denied = Omit<Events['license_denied'], 'license_key' | 'cause'>;

/** The standard events by words of their own. */
export abstract class Standard {
  abstract track<Name extends keyof Events>(event_name: Name, properties?: Events[Name]): void;

  /**
   * `duration_ms`, if given: how long the feature took.
   * @example telemetry.featureUsed('export_pdf', { duration_ms: 1200 });
   */
  featureUsed(feature: string, more: Omit<Events['feature_used'], 'feature'> = {}): void {
    this.track('feature_used', { feature, ...more });
  }
  /**
   * Begins to measure a feature; what it returns ends that, and tracks.
   * @example const end = telemetry.time('export_pdf'); await exportPdf(); end();
   */
  time(feature: string): () => void {
    const began = performance.now();
    return () => this.featureUsed(feature, { duration_ms: Math.round(performance.now() - began) });
  }
  /** @example telemetry.userLoggedIn('sso', 'failure'); */
  userLoggedIn(method: string, outcome: 'success' | 'failure' = 'success'): void {
    this.track('user_logged_in', { method, outcome });
  }
  /**
   * How many users the installation has, and how many of them used it in the period the product reports on.
   * @example telemetry.usersCounted(120, 34);
   */
  usersCounted(registered: number, active: number): void {
    this.track('user_count_reported', { registered, active });
  }
  /**
   * The license was introduced. The key itself is not stored by the service, but a keyed digest of it.
   * @example telemetry.licenseActivated('ABCD-1234', { license_type: 'named_user', seats_purchased: 5 });
   */
  licenseActivated(license_key: string, more: License = {}): void {
    this.track('license_activated', { outcome: 'success', ...more, license_key });
  }
  /** @example telemetry.licenseChecked('ABCD-1234', { license_type: 'node_locked', outcome: 'failure' }); */
  licenseChecked(license_key: string, more: License = {}): void {
    this.track('license_checked', { outcome: 'success', ...more, license_key });
  }
  /**
   * This session holds seats of a floating license from now on: `seats`, or one. It does so until `licenseReturned`,
   * also while it is offline.
   * @example telemetry.licenseCheckedOut('ABCD-1234', { seats: 2, seats_purchased: 10 });
   */
  licenseCheckedOut(license_key: string, more: CheckedOut = {}): void {
    this.track('license_checked_out', { outcome: 'success', ...more, license_key });
  }
  /**
   * This session gave back all its seats of the license. `duration_ms`: how long it had held them.
   * @example telemetry.licenseReturned('ABCD-1234', { duration_ms: 5_400_000 });
   */
  licenseReturned(license_key: string, more: Returned = {}): void {
    this.track('license_returned', { outcome: 'success', ...more, license_key });
  }
  /**
   * A license was asked for and not given.
   * @example telemetry.licenseDenied('ABCD-1234', 'none_free');
   */
  licenseDenied(license_key: string, cause: Cause, more: Denied = {}): void {
    this.track('license_denied', { ...more, cause, license_key });
  }
  /**
   * A session of the product failed. `duration_ms`: how long it had lasted.
   * @example telemetry.sessionFailed('crash', { duration_ms: 60_000 });
   */
  sessionFailed(
    kind: NonNullable<Events['session_failed']['kind']>,
    more: Omit<Events['session_failed'], 'kind'> = {},
  ): void {
    this.track('session_failed', { ...more, kind });
  }
  /** Devices in use beside the host. @example telemetry.deviceUsed('scanner', 2); */
  deviceUsed(device: string, count = 1): void {
    this.track('device_reported', { device, count });
  }
  /** Applications of this instance. @example telemetry.applicationsRun('billing', 3); */
  applicationsRun(application: string, count: number): void {
    this.track('applications_reported', { application, count });
  }
  /** @example telemetry.resourcesUsed({ cpu_percent: 12.5, memory_used_mb: 300 }); */
  resourcesUsed(used: Events['resource_usage_reported']): void {
    this.track('resource_usage_reported', used);
  }
  /** @example telemetry.contentDownloaded('manual-de', 1_048_576); */
  contentDownloaded(content_id: string, bytes?: number): void {
    this.track('content_downloaded', { content_id, count: 1, bytes });
  }
}
