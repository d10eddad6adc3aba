/** An alert of a tenant as pages show it: its texts are in the display language. */
export interface ShownAlert {
  /** Names it among the alerts of the tenant. */
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** The severity in words. */
  readonly label: string;
  readonly title: string;
  readonly sentence: string;
  /** Since when it is there, and since when it can't be judged. */
  readonly remark: string;
}

/** The alerts of a tenant, the most severe first. */
export interface ShownAlerts {
  readonly alerts: readonly ShownAlert[];
  /** How many there are beside these. */
  readonly more: number;
}
