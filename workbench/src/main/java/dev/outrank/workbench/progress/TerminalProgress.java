package dev.outrank.workbench.progress;

import java.io.Console;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
        return isWatched()
                ? new TerminalProgress(
                        bar(task, totalBytes).setUnit(" MiB", MIB).showSpeed().build())
                : Progress.silent();
    }

    /**
     * Returns a bar of requests where a person watches, else a silent progress.
     *
     * @param task what is done, a word or two
     * @param total all requests
     */
    public static Progress ofRequests(String task, long total) {
        return isWatched()
                ? new TerminalProgress(
                        bar(task, total).setUnit(" requests", 1).showSpeed().build())
                : Progress.silent();
    }

    /**
     * Returns a bar of seconds where a person watches, else a silent progress.
     *
     * @param task what is done, a word or two
     * @param totalMillis all the time; what is added is milliseconds
     */
    public static Progress openMillis(String task, long totalMillis) {
        return isWatched()
                ? new TerminalProgress(bar(task, totalMillis)
                        .setUnit(" s", TimeUnit.SECONDS.toMillis(1))
                        .build())
                : Progress.silent();
    }

    private static boolean isWatched() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static ProgressBarBuilder bar(String task, long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS);
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
