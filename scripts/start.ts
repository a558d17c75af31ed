/** `npm start`: the connector and, where no real Salesforce or Demodesk is configured, their local stand-ins. */
import { config } from 'dotenv';
import { PortTaken, requireFreePort } from './stack/ports.ts';
import { ServiceFailed } from './stack/service.ts';
import { startStack, type Stack } from './stack/stack.ts';

config({ quiet: true });

const port = (variable: string, standard: number): number => {
  const text = process.env[variable];
  if (text === undefined || text === '') return standard;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  console.error(`${variable} must be a port number between 1 and 65535, not "${text}".`);
  process.exit(1);
};

const connectorPort = port('PORT', 3000);
const localOrgGrpcPort = port('LOCAL_ORG_GRPC_PORT', 3003);
const localOrgPort = process.env.SALESFORCE_CLIENT_ID ? undefined : port('LOCAL_ORG_PORT', 3001);
const demodeskPort = process.env.DEMODESK_API_KEY ? undefined : port('LOCAL_DEMODESK_PORT', 3002);

const welcome = ({ connectorUrl, localOrgUrl, demodeskUrl }: Stack): string => {
  const lines = [
    '',
    'Demodesk for Salesforce is running. Ctrl-C stops everything.',
    '',
    `  Connector        ${connectorUrl}`,
  ];
  lines.push(
    localOrgUrl
      ? `  Local org        ${localOrgUrl}   (a stand-in for Salesforce: client id and secret "local")`
      : '  Salesforce       as configured',
  );
  lines.push(
    demodeskUrl
      ? `  Local Demodesk   ${demodeskUrl}   (a stand-in for Demodesk: API key "local")`
      : '  Demodesk         as configured',
  );
  if (!localOrgUrl || !demodeskUrl) return `${lines.join('\n')}\n`;
  lines.push(
    '',
    'Open:',
    `  ${localOrgUrl}/lightning/n/Demodesk_Home   the screens of the package, as the administrator (switch user at the top)`,
    `  ${localOrgUrl}/lightning                   its apps, records and lists`,
    '',
    'Try, in a second terminal:',
    '  1. npm run sample                      lists the sample meetings',
    '     npm run sample -- <name>            sends one to the connector, as Demodesk would; look at it on its opportunity',
    '  2. the other way: change a contact on its page or over REST, and read what Demodesk is told:',
    `     curl -s -H "Authorization: Bearer local" ${connectorUrl}/v1/changes`,
    "  3. the record a meeting became, over Salesforce's REST API:",
    `     TOKEN=$(curl -s ${localOrgUrl}/services/oauth2/token -d grant_type=client_credentials -d client_id=local -d client_secret=local | sed 's/.*"access_token":"\\([^"]*\\).*/\\1/')`,
    `     curl -s -H "Authorization: Bearer $TOKEN" "${localOrgUrl}/services/data/v65.0/query?q=SELECT+Name,demodesk__Title__c,demodesk__Contact__r.Name+FROM+demodesk__Meeting_Intelligence__c"`,
    '  4. what the connector knows of each delivery:',
    `     curl -s -H "Authorization: Bearer local" ${connectorUrl}/v1/deliveries`,
    '',
  );
  return lines.join('\n');
};

const run = async (): Promise<void> => {
  await requireFreePort(connectorPort, 'connector', 'PORT');
  if (localOrgPort !== undefined) {
    await requireFreePort(localOrgPort, 'local org', 'LOCAL_ORG_PORT');
    await requireFreePort(localOrgGrpcPort, "local org's Pub/Sub API", 'LOCAL_ORG_GRPC_PORT');
  }
  if (demodeskPort !== undefined) await requireFreePort(demodeskPort, 'Demodesk stand-in', 'LOCAL_DEMODESK_PORT');
  const stack = await startStack({
    connectorPort,
    ...(localOrgPort === undefined ? {} : { localOrgPort, localOrgGrpcPort }),
    ...(demodeskPort === undefined ? {} : { demodeskPort }),
    onLine: (name, line) => console.log(`[${name}] ${line}`),
  });
  console.log(welcome(stack));
  let stopping = false;
  const stop = (exitCode: number): void => {
    if (stopping) return;
    stopping = true;
    void stack.stop().then(() => process.exit(exitCode));
  };
  process.on('SIGINT', () => stop(0));
  process.on('SIGTERM', () => stop(0));
  for (const service of stack.services) {
    void service.exited.then((code) => {
      if (stopping) return;
      console.error(`${service.name} ended unexpectedly (exit ${code}); stopping the rest.`);
      stop(1);
    });
  }
};

run().catch((error: unknown) => {
  console.error(error instanceof PortTaken || error instanceof ServiceFailed ? error.message : error);
  process.exit(1);
});
