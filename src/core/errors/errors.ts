/** What went wrong, field by field: the name of the form field and the sentence a person reads. */
export type Problems = Record<string, string>;

/** A refusal in the product's own words. `status` is the HTTP status that pages and the API answer with. */
export class DomainError extends Error {
  readonly status: number = 400;
  /** Extra members for problem+json (RFC 9457), never personal data. */
  readonly details: Record<string, unknown> = {};
}

/** Not there, or not yours: the two must look the same from outside. */
export class NotFound extends DomainError {
  override readonly status = 404;
  constructor(message = 'There is nothing here, or it is not yours to see.') {
    super(message);
  }
}

/** Yours to know about, but not yours to do; the sentence says why and who may. */
export class Forbidden extends DomainError {
  override readonly status = 403;
  constructor(message = 'Your roles in this network do not allow this.') {
    super(message);
  }
}

/** The state has moved on since the page was opened. */
export class Conflict extends DomainError {
  override readonly status = 409;
}

/** Some answers cannot be taken as they are; the form comes back with them kept. */
export class Invalid extends DomainError {
  override readonly status = 422;
  constructor(
    readonly problems: Problems,
    message = Object.values(problems)[0] ?? 'Some answers need another look.',
  ) {
    super(message);
  }
}

/** Over a limit; `retryAfter` is in seconds. */
export class TooMany extends DomainError {
  override readonly status = 429;
  constructor(
    readonly retryAfter: number,
    message = 'That is more than we can take just now. Please wait a little and try again.',
  ) {
    super(message);
  }
}

/** Nobody is signed in, or the session has ended. Pages answer it with the sign-in page. */
export class SignInNeeded extends DomainError {
  override readonly status = 401;
  constructor(message = 'Please sign in first.') {
    super(message);
  }
}

/** The act needs a fresh second factor (ASVS 7.5.1). Pages answer it with the code page. */
export class StepUpNeeded extends DomainError {
  override readonly status = 403;
  constructor(message = 'Please confirm it is you with a code from your authenticator app.') {
    super(message);
  }
}

/** The product cannot start or a command cannot run; the sentence names the way out. */
export class StartProblem extends Error {}
