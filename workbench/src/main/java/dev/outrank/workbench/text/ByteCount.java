package dev.outrank.workbench.text;

import dev.outrank.bundle.failure.CallerException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: {@code 64GiB}, {@code 1.5TB}, {@code 1000}. */
public final class ByteCount {

    private static final Pattern FORM = Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?)\\s*([A-Za-z]*)");

    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "B",
            1L,
            "kB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L,
            "TB",
            1_000_000_000_000L,
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30,
            "TiB",
            1L << 40);

    private static final double KILO = 1e3;

    private ByteCount() {}

    /**
     * Returns a whole number of bytes.
     *
     * @param name what the number is, for the message
     * @throws CallerException if the text is none, or more than 63 bits
     */
    public static long parse(String name, String text) {
        Matcher form = FORM.matcher(text.strip());
        if (form.matches()) {
            Long unit = UNITS.get(form.group(2));
            if (unit != null) {
                BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
                if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                    return bytes.longValue();
                }
            }
        }
        throw new CallerException(
                name + ": '" + text
                        + "' (expected: bytes below 2^63, such as 64GiB, 500MB or 1000000; units B, kB, MB, GB, TB, KiB, MiB, GiB, TiB)");
    }

    /** Returns a whole number as {@link #text(double)} does. */
    public static String text(long bytes) {
        return text((double) bytes);
    }

    /** Returns the number in the decimal unit that leaves one to three digits before the point, for example {@code 12.345 GB}. */
    public static String text(double bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
        int unit = 0;
        double value = bytes;
        while (value >= KILO && unit < units.length - 1) {
            value /= KILO;
            unit++;
        }
        return unit == 0
                ? String.format(Locale.ROOT, "%.0f B", value)
                : String.format(Locale.ROOT, "%.3f %s", value, units[unit]);
    }
}
