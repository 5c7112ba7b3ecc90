package dev.outrank.workbench.stack;

import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank publish}: puts models into the registry of a stack that runs, wherever it runs. */
@Command(
        name = "publish",
        description = {
            "Plans and packs bundles, registers them at a config-server and makes them active.",
            "Does only what is missing, so it may be run again."
        },
        footer = {
            "",
            "The services open the files where this command saw them: give paths that mean the same to all of them.",
            "",
            "Example: outrank publish --model examples/clicks --shards 4 --out packed"
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

    @Option(names = "--out", required = true, paramLabel = "<dir>", description = "Where packed models are kept.")
    private Path out;

    @Option(
            names = "--registry",
            defaultValue = "http://127.0.0.1:8888",
            paramLabel = "<url>",
            description = "The config-server (default: ${DEFAULT-VALUE}).")
    private URI registry;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter answer = spec.commandLine().getOut();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            RegistryApi api = new RegistryApi(registry, http);
            for (Path bundle : models) {
                StackModel model = PackedModels.prepare(bundle, shards, replicas, out);
                String version = api.publish(model);
                answer.printf("%s: version %s is active at %s%n", model.name(), version, registry);
                answer.flush();
            }
        }
        return 0;
    }
}
