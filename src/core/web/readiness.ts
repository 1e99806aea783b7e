/** Whether new work may be sent to this process. */
export class Readiness {
  stopping = false;
  /** Why mail and work are held back, in words; undefined where they are not. */
  quarantined?: string;
}
