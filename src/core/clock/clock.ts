/** The one place that asks what time it is; tests and the fast-clock story move it. */
export class Clock {
  #shift = 0;

  /** Returns the time the product believes in (UTC instant). */
  now(): Date {
    return new Date(Date.now() + this.#shift);
  }

  /** Returns today's date, `YYYY-MM-DD`, in the given zone. */
  today(zone = 'Europe/London'): string {
    return dateIn(this.now(), zone);
  }

  /** How far this clock is ahead of the machine's, in milliseconds. SQL's `app_now()` follows it. */
  get shift(): number {
    return this.#shift;
  }

  /** Moves the clock to an instant; it goes on from there. */
  moveTo(instant: Date): void {
    this.#shift = instant.getTime() - Date.now();
  }
}

/** Returns the calendar date, `YYYY-MM-DD`, of an instant in a time zone. */
export function dateIn(instant: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(instant);
}
