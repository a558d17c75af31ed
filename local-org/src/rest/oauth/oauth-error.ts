/** An OAuth error answer: `{error, error_description}`. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';

  readonly status: number;
  /** e.g. `invalid_grant` */
  readonly error: string;

  constructor(error: string, description: string, status = 400) {
    super(description);
    this.error = error;
    this.status = status;
  }
}

/** What Salesforce says of a code, a token or a password that is not good (any more). */
export const invalidGrant = (description: string): OAuthError => new OAuthError('invalid_grant', description);
