const NAME = 'demodesk-field-mappings.json';

/**
 * Hands mappings to the person as a file.
 *
 * @param {string} document JSON, as FieldMappingController.exportMappings writes it
 */
export function download(document) {
  const url = URL.createObjectURL(new Blob([document], { type: 'application/json' }));
  const link = window.document.createElement('a');
  link.href = url;
  link.download = NAME;
  link.click();
  URL.revokeObjectURL(url);
}
