package dev.outrank.workbench.release;

import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outrank unpin}. */
@Command(
        name = "unpin",
        description =
                "Allows changes of a model's traffic again: activation, rollout and rollback are refused while it is pinned.",
        footer = {"", "Example: outrank unpin clicks --reason 'the audit is over'"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:it is so, also where it was before", " 1:the registry refused; the reason is printed"})
public final class UnpinCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "<model>", description = "The model's name.")
    private String model;

    @Option(names = "--reason", required = true, description = "Why, for the registry's history.")
    private String reason;

    @Mixin
    private RegistryOptions registry;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (HttpClient http = RegistryOptions.http()) {
            long revision = registry.api(http).unpin(model, registry.signature(reason));
            new Lines(spec).add(model + ": not pinned, as of revision " + revision);
        }
        return 0;
    }
}
