package dev.outrank.workbench.release;

import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outrank retire}. */
@Command(
        name = "retire",
        description = {
            "Gives a version up for good: services take no new requests for it, and drop it after the last one.",
            "Neither the active version nor the canary can be retired. The name stays taken."
        },
        footer = {"", "Example: outrank retire clicks 41d0b2 --reason 'its memory is needed'"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:it is so, also where it was before", " 1:the registry refused; the reason is printed"})
public final class RetireCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "<model>", description = "The model's name.")
    private String model;

    @Parameters(index = "1", paramLabel = "<version>", description = "A version that is not active.")
    private String version;

    @Option(names = "--reason", required = true, description = "Why, for the registry's history.")
    private String reason;

    @Mixin
    private RegistryOptions registry;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (HttpClient http = RegistryOptions.http()) {
            long revision = registry.api(http).retire(model, version, registry.signature(reason));
            new Lines(spec)
                    .add(model + ", version " + version + ": retires or has retired, as of revision " + revision);
        }
        return 0;
    }
}
