package dev.outrank.workbench.replay;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Says how a run goes: on a terminal in one line that is written again each second, elsewhere in a line every five seconds. */
final class ProgressLine implements RunListener, AutoCloseable {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int TICKS_BETWEEN_LINES = 5;

    private final PrintWriter out;
    private final boolean terminal;
    private final double warmUpSeconds;
    private int ticks;

    ProgressLine(PrintWriter out, boolean terminal, double warmUpSeconds) {
        this.out = out;
        this.terminal = terminal;
        this.warmUpSeconds = warmUpSeconds;
    }

    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    @Override
    public void tick(Measurements.Tick tick, double seconds, long errors, int inFlight) {
        ticks++;
        if (!terminal && ticks % TICKS_BETWEEN_LINES != 0) {
            return;
        }
        Histogram latency = tick.latency();
        String line = seconds <= warmUpSeconds
                ? String.format(Locale.ROOT, "%5.0f s  warming up, %d in flight, %d errors", seconds, inFlight, errors)
                : String.format(
                        Locale.ROOT,
                        "%5.0f s  %d/s, P50 %.2f ms, P99 %.2f ms, %d in flight, %d errors",
                        seconds,
                        latency.getTotalCount(),
                        millis(latency, 50),
                        millis(latency, 99),
                        inFlight,
                        errors);
        out.print(terminal ? "\r\u001b[K" + line : line + System.lineSeparator());
        out.flush();
    }

    private static double millis(Histogram latency, double percentile) {
        return latency.getTotalCount() == 0 ? 0 : latency.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    /** Leaves the terminal's line empty. */
    @Override
    public void close() {
        if (terminal) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
