package dev.outrank.workbench.replay;

import dev.outrank.bundle.failure.CallerException;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * A log of HdrHistogram's own format, version 1.3, an interval a second: latencies from when requests were due without a tag, those from the send
 * with the tag {@code service}; values are nanoseconds.
 */
final class HistogramLog implements RunListener, AutoCloseable {

    private static final String SERVICE = "service";

    private final HistogramLogWriter writer;

    private HistogramLog(HistogramLogWriter writer) {
        this.writer = writer;
    }

    /** Begins a log in place of what was there. */
    static HistogramLog create(Path file, String what) {
        try {
            HistogramLogWriter writer = new HistogramLogWriter(file.toFile());
            long now = System.currentTimeMillis();
            writer.outputComment("[outrank replay: " + what + "; nanoseconds]");
            writer.outputLogFormatVersion();
            writer.outputStartTime(now);
            writer.setBaseTime(now);
            writer.outputLegend();
            return new HistogramLog(writer);
        } catch (FileNotFoundException e) {
            throw new CallerException("--hdr: " + file + " (expected: a writable place; " + e.getMessage() + ")", e);
        }
    }

    @Override
    public void tick(Measurements.Tick tick, double seconds, long errors, int inFlight) {
        add(tick.latency());
        Histogram service = tick.service();
        service.setTag(SERVICE);
        add(service);
    }

    private void add(Histogram interval) {
        if (interval.getTotalCount() > 0) {
            writer.outputIntervalHistogram(interval);
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
