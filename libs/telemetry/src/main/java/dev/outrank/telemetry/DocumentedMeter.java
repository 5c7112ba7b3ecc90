package dev.outrank.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A meter that {@code docs/metrics.md} describes. Each service has one enum of these, names no other meter of its own, and gives each meter the
 * tags that are documented and no more; the tags that are common to all of a service's meters are not named here.
 */
public interface DocumentedMeter {

    /** Returns the name in dotted form, for example {@code outrank.gateway.request}. */
    String meterName();

    /** Returns what it measures with. */
    MeterKind kind();

    /** Returns the base unit in the plural, for example {@code seconds}, {@code bytes} or {@code requests}. */
    String unit();

    /** Returns the tags' keys, in order. */
    List<String> tags();

    /** Returns one line for those who read a dashboard, without a full stop. */
    String description();

    /** Registers a counter, or finds it; the values are of the tags, in their order. */
    default Counter counter(MeterRegistry registry, String... values) {
        requireKind(MeterKind.COUNTER);
        return Counter.builder(meterName())
                .description(description())
                .baseUnit(unit())
                .tags(tagged(values))
                .register(registry);
    }

    /** Registers a timer, or finds it. */
    default Timer timer(MeterRegistry registry, String... values) {
        requireKind(MeterKind.TIMER);
        return Timer.builder(meterName())
                .description(description())
                .tags(tagged(values))
                .register(registry);
    }

    /** Registers a gauge, which does not keep its source: where that is collected, the gauge has no value any more. */
    default <T> void gauge(MeterRegistry registry, T source, ToDoubleFunction<T> value, String... values) {
        requireKind(MeterKind.GAUGE);
        Gauge.builder(meterName(), source, value)
                .description(description())
                .baseUnit(unit())
                .tags(tagged(values))
                .register(registry);
    }

    /**
     * Returns the tags with these values, in their order.
     *
     * @throws IllegalArgumentException if there is not one value of each
     */
    default Tags tagged(String... values) {
        List<String> keys = tags();
        if (keys.size() != values.length) {
            throw new IllegalArgumentException(
                    meterName() + ": " + values.length + " values (expected: one of each of " + keys + ")");
        }
        Tags tagged = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tagged = tagged.and(keys.get(i), values[i]);
        }
        return tagged;
    }

    private void requireKind(MeterKind kind) {
        if (kind() != kind) {
            throw new IllegalStateException(meterName() + ": " + kind + " (expected: " + kind() + ", as documented)");
        }
    }
}
