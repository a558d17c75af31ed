import type { ClassSymbol } from '../symbols/class-symbol.ts';
import type { FunctionContext } from './context.ts';

/** Whether queries of a class see only the records shared with the running user, as JavaScript. See `runningSharing`. */
export const sharingCode = (context: FunctionContext): string => {
  switch (context.symbol.sharing) {
    case 'with':
      return 'true';
    case 'without':
      return 'false';
    case 'inherited':
      return '($.sharing.now!==false)';
    default:
      return '($.sharing.now===true)';
  }
};

/** What surrounds the body of every function of a class that says with which sharing its code runs. */
export const sharingFrame = (symbol: ClassSymbol): { readonly begin: string; readonly end: string } => {
  if (symbol.sharing !== 'with' && symbol.sharing !== 'without') return { begin: '', end: '' };
  const begin = `const q=$.sharing.now;$.sharing.now=${symbol.sharing === 'with'};try{`;
  return { begin, end: '}finally{$.sharing.now=q;}' };
};
