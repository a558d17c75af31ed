import unknownMessage from '@salesforce/label/c.Screen_Unexpected';
import unknownRemedy from '@salesforce/label/c.Screen_Unexpected_Remedy';

const NO_PERMISSION = 'NO_PERMISSION';

const shapeIn = (text) => {
  try {
    const shape = JSON.parse(text);
    return typeof shape?.message === 'string' ? shape : undefined;
  } catch {
    return undefined;
  }
};

const textIn = (error) => {
  const body = Array.isArray(error?.body) ? error.body[0] : error?.body;
  return body?.message ?? error?.message ?? (typeof error === 'string' ? error : undefined);
};

/**
 * Reads whatever an Apex call, a wire or a component reported.
 *
 * @param {*} error what was thrown or reported
 * @returns {{code: string, message: string, remedy: string|undefined, isPermission: boolean}} words for the person;
 *   isPermission tells that the person lacks a right, so that trying again is of no use
 */
export function toScreenError(error) {
  const text = textIn(error);
  const shape = shapeIn(text) ?? { code: 'UNEXPECTED', message: text ?? unknownMessage, remedy: unknownRemedy };
  return {
    code: shape.code,
    message: shape.message,
    remedy: shape.remedy ?? undefined,
    isPermission: shape.code === NO_PERMISSION,
  };
}
