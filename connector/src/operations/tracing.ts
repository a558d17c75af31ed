import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const NAME = 'demodesk-connector';

/**
 * Sends traces to `OTEL_EXPORTER_OTLP_ENDPOINT`, with the other `OTEL_*` settings of OpenTelemetry; does nothing where
 * that is not set.
 *
 * @returns the function that sends what is left and stops
 */
export const startTracing = (environment: NodeJS.ProcessEnv): (() => Promise<void>) => {
  if ((environment.OTEL_EXPORTER_OTLP_ENDPOINT ?? '') === '') return () => Promise.resolve();
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': environment.OTEL_SERVICE_NAME ?? NAME }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return () => provider.shutdown();
};

/** What a span is about; values must be safe to show to operators: keys and counts, never what people wrote. */
export type SpanAttributes = Attributes;

/**
 * Runs work inside a span; costs next to nothing while no traces are sent.
 *
 * @param name e.g. `salesforce POST /composite/sobjects`
 * @param kind `client` for a call to another system
 * @throws what the work throws, noted in the span by its type only: messages may name people
 */
export const traced = <T>(
  name: string,
  kind: 'internal' | 'client' | 'server',
  attributes: SpanAttributes,
  work: () => Promise<T>,
): Promise<T> => {
  const kinds = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, server: SpanKind.SERVER };
  return trace.getTracer(NAME).startActiveSpan(name, { kind: kinds[kind], attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'failed' });
      throw error;
    } finally {
      span.end();
    }
  });
};
