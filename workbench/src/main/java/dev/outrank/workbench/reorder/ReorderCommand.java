package dev.outrank.workbench.reorder;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.profile.ProfileFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank reorder}. */
@Command(
        name = "reorder",
        description = "Makes a bundle whose tables are packed with their hottest rows first.",
        footer = {"", "Example: outrank reorder --model models/drm1 --profile drm1-profile.json --out models/drm1-hot"})
public final class ReorderCommand implements Runnable {

    @Option(names = "--model", required = true, paramLabel = "<bundle>", description = "The bundle's directory.")
    private Path model;

    @Option(
            names = "--profile",
            required = true,
            paramLabel = "<file>",
            description = "A profile of the model's traffic, with hot ids.")
    private Path profile;

    @Option(
            names = "--hot-rows",
            paramLabel = "<n>",
            description = "Hot rows of a table at most (default: all hot ids of the profile).")
    private long hotRows = Long.MAX_VALUE;

    @Option(names = "--out", required = true, paramLabel = "<dir>", description = "A new or empty directory.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (hotRows < 1) {
            throw new CallerException("hot-rows: " + hotRows + " (expected: at least 1)");
        }
        Bundle bundle = Bundle.open(model);
        TrafficProfile traffic = ProfileFormat.read(profile);
        Map<String, RowOrder> orders = new HotIds(bundle.manifest(), traffic, profile.toString()).orders(hotRows);
        Bundle reordered = new BundleReorderer(bundle, orders).writeInto(out);
        PrintWriter answer = spec.commandLine().getOut();
        new ReorderReport(reordered.manifest(), orders.keySet(), traffic)
                .lines()
                .forEach(answer::println);
        answer.println(out + ": " + orders.size() + " of "
                + reordered.manifest().tables().size()
                + " tables in a new order; it is another bundle: plan and pack it anew");
        answer.flush();
    }
}
