package dev.outrank.workbench.lifecycle;

import dev.outrank.workbench.release.PublishCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/**
 * The publish command, as somebody runs it.
 *
 * @param exitCode its own
 * @param message its failure, empty where there was none
 */
record PublishRun(int exitCode, String message) {

    static PublishRun of(URI registry, Path bundle, Path packed, String version) {
        StringWriter failure = new StringWriter();
        CommandLine command = new CommandLine(new PublishCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, line, parsed) -> {
                    failure.append(String.valueOf(exception.getMessage()));
                    return CommandLine.ExitCode.SOFTWARE;
                });
        List<String> arguments = List.of(
                "--model",
                bundle.toString(),
                "--packed",
                packed.toString(),
                "--as",
                version,
                "--registry",
                registry.toString());
        return new PublishRun(command.execute(arguments.toArray(String[]::new)), failure.toString());
    }
}
