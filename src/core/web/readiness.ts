/** Whether new work may be sent to this process. */
export class Readiness {
  stopping = false;
}
