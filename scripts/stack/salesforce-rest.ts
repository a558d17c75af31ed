/** A minimal Salesforce REST reader, independent of the connector, for measuring and testing the stack from outside. */
export interface SalesforceRest {
  /** @param soql with full API names @returns the records of the first page */
  query<T extends object>(soql: string): Promise<T[]>;
  /** Changes fields of one record. */
  update(object: string, id: string, fields: Readonly<Record<string, unknown>>): Promise<void>;
  /** Creates a record. */
  create(object: string, fields: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Logs in to a local org with the client credentials grant. */
export const connectLocalOrg = async (url: string): Promise<SalesforceRest> => {
  const token = await fetch(`${url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'local', client_secret: 'local' }),
  });
  if (!token.ok) throw new Error(`The local org refused the login: ${token.status} ${await token.text()}`);
  const { access_token: accessToken } = (await token.json()) as { access_token: string };
  const send = async (method: string, path: string, body: object): Promise<Response> => {
    const answer = await fetch(`${url}/services/data/v65.0${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path} failed with ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  return {
    async update(object, id, fields) {
      await send('PATCH', `/sobjects/${object}/${id}`, fields);
    },
    async create(object, fields) {
      await send('POST', `/sobjects/${object}`, fields);
    },
    async query<T extends object>(soql: string): Promise<T[]> {
      const answer = await fetch(`${url}/services/data/v65.0/query?q=${encodeURIComponent(soql)}`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      if (!answer.ok) throw new Error(`Query failed with ${answer.status}: ${await answer.text()}`);
      return ((await answer.json()) as { records: T[] }).records;
    },
  };
};
