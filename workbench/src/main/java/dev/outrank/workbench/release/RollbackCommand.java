package dev.outrank.workbench.release;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.registry.Canary;
import dev.outrank.registry.ModelEntry;
import dev.outrank.workbench.registry.LiveReplica;
import dev.outrank.workbench.registry.RegistryApi;
import dev.outrank.workbench.text.TimeSpan;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outrank rollback}. */
@Command(
        name = "rollback",
        description = {
            "Takes the last change of a model's traffic back, and waits until every ranking has heard of it.",
            "Ends a canary or a rollout where one runs; else makes the version before the active one again, which is still loaded."
        },
        footer = {
            "",
            "Example: outrank rollback clicks --reason 'clicks fell by a tenth'",
            "Example: outrank rollback clicks --from 9f3c71 --reason 'run again after the answer was lost'",
            "Example: outrank rollback clicks --to 41d0b2 --reason 'the last two are no good'"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:it is done everywhere",
            " 1:the registry refused, as where no version before is ready; or a ranking has not heard of it in time"
        })
public final class RollbackCommand implements Callable<Integer> {

    private static final long LOOK_MILLIS = 20;

    @Parameters(index = "0", paramLabel = "<model>", description = "The model's name.")
    private String model;

    @Option(
            names = "--to",
            paramLabel = "<version>",
            description = "A version that is ready (default: the one that was active before).")
    private @Nullable String to;

    @Option(
            names = "--from",
            paramLabel = "<version>",
            description =
                    "The version that is no good: refused where it is neither the canary nor, without one, active any more (default: what it finds, without --to).")
    private @Nullable String from;

    @Option(names = "--reason", required = true, description = "Why, for the registry's history.")
    private String reason;

    @Option(
            names = "--timeout",
            defaultValue = "30s",
            paramLabel = "<time>",
            description = "How long to wait for rankings (default: ${DEFAULT-VALUE}).")
    private String timeout;

    @Mixin
    private RegistryOptions registry;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        long patience = TimeSpan.parseNanos("--timeout", timeout);
        Lines lines = new Lines(spec);
        try (HttpClient http = RegistryOptions.http()) {
            RegistryApi api = registry.api(http);
            ModelEntry before = entry(api);
            long begin = System.nanoTime();
            long revision = rollBack(api, before);
            long done = System.nanoTime();
            ModelEntry after = entry(api);
            lines.add(String.format(
                    Locale.ROOT, "%s: from %s to %s in %s", model, text(before), text(after), millis(done - begin)));
            int rankings = awaitApplied(api, revision, begin, patience);
            lines.add(
                    rankings == 0
                            ? "no ranking reports: those that start will have it"
                            : rankings + (rankings == 1 ? " ranking has" : " rankings have") + " applied it "
                                    + millis(System.nanoTime() - begin) + " after it was asked for");
        }
        return 0;
    }

    /** Goes back from what it saw, or was told to: to a version that is named it may go as often as it likes. */
    private long rollBack(RegistryApi api, ModelEntry before) throws InterruptedException {
        String seen = from != null || to != null ? from : newest(before);
        try {
            return api.rollBack(model, to, seen, registry.signature(reason));
        } catch (DependencyException e) {
            throw new DependencyException(
                    e.getMessage() + "; whether it went back is not known"
                            + (seen == null ? "" : ": run it again with --from " + seen + ", so that it does once"),
                    e);
        }
    }

    private static @Nullable String newest(ModelEntry entry) {
        Canary canary = entry.canary();
        return canary == null ? entry.activeVersion() : canary.version();
    }

    private ModelEntry entry(RegistryApi api) throws InterruptedException {
        return api.model(model)
                .orElseThrow(() -> new CallerException("model: '" + model + "' (expected: one of the registry's)"));
    }

    private static String text(ModelEntry entry) {
        Canary canary = entry.canary();
        return "version " + entry.activeVersion()
                + (canary == null
                        ? ""
                        : String.format(Locale.ROOT, " with %s at %.4g %%", canary.version(), canary.percent()));
    }

    private static String millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
    }

    /** Returns how many rankings there are, once all of them have applied a revision. */
    private static int awaitApplied(RegistryApi api, long revision, long begin, long patience)
            throws InterruptedException {
        while (true) {
            List<LiveReplica> rankings =
                    api.replicas().stream().filter(LiveReplica::isRanking).toList();
            List<String> behind = rankings.stream()
                    .filter(ranking -> ranking.report().revision() < revision)
                    .map(LiveReplica::instance)
                    .toList();
            if (behind.isEmpty()) {
                return rankings.size();
            }
            if (System.nanoTime() - begin > patience) {
                throw new DependencyException(
                        "rankings " + behind + ": revision " + revision + " not applied after " + millis(patience)
                                + " (expected: applied; the registry has it, and they do as soon as they reach it)");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
