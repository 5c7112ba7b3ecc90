package dev.outrank.telemetry;

import java.util.List;

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
}
