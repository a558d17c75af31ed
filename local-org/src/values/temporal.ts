/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** An Apex Date: days since 1970-01-01, no time zone. */
export class ApexDate {
  readonly epochDay: number;

  constructor(epochDay: number) {
    this.epochDay = epochDay;
  }

  static of(year: number, month: number, day: number): ApexDate {
    // Date.UTC reads the years 0 to 99 as 1900 to 1999; setUTCFullYear takes them as they are.
    return new ApexDate(new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS);
  }

  /** @param iso `YYYY-MM-DD` */
  static parse(iso: string): ApexDate {
    return new ApexDate(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
  }

  get year(): number {
    return new Date(this.epochDay * DAY_MS).getUTCFullYear();
  }

  /** 1 to 12 */
  get month(): number {
    return new Date(this.epochDay * DAY_MS).getUTCMonth() + 1;
  }

  get day(): number {
    return new Date(this.epochDay * DAY_MS).getUTCDate();
  }

  /** @returns `YYYY-MM-DD` */
  toString(): string {
    return new Date(this.epochDay * DAY_MS).toISOString().slice(0, 10);
  }
}

/** An Apex Datetime: milliseconds since the epoch, UTC. */
export class Datetime {
  readonly epochMs: number;

  constructor(epochMs: number) {
    this.epochMs = epochMs;
  }

  /** @returns `YYYY-MM-DD HH:MM:SS` in UTC; `String.valueOf` converts to the running user's time zone first */
  toString(): string {
    return new Date(this.epochMs).toISOString().slice(0, 19).replace('T', ' ');
  }
}

/** An Apex Time: milliseconds since midnight. */
export class Time {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }

  /** @returns `HH:MM:SS.mmmZ` */
  toString(): string {
    return new Date(this.ms).toISOString().slice(11);
  }
}
