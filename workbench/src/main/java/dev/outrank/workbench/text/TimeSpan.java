package dev.outrank.workbench.text;

import dev.outrank.bundle.failure.CallerException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 250us}, {@code 1.5ms}, {@code 20s}. */
public final class TimeSpan {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*([a-z]+)");

    private static final Map<String, Long> NANOS =
            Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "min", 60_000_000_000L);

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;

    private TimeSpan() {}

    /**
     * Returns a number of nanoseconds, rounded down.
     *
     * @param name what the span is, for the message
     * @throws CallerException if the text is none, or more than 63 bits
     */
    public static long parseNanos(String name, String text) {
        Matcher form = FORM.matcher(text.strip());
        if (form.matches()) {
            Long unit = NANOS.get(form.group(2));
            if (unit != null) {
                BigDecimal nanos = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
                if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                    return nanos.longValue();
                }
            }
        }
        throw new CallerException(name + ": '" + text
                + "' (expected: a span of time, such as 250us, 1.5ms or 20s; units ns, us, ms, s, min)");
    }

    /** Returns the span in milliseconds, below one in microseconds; {@code never} where it is infinite. */
    public static String text(double nanos) {
        if (Double.isInfinite(nanos)) {
            return "never";
        }
        return nanos < NANOS_PER_MILLI
                ? String.format(Locale.ROOT, "%.1f us", nanos / NANOS_PER_MICRO)
                : String.format(Locale.ROOT, "%.3f ms", nanos / NANOS_PER_MILLI);
    }
}
