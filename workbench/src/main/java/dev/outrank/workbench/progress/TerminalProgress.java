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
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            return Progress.silent();
        }
        return new TerminalProgress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(totalBytes)
                .setUnit(" MiB", MIB)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .showSpeed()
                .build());
    }

    @Override
    public void add(long bytes) {
        bar.stepBy(bytes);
    }

    @Override
    public void close() {
        bar.close();
    }
}
