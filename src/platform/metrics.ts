import { type Meter, ValueType } from '@opentelemetry/api';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';

export type Metrics = {
  /** Makes the instruments of a module. */
  meter(name: string): Meter;
  /** Everything measured so far in the Prometheus text format (version 0.0.4). */
  text(): Promise<string>;
};

class Pull extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** The metrics of this process, with its memory and event loop among them. */
export function openMetrics(): Metrics {
  const reader = new Pull();
  const provider = new MeterProvider({ readers: [reader] });
  const serializer = new PrometheusSerializer('cuaso', false, undefined, true, true);
  const own = provider.getMeter('cuaso.process');
  const loop = performance.eventLoopUtilization;
  let before = loop();
  own
    .createObservableGauge('process_resident_memory', { unit: 'By', valueType: ValueType.INT })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  own.createObservableGauge('process_loop_utilization', { unit: '1' }).addCallback((result) => {
    const now = loop();
    result.observe(loop(now, before).utilization);
    before = now;
  });
  return {
    meter: (name) => provider.getMeter(`cuaso.${name}`),
    async text() {
      const { resourceMetrics } = await reader.collect();
      return serializer.serialize(resourceMetrics);
    },
  };
}
