/** Where the databases are; the class is the injection token. */
export class DatabaseUrls {
  constructor(
    /** The runtime role. */
    readonly appUrl: string,
    /** The role that may make queues. */
    readonly queueUrl: string,
    /** The owner; absent where migrations are run by somebody else. */
    readonly ownerUrl?: string,
  ) {}
}
