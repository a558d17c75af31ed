import { call } from '../platform/server.js';
import { provisioning } from '../platform/wire.js';

const nameOf = (object) => (typeof object === 'string' ? object : object?.objectApiName);
const infoPath = (object) => `object-info/${encodeURIComponent(nameOf(object))}`;

/** Wire adapter: fields, rights, labels and record types of an object. */
export const getObjectInfo = provisioning({
  isReady: ({ objectApiName }) => Boolean(nameOf(objectApiName)),
  key: ({ objectApiName }) => nameOf(objectApiName),
  load: ({ objectApiName }) => call('GET', infoPath(objectApiName)),
});

/** Wire adapter: the same of several objects. */
export const getObjectInfos = provisioning({
  isReady: ({ objectApiNames }) => Array.isArray(objectApiNames),
  key: ({ objectApiNames }) => objectApiNames.map(nameOf).join(),
  load: async ({ objectApiNames }) => ({
    results: await Promise.all(
      objectApiNames.map(async (name) => {
        try {
          return { statusCode: 200, result: await call('GET', infoPath(name)) };
        } catch (error) {
          return { statusCode: error.status, result: error.body };
        }
      }),
    ),
  }),
});

const fieldOf = (field) => (typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`);

/** Wire adapter: the values of a picklist for a record type. */
export const getPicklistValues = provisioning({
  isReady: ({ recordTypeId, fieldApiName }) => Boolean(recordTypeId) && Boolean(fieldApiName),
  key: ({ recordTypeId, fieldApiName }) => `${recordTypeId}:${fieldOf(fieldApiName)}`,
  load: ({ recordTypeId, fieldApiName }) => {
    const [object, field] = fieldOf(fieldApiName).split('.');
    return call('GET', `picklist-values/${object}/${recordTypeId}/${field}`);
  },
});

/** Wire adapter: the values of every picklist of an object for a record type. */
export const getPicklistValuesByRecordType = provisioning({
  isReady: ({ recordTypeId, objectApiName }) => Boolean(recordTypeId) && Boolean(nameOf(objectApiName)),
  key: ({ recordTypeId, objectApiName }) => `${recordTypeId}:${nameOf(objectApiName)}`,
  load: ({ recordTypeId, objectApiName }) => call('GET', `picklist-values/${nameOf(objectApiName)}/${recordTypeId}`),
});
