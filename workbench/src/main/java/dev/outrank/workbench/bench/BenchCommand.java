package dev.outrank.workbench.bench;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code outrank bench}: hands its arguments to the program of the module {@code benchmarks}. */
@Command(
        name = BenchCommand.NAME,
        description = {
            "Benchmarks, each beside what it is measured against:",
            "kernels    pooling, beside a program in C that does the same sums and nothing else;",
            "lookups    whole lookups: bytes allocated, and equal bags pooled once;",
            "dense      the nets of a workload in ONNX Runtime alone, float32 and int8;",
            "transport  a lookup on its way to a shard and back, beside bare frames over TCP;",
            "json       a request's JSON decoded, beside a bare pass of the parser;",
            "ranking    a whole request in one process, beside its lookups and nets alone;",
            "collectors a ranking service with one heap and collector after another.",
            "'bench COMMAND --help' lists options."
        })
public final class BenchCommand implements Callable<Integer> {

    /** What it is called. */
    public static final String NAME = "bench";

    /** Set by the launcher: the directory of the project. */
    private static final String ROOT_PROPERTY = "outrank.root";

    /** Everything behind the command's name; options are the other program's. */
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        Path root = Path.of(System.getProperty(ROOT_PROPERTY, ".")).toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                // Benchmarks of services start them from there.
                "-D" + ROOT_PROPERTY + "=" + root,
                "-jar",
                jar(root.resolve("benchmarks").resolve("target")).toString()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            try {
                return process.waitFor();
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new InternalException("bench: " + e + " (expected: a program that starts)", e);
        }
    }

    private static Path jar(Path target) {
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "benchmarks-*-exec.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            } catch (IOException e) {
                throw new InternalException(target + ": " + e + " (expected: a readable directory)", e);
            }
        }
        throw new CallerException(
                target + ": no benchmarks-*-exec.jar (expected: the packaged benchmarks; run mvn -DskipTests package)");
    }
}
