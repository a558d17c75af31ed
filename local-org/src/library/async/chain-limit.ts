import { transaction } from '../../runtime/transaction.ts';

/** Source: Apex Developer Guide, "Queueable Apex", "Queueable Apex Limits". */
const DEVELOPER_EDITION_DEPTH = 5;

/** How long a chain of queueables may be in this org; null = without limit. */
export const chainLimit = (): number | null => {
  const { org } = transaction();
  const object = org.schema.object('Organization', '');
  const edition = object && org.database.read(object, org.id)?.get('OrganizationType');
  return edition === 'Developer Edition' ? DEVELOPER_EDITION_DEPTH : null;
};
