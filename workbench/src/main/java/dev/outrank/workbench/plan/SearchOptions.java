package dev.outrank.workbench.plan;

import dev.outrank.planner.search.SearchSettings;
import dev.outrank.workbench.text.TimeSpan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code auto} searches. */
final class SearchOptions {

    @Option(names = "--seed", paramLabel = "<n>", description = "Of auto: equal seeds give equal plans (default: 1).")
    private @Nullable Long seed;

    @Option(
            names = "--trials",
            paramLabel = "<n>",
            description = "Of auto: changes that are tried at most (default: 20000).")
    private @Nullable Integer trials;

    @Option(
            names = "--time-limit",
            paramLabel = "<time>",
            description =
                    "Of auto: ends a search early, such as 5s; the plan then depends on the machine (default: 20s).")
    private @Nullable String timeLimit;

    @Option(
            names = "--max-cpu",
            paramLabel = "<time>",
            description =
                    "Of auto: the most CPU time that a request may take in all processes, such as 2ms (default: no limit).")
    private @Nullable String maxCpu;

    /** Refuses all of these where nothing is searched. */
    void requireNone() {
        String expected = "--strategy auto or --compare";
        OnlyWith.require(false, "--seed", seed, expected);
        OnlyWith.require(false, "--trials", trials, expected);
        OnlyWith.require(false, "--time-limit", timeLimit, expected);
        OnlyWith.require(false, "--max-cpu", maxCpu, expected);
    }

    SearchSettings settings() {
        SearchSettings defaults = SearchSettings.DEFAULT;
        return new SearchSettings(
                seed == null ? defaults.seed() : seed,
                trials == null ? defaults.maxTrials() : trials,
                timeLimit == null
                        ? defaults.timeLimit()
                        : Duration.ofNanos(TimeSpan.parseNanos("--time-limit", timeLimit)),
                maxCpu == null ? defaults.maxCpuNanos() : TimeSpan.parseNanos("--max-cpu", maxCpu));
    }
}
