package dev.outrank.workbench.progress;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error. */
public final class TerminalProgress implements Progress {

    private static final long MIB = 1L << 20;
    private static final int UPDATE_MILLIS = 200;

    private final ProgressBar bar;

    private TerminalProgress(ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Returns a bar where a person watches, else a silent progress.
     *
     * @param task what is done, a word or two
     * @param totalBytes all the work
     */
    public static Progress open(String task, long totalBytes) {
        return open(task, totalBytes, " MiB", MIB);
    }

    /**
     * Returns a progress that counts requests.
     *
     * @param task what is done, a word or two
     * @param total all requests
     */
    public static Progress ofRequests(String task, long total) {
        return open(task, total, " requests", 1);
    }

    private static Progress open(String task, long total, String unit, long unitSize) {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            return Progress.silent();
        }
        return new TerminalProgress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(unit, unitSize)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .showSpeed()
                .build());
    }

    @Override
    public void add(long done) {
        bar.stepBy(done);
    }

    @Override
    public void close() {
        bar.close();
    }
}
