package dev.outrank.workbench.release;

import dev.outrank.bundle.Bundle;
import dev.outrank.registry.MemoryMode;
import dev.outrank.workbench.registry.Publication;
import dev.outrank.workbench.registry.Registration;
import dev.outrank.workbench.registry.RegistryApi;
import dev.outrank.workbench.stack.PackedModels;
import dev.outrank.workbench.stack.StackModel;
import dev.outrank.workbench.text.TimeSpan;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outrank publish}: puts models into the registry of a stack that runs, wherever it runs. */
@Command(
        name = "publish",
        description = {
            "Plans and packs bundles, checks them, registers them at a config-server, waits until all services have loaded them, and makes them active.",
            "Does only what is missing, so it may be run again: after a failure, or to activate what --no-activate has left ready."
        },
        footer = {
            "",
            "The services open the files where this command saw them: give paths that mean the same to all of them.",
            "Nothing is registered where a checksum is wrong, a plan is another bundle's, or a golden request of the bundle scores otherwise.",
            "",
            "Example: outrank publish --model examples/clicks --shards 4 --out packed",
            "Example: outrank publish --model models/clicks-2 --packed packed-by-my-plan --no-activate",
            "         outrank rollout clicks <version> --steps 1,10,50,100 --pause 60s"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:every version is active, or ready with --no-activate",
            " 1:a check, the registry or a service says no; what was active still is"
        })
public final class PublishCommand implements Callable<Integer> {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "<bundle>",
            description = "A bundle's directory; may be given several times.")
    private List<Path> models = List.of();

    @Option(names = "--shards", defaultValue = "4", description = "Embedding shards (default: ${DEFAULT-VALUE}).")
    private int shards;

    @Option(names = "--replicas", defaultValue = "1", description = "Replicas of a shard (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @ArgGroup(multiplicity = "1")
    private Place place = new Place();

    /** Where the packed shards are: one of the two. */
    private static final class Place {

        @Option(
                names = "--out",
                paramLabel = "<dir>",
                description = "Plan and pack what is not packed yet, and keep it in this directory.")
        private @Nullable Path out;

        @Option(
                names = "--packed",
                paramLabel = "<dir>",
                description = "What 'outrank pack' has made of the bundle, by a plan of your own.")
        private @Nullable Path packed;
    }

    @Option(
            names = "--as",
            paramLabel = "<name>",
            description = "The version's name, of one model (default: from the bundle's fingerprint and the shards).")
    private @Nullable String name;

    @Option(
            names = "--memory-mode",
            defaultValue = "beside",
            paramLabel = "<mode>",
            description =
                    "beside: shards hold it with the version before it. replace: one replica at a time lets go of the one before, for shards that cannot hold two"
                            + " (default: ${DEFAULT-VALUE}).")
    private MemoryMode memoryMode;

    @Option(
            names = "--activate",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Make it active when it is ready (default); --no-activate leaves it ready.")
    private boolean activate;

    @Option(
            names = "--timeout",
            defaultValue = "10min",
            paramLabel = "<time>",
            description = "How long to wait for services, of each model (default: ${DEFAULT-VALUE}).")
    private String timeout;

    @Option(
            names = "--golden-tolerance",
            defaultValue = GoldenCheck.DEFAULT_TOLERANCE,
            paramLabel = "<fraction>",
            description = "How far a golden request's score may be off, relative (default: ${DEFAULT-VALUE}).")
    private double goldenTolerance;

    @Option(
            names = "--reason",
            defaultValue = "outrank publish",
            description = "Why, for the registry's history (default: ${DEFAULT-VALUE}).")
    private String reason;

    @Mixin
    private RegistryOptions registry;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (models.size() > 1 && (name != null || place.packed != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--model: " + models.size() + " with --as or --packed (expected: one)");
        }
        Duration patience = Duration.ofNanos(TimeSpan.parseNanos("--timeout", timeout));
        Lines lines = new Lines(spec);
        GoldenCheck golden = new GoldenCheck(goldenTolerance);
        try (HttpClient http = RegistryOptions.http()) {
            for (Path bundle : models) {
                publish(bundle, registry.api(http), golden, patience, lines);
            }
        }
        return 0;
    }

    private void publish(Path bundle, RegistryApi api, GoldenCheck golden, Duration patience, Lines lines)
            throws InterruptedException {
        StackModel model = packed(bundle);
        Bundle checked = PackageCheck.check(model.bundle(), model.shards());
        lines.add(model.name() + ": bundle, plan and all checksums are right; " + golden.check(checked)
                + " golden requests score as they should");
        Registration wanted = new Registration(
                model.name(), name == null ? model.version() : name, model.bundle(), model.shards(), memoryMode);
        Publication publication = name == null
                ? Publication.register(api, wanted, registry.signature(reason))
                : Publication.registerAs(api, wanted, registry.signature(reason));
        new Release(publication, api, lines).bring(activate, patience);
        lines.add(publication.model() + ": version " + publication.version()
                + (publication.isActive() ? " is active at " : " is ready at ") + registry.registry());
    }

    private StackModel packed(Path bundle) {
        Path directory = place.packed;
        return directory == null
                ? PackedModels.prepare(bundle, shards, replicas, Objects.requireNonNull(place.out))
                : PackedModels.take(bundle, directory);
    }
}
