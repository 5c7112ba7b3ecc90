package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.workbench.replay.Api;
import dev.outrank.workbench.replay.ApiConverter;
import dev.outrank.workbench.text.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How thorough a study is, and with which settings of the services. */
final class StudyOptions {

    private static final List<String> STRATEGIES = List.of("capacity", "load", "nsbp", "auto");
    private static final int QUICK_SHARDS = 8;

    @Option(
            names = "--quick",
            description =
                    "8 shards by auto and one process only, serial and at 50 %%, 3 rounds, no sweeps: under ten minutes for all models.")
    private boolean quick;

    @Option(
            names = "--strategies",
            split = ",",
            paramLabel = "<name>",
            description = "Strategies (default: capacity,load,nsbp,auto, with --quick auto).")
    private @Nullable List<String> strategies;

    @Option(
            names = "--shard-counts",
            split = ",",
            paramLabel = "<n>",
            description = "Numbers of shards (default: 1,2,4,8, with --quick 8).")
    private @Nullable List<Integer> shardCounts;

    @Option(
            names = "--loads",
            split = ",",
            paramLabel = "<percent>",
            description = "Shares of one process's capacity, besides serial (default: 25,50,75, with --quick 50).")
    private @Nullable List<Integer> loads;

    @Option(
            names = "--rounds",
            paramLabel = "<n>",
            description = "Turns of each side under each load (default: 5, with --quick 3).")
    private @Nullable Integer rounds;

    @Option(
            names = "--turn",
            paramLabel = "<time>",
            description = "How long one side is measured at a time (default: 800ms, with --quick 1500ms).")
    private @Nullable String turn;

    @Option(
            names = "--answer-turn",
            paramLabel = "<time>",
            description =
                    "The same for the best placement on the most shards, which is measured once more, also with as many requests as it can take; 0s to do"
                            + " without (default: 4s, with --quick 0s).")
    private @Nullable String answerTurn;

    @Option(
            names = "--warm-up",
            paramLabel = "<time>",
            description =
                    "How long new processes are warmed up, and a tenth of it for each plan after their first (default: 60s).")
    private @Nullable String warmUp;

    @Option(names = "--requests", paramLabel = "<n>", description = "Distinct requests of each model (default: 100).")
    private @Nullable Integer requests;

    @Option(
            names = "--api",
            paramLabel = "<api>",
            defaultValue = "infer",
            converter = ApiConverter.class,
            description = "infer, infer-binary or rank (default: ${DEFAULT-VALUE}).")
    private Api api;

    @Option(
            names = "--transport",
            paramLabel = "<name>",
            description = "How ranking calls shards (default: the services').")
    private @Nullable String transport;

    @Option(
            names = "--property",
            paramLabel = "<name=value>",
            description = "A setting of all services; may be given several times.")
    private Map<String, String> properties = Map.of();

    @Option(
            names = "--sweeps",
            split = ",",
            paramLabel = "<name>",
            description =
                    "What to change about the best placement on the most shards: batch (sizes), local (tables in ranking or not), tables (int8, int4), user (once"
                            + " or for each candidate, and sent with each) (default: all, with --quick none).")
    private @Nullable List<Sweep> sweeps;

    @Option(names = "--no-sweeps", description = "Change nothing about the best placement.")
    private boolean noSweeps;

    StudySettings settings() {
        return new StudySettings(
                strategies != null ? strategies : quick ? List.of("auto") : STRATEGIES,
                shardCounts(),
                loads != null ? loads : quick ? List.of(50) : List.of(25, 50, 75),
                rounds != null ? rounds : quick ? 3 : 5,
                span("--turn", turn, quick ? "1500ms" : "800ms"),
                Optional.of(span("--answer-turn", answerTurn, quick ? "0s" : "4s"))
                        .filter(Duration::isPositive),
                span("--warm-up", warmUp, "60s"),
                requests == null ? 100 : requests,
                api,
                arguments(),
                sweeps());
    }

    private List<Sweep> sweeps() {
        if (noSweeps) {
            return List.of();
        }
        return sweeps != null ? sweeps : quick ? List.of() : List.of(Sweep.values());
    }

    private List<Integer> shardCounts() {
        List<Integer> counts = shardCounts != null ? shardCounts : quick ? List.of(QUICK_SHARDS) : List.of(1, 2, 4, 8);
        for (int count : counts) {
            if (count < 1 || count > PlanConstraints.MAX_SHARDS) {
                throw new CallerException(
                        "--shard-counts: " + count + " (expected: 1 to " + PlanConstraints.MAX_SHARDS + ")");
            }
        }
        return counts;
    }

    private static Duration span(String option, @Nullable String value, String usual) {
        return Duration.ofNanos(TimeSpan.parseNanos(option, value == null ? usual : value));
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (transport != null) {
            arguments.add("--outrank.ranking.lookup.transport=" + transport);
        }
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments;
    }
}
