package dev.outrank.workbench.trace;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.reuse.ReuseCatalog;
import dev.outrank.workbench.reuse.ReuseHistogram;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the ids of a trace come from. */
sealed interface Popularity {

    /** The zipf laws of the workload's tables. */
    record Zipf() implements Popularity {}

    /**
     * A histogram of reuse, met by every table.
     *
     * @param histogram the histogram
     */
    record Reuse(ReuseHistogram histogram) implements Popularity {}

    /**
     * Returns what an option says: {@code zipf}, {@code reuse:<dataset>} or {@code <file>.csv[:<dataset>]}.
     *
     * @throws CallerException if it says something else, or there is no such histogram
     */
    static Popularity parse(String option) {
        if (option.equals("zipf")) {
            return new Zipf();
        }
        if (option.startsWith("reuse:")) {
            return new Reuse(ReuseCatalog.find(option.substring("reuse:".length())));
        }
        Matcher file = Pattern.compile("(.*\\.csv)(?::(.*))?").matcher(option);
        if (!file.matches()) {
            throw new CallerException("popularity: '" + option + "' (expected: zipf, reuse:<dataset> with one of "
                    + ReuseCatalog.builtIn() + ", or <file>.csv[:<dataset>])");
        }
        String dataset = file.group(2);
        return new Reuse(ReuseCatalog.read(Path.of(file.group(1)), dataset == null ? "" : dataset));
    }

    /** Returns how a trace's header names it. */
    default String label() {
        return switch (this) {
            case Zipf zipf -> "zipf";
            case Reuse reuse -> "reuse:" + reuse.histogram().dataset();
        };
    }
}
