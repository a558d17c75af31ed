import { call } from '../platform/server.js';
import { provisioning, refreshRecords } from '../platform/wire.js';

const nameOf = (field) => (typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`);
const namesOf = (fields) => (fields === undefined ? [] : (Array.isArray(fields) ? fields : [fields]).map(nameOf));

const queryOf = ({ recordId, fields, optionalFields, layoutTypes, modes }) => {
  const query = new URLSearchParams();
  const add = (name, values) => values.length > 0 && query.set(name, values.join(','));
  add('fields', namesOf(fields));
  add('optionalFields', namesOf(optionalFields));
  add('layoutTypes', [layoutTypes ?? []].flat());
  add('modes', [modes ?? []].flat());
  return `records/${encodeURIComponent(recordId)}?${query}`;
};

/** Wire adapter: a record with the fields asked for. */
export const getRecord = provisioning({
  isReady: ({ recordId, fields, optionalFields, layoutTypes }) =>
    Boolean(recordId) && [fields, optionalFields, layoutTypes].some((value) => value !== undefined),
  key: queryOf,
  load: (config) => call('GET', queryOf(config)),
  records: (_config, data) => [data.id],
});

/** Wire adapter: several records, each with a result of its own. */
export const getRecords = provisioning({
  isReady: ({ records }) => Array.isArray(records),
  key: ({ records }) => JSON.stringify(records),
  load: async ({ records }) => {
    const asked = records.flatMap(({ recordIds, ...rest }) =>
      recordIds.map((recordId) => queryOf({ recordId, ...rest })),
    );
    const results = await Promise.allSettled(asked.map((path) => call('GET', path)));
    return {
      hasErrors: results.some(({ status }) => status === 'rejected'),
      results: results.map(({ status, value, reason }) =>
        status === 'fulfilled'
          ? { statusCode: 200, result: value }
          : { statusCode: reason.status, result: reason.body },
      ),
    };
  },
  records: (_config, data) => data.results.map(({ result }) => result?.id),
});

const pathOf = (record, field) => {
  const parts = nameOf(field).split('.').slice(1);
  return parts.reduce((value, part) => (value?.value ?? value)?.fields?.[part], record);
};

export const getFieldValue = (record, field) => pathOf(record, field)?.value;
export const getFieldDisplayValue = (record, field) => pathOf(record, field)?.displayValue;

export const createRecord = (input) => call('POST', 'records', input);

export const updateRecord = async (input) => {
  const { Id: id, ...fields } = input.fields;
  const record = await call('PATCH', `records/${encodeURIComponent(id)}`, { fields });
  await refreshRecords([record.id]);
  return record;
};

export const deleteRecord = async (id) => {
  await call('DELETE', `records/${encodeURIComponent(id)}`);
};

/** Tells that records were changed elsewhere, e.g. by Apex. @param records `[{recordId}]` */
export const notifyRecordUpdateAvailable = (records) => refreshRecords(records.map(({ recordId }) => recordId));
export const getRecordNotifyChange = (records) => void notifyRecordUpdateAvailable(records);
export const refreshRecord = (id) => refreshRecords([id]);

/** What `createRecord` takes, from a record: the fields that may be created. */
export const generateRecordInputForCreate = (record, objectInfo) => inputOf(record, objectInfo, 'createable');
export const generateRecordInputForUpdate = (record, objectInfo) => ({
  ...inputOf(record, objectInfo, 'updateable'),
  fields: { ...inputOf(record, objectInfo, 'updateable').fields, Id: record.id },
});

const inputOf = (record, objectInfo, right) => ({
  apiName: record.apiName,
  fields: Object.fromEntries(
    Object.entries(record.fields)
      .filter(([name]) => objectInfo === undefined || objectInfo.fields[name]?.[right])
      .map(([name, { value }]) => [name, value]),
  ),
});
