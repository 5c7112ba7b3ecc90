package dev.outrank.workbench.inspect;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.bundle.plan.PlanFormat;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code outrank inspect}. */
@Command(
        name = "inspect",
        description = "Shows a bundle or a packed directory.",
        footer = {"", "Example: outrank inspect examples/clicks"})
public final class InspectCommand implements Runnable {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Parameters(paramLabel = "<dir>", description = "A bundle (model.json) or a packed directory (plan.json).")
    private Path directory;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--checksums", description = "Read the files of a bundle and check their SHA-256 too.")
    private boolean checksums;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter answer = spec.commandLine().getOut();
        if (Files.exists(directory.resolve(ManifestFormat.FILE_NAME))) {
            Bundle bundle = Bundle.open(directory);
            if (checksums) {
                bundle.verifyChecksums(bytes -> {});
            }
            BundleView view = BundleView.of(bundle);
            print(answer, json ? JSON.writeValueAsString(view).lines().toList() : view.lines());
        } else if (Files.exists(directory.resolve(PlanFormat.FILE_NAME))) {
            PackedView view = PackedView.of(directory);
            print(answer, json ? JSON.writeValueAsString(view).lines().toList() : view.lines());
        } else {
            throw new CallerException(directory + ": neither " + ManifestFormat.FILE_NAME + " nor "
                    + PlanFormat.FILE_NAME + " (expected: a bundle or a packed directory)");
        }
    }

    private static void print(PrintWriter answer, Iterable<String> lines) {
        lines.forEach(answer::println);
        answer.flush();
    }
}
