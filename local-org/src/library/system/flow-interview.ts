import type { PlatformClass } from '../platform-class.ts';

/** Flow.Interview: a type that code may name. Flows do not run here, and starting one is refused. */
export const flowInterviewClass: PlatformClass = {
  name: 'Flow.Interview',
  kind: 'class',
  abstract: true,
  unsupported: [
    'static Flow.Interview createInterview(String flowName, Map<String,Object> inputVariables)',
    'static Flow.Interview createInterview(String namespace, String flowName, Map<String,Object> inputVariables)',
    'Object getVariableValue(String variableName)',
    'void start()',
  ],
};
