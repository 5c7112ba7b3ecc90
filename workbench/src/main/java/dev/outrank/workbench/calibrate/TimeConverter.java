package dev.outrank.workbench.calibrate;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads times such as {@code 80us} and {@code 1.5ms}. */
final class TimeConverter implements ITypeConverter<Duration> {

    private static final Pattern TIME = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(ns|us|µs|ms|s)");

    @Override
    public Duration convert(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new TypeConversionException("'" + text + "' (expected: a time such as 80us or 1.5ms)");
        }
        double nanosPerUnit =
                switch (time.group(2)) {
                    case "ns" -> 1;
                    case "us", "µs" -> 1e3;
                    case "ms" -> 1e6;
                    default -> 1e9;
                };
        return Duration.ofNanos(Math.round(Double.parseDouble(time.group(1)) * nanosPerUnit));
    }
}
