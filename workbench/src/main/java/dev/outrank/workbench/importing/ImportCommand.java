package dev.outrank.workbench.importing;

import dev.outrank.bundle.manifest.Manifest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank import}. */
@Command(
        name = "import",
        description = "Makes a bundle of ONNX nets, safetensors tables and a short description.",
        footer = {
            "",
            "Example: outrank import --description clicks.yaml --nets export --tables export/tables.safetensors --out models/clicks"
        })
public final class ImportCommand implements Runnable {

    @Option(
            names = "--description",
            required = true,
            paramLabel = "<file>",
            description = "Features, scopes and nets, in YAML or JSON.")
    private Path description;

    @Option(names = "--nets", required = true, paramLabel = "<dir>", description = "Where the ONNX files are.")
    private Path nets;

    @Option(
            names = "--tables",
            required = true,
            arity = "1..*",
            paramLabel = "<file>",
            description = "One or more safetensors files.")
    private List<Path> tables;

    @Option(names = "--out", required = true, paramLabel = "<dir>", description = "A new or empty directory.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Manifest manifest = BundleImporter.importInto(new ImportSettings(description, nets, tables), out);
        PrintWriter answer = spec.commandLine().getOut();
        answer.println(out + ": " + manifest.name() + ", " + manifest.tables().size() + " tables, "
                + manifest.nets().size() + " nets, outputs " + manifest.outputs());
        answer.flush();
    }
}
